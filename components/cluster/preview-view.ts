import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { typeToken } from "../lib/component";
import { previewGroup } from "./subjects";

/** {@link PreviewView} needs none. */
export type PreviewViewArgs = Readonly<Record<string, never>>;

const everything = ["*"];

/** Kinds that a preview compares with what is declared, by API group; Kubernetes' core has no name. */
const readable: Readonly<Record<string, readonly string[]>> = {
  "": [
    "configmaps",
    "endpoints",
    "events",
    "limitranges",
    "namespaces",
    "nodes",
    "persistentvolumeclaims",
    "persistentvolumes",
    "pods",
    "replicationcontrollers",
    "resourcequotas",
    "serviceaccounts",
    "services",
  ],
  "admissionregistration.k8s.io": everything,
  "apiextensions.k8s.io": everything,
  apps: everything,
  "argoproj.io": everything,
  autoscaling: everything,
  batch: everything,
  "cert-manager.io": everything,
  "gateway.networking.k8s.io": everything,
  "monitoring.coreos.com": everything,
  "networking.istio.io": everything,
  "networking.k8s.io": everything,
  policy: everything,
  "policy.sigstore.dev": everything,
  "rbac.authorization.k8s.io": everything,
  "security.istio.io": everything,
  "storage.k8s.io": everything,
  "telemetry.istio.io": everything,
};

/**
 * Lets previews of pull requests read what the stacks make in a cluster: every kind but secrets. The
 * official provider compares by what it reads where it may not ask for a dry run, which needs the right to
 * change: https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/
 */
export class PreviewView extends pulumi.ComponentResource {
  public static readonly type = typeToken("cluster", "PreviewView");

  public constructor(
    name: string,
    args: PreviewViewArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(PreviewView.type, name, args, opts);
    const apiGroup = "rbac.authorization.k8s.io";
    const role = new k8s.rbac.v1.ClusterRole(
      name,
      {
        metadata: { name: "groundwork-preview" },
        rules: Object.entries(readable).map(([group, resources]) => ({
          apiGroups: [group],
          resources: [...resources],
          verbs: ["get", "list", "watch"],
        })),
      },
      { parent: this },
    );
    new k8s.rbac.v1.ClusterRoleBinding(
      name,
      {
        metadata: { name: "groundwork-preview" },
        roleRef: { apiGroup, kind: "ClusterRole", name: role.metadata.name },
        subjects: [{ apiGroup, kind: "Group", name: previewGroup }],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
