import type { Failure } from "../../check";
import type { Bag } from "../../store";
import { at } from "../../values";
import type { View } from "../kind-facts";
import type { ChartFacts } from "./index";
import { tooLarge } from "./node-needs";

type Declared = ReturnType<View["there"]>[number];

const releaseToken = "kubernetes:helm.sh/v3:Release";

/** Everything that a release needs of its cluster before it can come up, and that is not there. */
export function unmetNeeds(
  facts: ChartFacts,
  inputs: Bag,
  { there, nodes }: Pick<View, "there" | "nodes">,
): Failure[] {
  return [
    ...unbalanced(facts, inputs, there),
    ...unclaimed(facts, there),
    ...tooLarge(facts, inputs, nodes),
  ];
}

/**
 * A Service of type LoadBalancer whose class is `external` gets an address from the AWS Load Balancer Controller
 * alone, and Helm waits for the address:
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/#lb-type
 */
function unbalanced(
  { chart, rendered }: ChartFacts,
  inputs: Bag,
  there: () => readonly Declared[],
): Failure[] {
  const annotations = at(inputs, "values.service.annotations");
  const type = at(inputs, "values.service.type") ?? "LoadBalancer";
  const isExternal =
    Object.entries((annotations ?? {}) as Bag).some(
      ([name, value]) => name === `${annotationPrefix}-type` && value === "external",
    ) || at(inputs, "values.service.loadBalancerClass") === "service.k8s.aws/nlb";
  const makes = rendered.some(({ balancers = [] }) => balancers.length > 0);
  if (!makes || type !== "LoadBalancer" || !isExternal || has(there(), controller)) {
    return [];
  }
  const want = `want a release of ${controller} in the cluster before it`;
  const why = `a Service of ${chart} is of type LoadBalancer and class external`;
  return [{ property: "values.service", reason: `${want}, since ${why}; got none` }];
}

/**
 * A claim waits for ever without its class, or without a default class if it names none:
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions-extended.html (1.30)
 */
function unclaimed({ chart, rendered }: ChartFacts, there: () => readonly Declared[]): Failure[] {
  const claims = rendered.flatMap(({ claims: all = [] }) => all);
  const classes = [...new Set(claims.map((claim) => claim.class))];
  const lacking = classes.filter(
    (wanted) =>
      !there().some((known) => known.token === classToken && isClass(known.inputs, wanted)),
  );
  return lacking.map((wanted) => {
    const one = wanted === null ? "a default StorageClass" : `a StorageClass "${wanted}"`;
    const pods = claims.filter((claim) => claim.class === wanted).map(({ of }) => of);
    const why = `pods of ${[...new Set(pods)].join(", ")} claim volumes`;
    return {
      property: "chart",
      reason: `want ${one} in the cluster before ${chart}, since ${why}; got none`,
    };
  });
}

function isClass(inputs: Bag, wanted: string | null): boolean {
  const annotations = at(inputs, "metadata.annotations") as Bag | undefined;
  return wanted === null
    ? annotations?.[defaultMark] === "true"
    : at(inputs, "metadata.name") === wanted;
}

const classToken = "kubernetes:storage.k8s.io/v1:StorageClass";
const defaultMark = "storageclass.kubernetes.io/is-default-class";
const annotationPrefix = "service.beta.kubernetes.io/aws-load-balancer";
const controller = "aws-load-balancer-controller";

function has(there: readonly Declared[], chart: string): boolean {
  return there.some(({ token, inputs }) => token === releaseToken && inputs["chart"] === chart);
}
