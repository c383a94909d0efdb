import { every, list, literal, optional } from "../../kit/cel";
import { podParts, podVariable, sparedNamespaces, twinnedPodTypes } from "../../kit/pod-twins";
import type { Twin } from "../../kit/twin";
import type { Way } from "../../kit/walk";
import type { Control } from "./controls";

/** One expression per control. */
export const podBaseline = (
  controls: readonly Control[],
  wanted: (control: Control) => string,
): Twin => ({
  kinds: twinnedPodTypes,
  parts: podParts,
  spared: { namespaces: sparedNamespaces },
  variables: () => [podVariable],
  validations: () =>
    controls.map((control) => ({
      expression: lifted(
        control,
        control.fields.map((field) => admits(control, "variables.pod", field)).join(" && "),
      ),
      want: wanted(control),
    })),
});

const lifted = ({ liftedBy }: Control, expression: string): string =>
  liftedBy === undefined
    ? expression
    : `!${optional("variables.pod", liftedBy)}.orValue(true) || (${expression})`;

/** Whether all values at the end of a way are allowed. */
function admits(control: Control, from: string, way: Way, depth = 0): string {
  const at = way.findIndex((step) => step.endsWith("*"));
  if (at === -1) {
    const value = optional(from, way);
    return control.allowed.length === 0
      ? `!${value}.hasValue()`
      : `(!${value}.hasValue() || ${isAllowed(control, `${value}.value()`)})`;
  }
  const [step = "", ...rest] = way.slice(at);
  const holder = way.slice(0, at);
  const each = `v${depth}`;
  if (step === "*") {
    const inner =
      rest.length === 0 ? isAllowed(control, each) : admits(control, each, rest, depth + 1);
    return every(list(from, holder.join(".")), each, inner);
  }
  const map = optional(from, holder);
  const value = isAllowed(control, `${map}.value()[${each}]`);
  const other = `!${each}.startsWith(${literal(step.slice(0, -1))})`;
  return every(`${map}.orValue({})`, each, `${other} || ${value}`);
}

function isAllowed({ allowed }: Control, value: string): string {
  const isStart = (one: unknown): one is string => typeof one === "string" && one.endsWith("/*");
  const starts = allowed.filter(isStart);
  const whole = allowed.filter((one) => !isStart(one));
  return [
    ...(whole.length === 0 ? [] : [`${value} in ${literal(whole)}`]),
    ...starts.map((start) => `${value}.startsWith(${literal(start.slice(0, -1))})`),
  ].join(" || ");
}
