import type { Node } from "./node";

/**
 * What a rule is in the cluster: a Kubernetes ValidatingAdmissionPolicy, made of the data that the
 * rule's own check is made of. Its kinds are those of the rule.
 */
export interface Twin {
  /** Paths that the rule judges. An update that leaves them as they are is admitted, such as a finalizer's. */
  readonly parts: readonly string[];
  /** Labels by which namespaces or objects are left out. */
  readonly spared?: {
    readonly namespaces?: readonly LabelRequirement[];
    readonly objects?: readonly LabelRequirement[];
  };
  /** Requests that the rule is for; all without one. */
  readonly conditions?: readonly Named[];
  /** Expressions that the others use, in order. */
  readonly variables?: (settings: Node) => readonly Named[];
  readonly validations: (settings: Node) => readonly Validation[];
}

export interface Named {
  readonly name: string;
  readonly expression: string;
}

export interface Validation {
  /** True of what is admitted. */
  readonly expression: string;
  /** What is wanted, in a finding's words. No value of the object: it may be a secret. */
  readonly want: string;
}

export interface LabelRequirement {
  readonly key: string;
  readonly operator: "NotIn";
  readonly values: readonly string[];
}

/** The nodes' own agents need the host, and come with the cluster. */
export const notSystem: LabelRequirement = {
  key: "kubernetes.io/metadata.name",
  operator: "NotIn",
  values: ["kube-system"],
};
