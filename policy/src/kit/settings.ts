import { fits } from "./glob";
import type { Node } from "./node";

/** Setting that lists logical names; `*` stands for any text. */
export const listOfNames = { type: "array", items: { type: "string" } } as const;

/** Whether a setting lists the name. */
export function isListed(settings: Node, key: string, name: string): boolean {
  return settings.items(key).some(({ text }) => fits(text, name));
}
