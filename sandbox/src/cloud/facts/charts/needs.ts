import type { Failure } from "../../check";
import type { Bag } from "../../store";
import { at } from "../../values";
import type { ChartFacts } from "./index";

/** An object that the cluster has, or that this run has already declared for it. */
export interface Declared {
  readonly token: string;
  readonly inputs: Bag;
}

const releaseToken = "kubernetes:helm.sh/v3:Release";

/** Everything that a release needs of its cluster before it can come up, and that is not there. */
export function unmetNeeds(
  facts: ChartFacts,
  inputs: Bag,
  there: () => readonly Declared[],
): Failure[] {
  return unbalanced(facts, inputs, there);
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

const annotationPrefix = "service.beta.kubernetes.io/aws-load-balancer";
const controller = "aws-load-balancer-controller";

function has(there: readonly Declared[], chart: string): boolean {
  return there.some(({ token, inputs }) => token === releaseToken && inputs["chart"] === chart);
}
