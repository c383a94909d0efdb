import type { Context, Finding } from "../kit/context";
import { topOf } from "../kit/index-of-stack";
import type { Judged } from "../kit/judged";
import type { Node } from "../kit/node";
import { stackOf } from "../kit/urns";
import type { GraphRule, Rule } from "../rules/rule";
import type { Run } from "./excuses";

/** Judgement of a value that is not known yet, by the arguments of the resource's component. */
type IntentOutcome =
  | { readonly is: "good"; readonly component: Judged }
  | {
      readonly is: "bad";
      readonly component: Judged;
      readonly findings: readonly Finding[];
    }
  /** The rule knows no component of the resource, or its arguments are not known either. */
  | { readonly is: "nothing" };

const nothing: IntentOutcome = { is: "nothing" };

/** Judges the intent of a resource's component, if a value of the resource is not known. */
export function intentOf(
  { intents = [] }: Rule | GraphRule,
  { type, options }: Judged,
  { path }: Node,
  around: Pick<Context, "tier" | "settings">,
  run: Run,
): IntentOutcome {
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
