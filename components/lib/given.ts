import * as pulumi from "@pulumi/pulumi";

/**
 * The value of a key that must be there, once the values are known.
 * @param what The argument, such as `hubTableIds`.
 * @throws pulumi.RunError that names the argument, the key and those that are there.
 */
export function given<T>(values: Readonly<Record<string, T>>, key: string, what: string): T {
  if (!Object.hasOwn(values, key)) {
    const known = Object.keys(values).join(", ") || "none";
    throw new pulumi.RunError(`${what}: want a value for "${key}", got one for: ${known}`);
  }
  return values[key] as T;
}
