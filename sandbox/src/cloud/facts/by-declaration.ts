import type { Declaration } from "../declarations";
import { regionalArn } from "./aws/naming";
import type { KindFacts } from "./kind-facts";
import { anyObject } from "./kubernetes";

/**
 * Facts of a kind that its SDK alone declares. What the provider and the service know beyond that is left
 * open: no name is taken, nothing must exist, no change replaces, and outputs that the service makes up are
 * placeholders.
 */
export function declaredFacts({ token, inputs, texts }: Declaration): KindFacts {
  const [pkg = "", module = "", type = ""] = token.split(":");
  if (pkg === "kubernetes") {
    return { ...anyObject, unverified: true };
  }
  const kind = type.toLowerCase();
  const named = inputs["name"];
  const isNamed = named?.shape.is === "string" && !named.required;
  const computed = texts.filter((name) => !Object.hasOwn(inputs, name) && name !== "id");
  return {
    ...(isNamed ? { autoName: "name" } : {}),
    id: (_inputs, { random }) => `${kind}-${random(17)}`,
    outputs: (_inputs, id, scope) =>
      Object.fromEntries(
        computed.map((name) => [
          name,
          pkg === "aws" && name === "arn"
            ? regionalArn(module.split("/")[0] ?? "", `${kind}/${id}`, scope)
            : `simulated-${name}-of-${id}`,
        ]),
      ),
    source: "the SDK's declaration files",
    replaceOn: [],
    unverified: true,
  };
}

/** The declaration of a kind that the SDK does not declare. */
export const anything: Declaration = {
  token: "",
  inputs: {},
  open: true,
  outputs: [],
  texts: [],
  types: {},
};
