import { parseDocument } from "yaml";

/** The data of a YAML or JSON text, and what is wrong with it as such. */
export function parseYaml(text: string): [data: unknown, faults: string[]] {
  const document = parseDocument(text);
  const faults = document.errors.map((error) => error.message.split("\n")[0] ?? "");
  try {
    return [faults.length === 0 ? document.toJS() : undefined, faults];
  } catch (error) {
    // An alias without its anchor, or too many of them.
    return [undefined, [error instanceof Error ? error.message : String(error)]];
  }
}
