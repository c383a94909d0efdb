import { readFileSync } from "node:fs";

import { isBag } from "../../../cloud/values";
import type { LiveDescription } from "../../description";
import { RestApi } from "../rest/api";

/** OpenBao as its operator: https://openbao.org/api-docs/ */
export function openbaoApi(
  { secrets, caFile }: Pick<LiveDescription, "secrets" | "caFile">,
  timeout?: number,
): RestApi {
  let token: string | undefined;
  return new RestApi({
    name: "OpenBao",
    url: `${secrets.url}/v1`,
    caFile,
    words,
    headers: (renew) => {
      token = renew || token === undefined ? readFileSync(secrets.tokenFile, "utf8").trim() : token;
      return Promise.resolve({ "x-vault-token": token });
    },
    ...(timeout === undefined ? {} : { timeout }),
  });
}

function words(body: unknown): string | undefined {
  const errors = isBag(body) ? body["errors"] : undefined;
  return Array.isArray(errors) && errors.length > 0 ? errors.join("; ") : undefined;
}
