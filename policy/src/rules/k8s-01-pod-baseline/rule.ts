import type { Context } from "../../kit/context";
import type { Node } from "../../kit/node";
import { podsOf, podTypes } from "../../kit/pods";
import { walk } from "../../kit/walk";
import { everywhere, rule } from "../rule";
import { podBaseline } from "./admission";
import { baseline, type Control, permits } from "./controls";

export const K8S01 = rule({
  id: "K8S-01",
  title: "Every pod keeps to the baseline of the Pod Security Standards.",
  severity: "critical",
  types: podTypes,
  frameworks: [
    "PSS Baseline",
    "CIS-EKS-1.4 4.2.1",
    "CIS-EKS-1.4 4.2.2",
    "CIS-EKS-1.4 4.2.3",
    "CIS-EKS-1.4 4.2.4",
    "NSA-K8S-1.0 1.2",
    "NSA-K8S-1.0 1.3",
    "NSA-K8S-1.0 1.4",
    "NSA-K8S-1.0 1.5",
  ],
  onUnknown: "deny",
  enforcement: everywhere,
  prevention: [
    {
      by: "Pod Security",
      what: "pods in namespaces of teams",
      component: "groundwork:cluster:TeamNamespace",
    },
  ],
  fix: "Leave the field out, or give it one of the values that the standard allows.",
  link: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
  check(resource, ctx) {
    const pods = podsOf(resource);
    const undecided = new Set<string>();
    for (const control of baseline) {
      const found = pods.flatMap((pod) =>
        control.fields.flatMap((field) => walk(pod, field).map((place) => ({ pod, place }))),
      );
      for (const { pod, place } of found) {
        const { path, value } = place;
        if (place.unknown) {
          // Otherwise every control would report a list that is not known.
          if (!undecided.has(path)) {
            ctx.unknown(place, wanted(control));
          }
          undecided.add(path);
        } else if (!permits(control, value) && !isLifted(control, pod, ctx)) {
          const closed = typeof value === "boolean" || typeof value === "number";
          ctx.violation({ path, want: wanted(control), ...(closed && { given: value }) });
        }
      }
    }
  },
  admission: podBaseline(baseline, wanted),
});

/** Whether a pod's flag lifts a control; one that is not known is reported instead. */
function isLifted(control: Control, pod: Node, ctx: Context): boolean {
  const [flag] = control.liftedBy ? walk(pod, control.liftedBy) : [];
  if (flag?.unknown) {
    ctx.unknown(flag, wanted(control));
  }
  return flag !== undefined && (flag.unknown !== undefined || flag.value === false);
}

function wanted({ title, allowed }: Control): string {
  const values = allowed.filter((value) => value !== "");
  const or = values.length === 0 ? "" : `, or ${values.join(", ")}`;
  return `nothing${or} (${title})`;
}
