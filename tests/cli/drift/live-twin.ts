import type { Bag } from "../../../sandbox/src/cloud/store";
import { isBag } from "../../../sandbox/src/cloud/values";

const policy = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";

/** What the API server adds to an object; `live/kubernetes/appended.ts` holds it against a real one. */
export function liveTwin(type: string, inputs: Bag): Bag {
  const { metadata, spec, ...rest } = structuredClone(inputs);
  const own = isBag(spec) ? { spec } : {};
  return {
    ...rest,
    ...(type === "kubernetes:core/v1:Namespace" ? { spec: { finalizers: ["kubernetes"] } } : own),
    ...(type === policy && isBag(spec) ? { spec: ofPolicy(spec) } : {}),
    metadata: {
      ...(isBag(metadata) ? metadata : {}),
      annotations: {
        ...(isBag(metadata) ? (metadata["annotations"] as Bag) : {}),
        "by.another/tool": "x",
      },
      uid: "9e5f4b2a-0000-4000-8000-000000000000",
      resourceVersion: "4711",
      generation: 1,
      creationTimestamp: "2026-11-28T00:00:00Z",
      finalizers: ["kubernetes.io/pvc-protection"],
      managedFields: [{ manager: "pulumi-kubernetes", operation: "Apply" }],
    },
    status: { conditions: [{ type: "Ready", status: "True" }] },
    __inputs: inputs,
    __fieldManager: "pulumi-kubernetes-1a2b3c4d",
  };
}

function ofPolicy(spec: Bag): Bag {
  const match = isBag(spec["matchConstraints"]) ? spec["matchConstraints"] : {};
  const rules = (match["resourceRules"] ?? []) as Bag[];
  return {
    ...spec,
    matchConstraints: {
      matchPolicy: "Equivalent",
      namespaceSelector: {},
      objectSelector: {},
      ...match,
      resourceRules: rules.map((rule) => ({ scope: "*", ...rule })),
    },
  };
}
