import type { Node } from "./node";

/**
 * A rule in the cluster: a Kubernetes ValidatingAdmissionPolicy of the rule's kinds, made of the same
 * data as the rule's own check.
 */
export interface Twin {
  /** Types that the server judges. @default all of the rule */
  readonly kinds?: readonly string[];
  /** Paths that the rule judges. The server admits an update that does not change them, such as a finalizer's. */
  readonly parts: readonly string[];
  /** Labels of namespaces or objects that the policy leaves out. */
  readonly spared?: {
    readonly namespaces?: readonly LabelRequirement[];
    readonly objects?: readonly LabelRequirement[];
  };
  /** Conditions of requests that the rule judges. @default all requests */
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
  /** True of an object that the server admits. */
  readonly expression: string;
  /** The wanted state, in a finding's words. No value of the object: it may be a secret. */
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
