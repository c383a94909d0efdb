import type { Context, Finding } from "../kit/context";
import { topOf } from "../kit/index-of-stack";
import type { Judged } from "../kit/judged";
import type { Node } from "../kit/node";
import { stackOf } from "../kit/urns";
import type { GraphRule, Rule } from "../rules/rule";
import type { Run } from "./excuses";

/** What the arguments of a resource's component tell of a value that is not known yet. */
export type Told =
  | { readonly is: "good"; readonly component: Judged }
  | {
      readonly is: "bad";
      readonly component: Judged;
      readonly findings: readonly Finding[];
    }
  /** It has no component of which the rule knows, or that one's arguments are not known either. */
  | { readonly is: "nothing" };

const nothing: Told = { is: "nothing" };

/** Judges the intent of the component that has made a resource, where its value is not known. */
export function intentOf(
  { intents = [] }: Rule | GraphRule,
  { type, options }: Judged,
  { path }: Node,
  around: Pick<Context, "tier" | "settings">,
  run: Run,
): Told {
  const component = run.components.get(options.parent ?? "");
  const intent = intents.find(
    ({ component: token, child }) =>
      token === component?.type && child.type === type && child.property === topOf(path),
  );
  if (component === undefined || intent === undefined) {
    return nothing;
  }
  const findings: Finding[] = [];
  let isKnown = true;
  intent.check(component, {
    ...around,
    stack: stackOf(component.urn),
    violation(finding) {
      findings.push(finding);
    },
    unknown() {
      isKnown = false;
    },
  });
  if (findings.length > 0) {
    return { is: "bad", component, findings };
  }
  return isKnown ? { is: "good", component } : nothing;
}
