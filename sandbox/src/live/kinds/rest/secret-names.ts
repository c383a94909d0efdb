import { isBag } from "../../../cloud/values";

/** Names of properties whose values no message may show. */
const secretName = /secret|password|credential|jwt$|^value$|keyTab/i;

/** `text` without the secret values that were sent in `body`. */
export function withoutSecrets(text: string, body: unknown): string {
  return secretsIn(body)
    .filter((secret) => secret.length > 3)
    .reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
}

function secretsIn(value: unknown, name = ""): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => secretsIn(item, name));
  }
  if (isBag(value)) {
    return Object.entries(value).flatMap(([key, item]) => secretsIn(item, key));
  }
  return typeof value === "string" && secretName.test(name) ? [value] : [];
}
