import type { HandFacts, KindFacts } from "../kind-facts";
import type { Bag } from "../../store";
import { at } from "../../values";
import { chartFacts } from "../charts";
import { factsOfRelease, judgeRelease } from "./release";

const namespace = "kubernetes:core/v1:Namespace";
const release = "kubernetes:helm.sh/v3:Release";

const identity = ["metadata.name", "metadata.namespace"];
const uid = [8, 4, 4, 4, 12];

function objectId(inputs: Bag): string {
  const name = String(at(inputs, "metadata.name"));
  const of = at(inputs, "metadata.namespace");
  return typeof of === "string" ? `${of}/${name}` : name;
}

const inNamespace = {
  token: namespace,
  code: "404 namespaces NotFound",
  except: /^(default|kube-system|kube-public)$/,
  // https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
  onDelete: "cascade",
} as const;

const object: HandFacts = {
  autoName: "metadata.name",
  id: objectId,
  outputs: (inputs, _id, { random }) => ({
    metadata: {
      ...(at(inputs, "metadata") as object),
      uid: uid.map((length) => random(length)).join("-"),
    },
  }),
  unique: { key: objectId, code: "409 AlreadyExists" },
  references: { "metadata.namespace": inNamespace },
};

/** Kinds of package `kubernetes` that every cluster has. */
export const kubernetesKinds: Readonly<Record<string, HandFacts>> = {
  [namespace]: object,
  "kubernetes:core/v1:ResourceQuota": object,
  "kubernetes:core/v1:LimitRange": object,
  "kubernetes:core/v1:ServiceAccount": object,
  "kubernetes:core/v1:ConfigMap": object,
  "kubernetes:core/v1:Secret": object,
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": object,
  "kubernetes:rbac.authorization.k8s.io/v1:Role": object,
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": object,
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": object,
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": object,
  "kubernetes:storage.k8s.io/v1:StorageClass": object,
  "kubernetes:apps/v1:Deployment": object,
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration": object,
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy": object,
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding": object,
  [release]: {
    autoName: "name",
    id: ({ namespace: of = "default", name }) => `${String(of)}/${String(name)}`,
    outputs: ({ name, namespace: of, chart, version }) => ({
      status: { status: "deployed", name, namespace: of, chart, version, revision: 1 },
    }),
    references: { namespace: inNamespace },
    unique: {
      key: ({ namespace: of = "default", name }) => `${String(of)}/${String(name)}`,
      code: "cannot re-use a name that is still in use",
    },
    judge: judgeRelease,
    unverified: (inputs) => factsOfRelease(inputs) === undefined,
  },
};

/** Of any kind without an entry of its own: metadataForceNewProperties. */
const source =
  "https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go";

/** Facts of an object of any kind. */
export const anyObject: KindFacts = { ...object, source, replaceOn: identity };

/** Names of the charts that install a kind's definition. */
export function providersOf(apiVersion: string, kind: string): string[] {
  return chartFacts
    .filter(({ definitions }) => definitions.some((each) => each.kind === `${apiVersion}:${kind}`))
    .map(({ chart }) => chart);
}

/** A custom resource: accepted unchecked once a release in the cluster has installed its definition. */
export function customResourceFacts(token: string): KindFacts | undefined {
  const [pkg, apiVersion = "", name = ""] = token.split(":");
  const charts = pkg === "kubernetes" ? providersOf(apiVersion, name) : [];
  if (charts.length === 0) {
    return undefined;
  }
  return {
    ...anyObject,
    undeclared: true,
    refuse: (_inputs, held) =>
      held.some((r) => r.token === release && charts.includes(String(r.inputs["chart"])))
        ? []
        : [
            `no matches for kind "${name}" in version "${apiVersion}": want a release of ${charts.join(" or ")} in the cluster`,
          ],
  };
}
