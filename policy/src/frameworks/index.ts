import { awsPractices } from "./aws-practices";
import { cisEks } from "./cis-eks";
import { cited } from "./cited";
import type { Framework } from "./framework";
import { podBaseline, podRestricted } from "./pod-security";

export type { Framework } from "./framework";
export { cited } from "./cited";

/** Lists with every control, so that the page can name controls that no rule covers. */
export const frameworks: readonly Framework[] = [cisEks, podBaseline, podRestricted, awsPractices];

/** A control of a framework. */
export interface Control {
  readonly framework: Framework;
  readonly id: string;
}

/**
 * What a rule's reference names: a control, as `<key> <id>`, or a framework as a whole, where it
 * may be named so. Nothing for a reference that no list has.
 */
export function controlsOf(reference: string): Control[] {
  const framework = [...frameworks, ...cited].find(
    ({ key }) => reference === key || reference.startsWith(`${key} `),
  );
  if (framework === undefined) {
    return [];
  }
  const { key, controls, asOne = false } = framework;
  const ids =
    reference === key
      ? Object.keys(controls).filter(() => asOne)
      : [reference.slice(key.length + 1)].filter((id) => Object.hasOwn(controls, id));
  return ids.map((id) => ({ framework, id }));
}
