const prefix = "urn:pulumi:";

/** The stack's name, such as `network.dev`. */
export function stackOf(urn: string): string {
  return urn.slice(prefix.length, urn.indexOf("::"));
}
