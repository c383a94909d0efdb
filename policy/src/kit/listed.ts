import { fits } from "./glob";
import type { Node } from "./node";

/** Whether a setting lists the name. */
export function isListed(settings: Node, key: string, name: string): boolean {
  return settings.items(key).some(({ text }) => fits(text, name));
}
