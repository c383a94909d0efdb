import { firstPart, layerNames } from "@groundwork-iac/platform/internal/derived/layers";
import type { PlannedStack } from "@groundwork-iac/platform/internal/derived/plan";

/**
 * The declared stacks, and those that are up and that no file declares any more. The latter read
 * declared ones and lower layers, so they go first.
 */
export function withUndeclared(
  declared: readonly PlannedStack[],
  existing: ReadonlySet<string>,
): Pick<PlannedStack, "name" | "after">[] {
  const names = declared.map(({ name }) => name);
  const others = [...existing].filter((name) => !names.includes(name)).sort();
  return [
    ...declared,
    ...others.map((name) => ({
      name,
      after: [...names, ...others.filter((other) => rankOf(other) < rankOf(name))],
    })),
  ];
}

/** Place of a stack's layer in the order in which layers come up; stacks of no layer rank below all others. */
const rankOf = (stack: string) => layerNames.indexOf(firstPart(stack));
