import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { assertArgs, typeToken } from "../lib/component";
import { slugIssues } from "../lib/slug";
import { groupPrefix, workloadAccount } from "./subjects";

/** Arguments of {@link TeamNamespace}. */
export interface TeamNamespaceArgs {
  /** Team slug. */
  readonly team: string;
  /** Name of the namespace. */
  readonly namespace: string;
  /** Right of each group of the realm here, as its claim spells it: `view`, `edit` or `admin`. */
  readonly groups: Readonly<Record<string, NamespaceRight>>;
  /**
   * CPU that the team may request.
   * @default "20"
   */
  readonly cpu?: string;
  /**
   * Memory that the team may request.
   * @default "64Gi"
   */
  readonly memory?: string;
}

/** One of the roles that Kubernetes makes for people; https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles */
export type NamespaceRight = "view" | "edit" | "admin";

/**
 * A team's namespace: quota, limits, nothing in or out but DNS and the team's own, restricted pod
 * security, signature checks on, rights for groups of the realm, and an account for workloads.
 */
export class TeamNamespace extends pulumi.ComponentResource {
  public static readonly type = typeToken("cluster", "TeamNamespace");

  /** Name of the namespace, once it is there. */
  public readonly namespace: pulumi.Output<string>;

  public constructor(
    name: string,
    args: TeamNamespaceArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const issues = [...slugIssues("team", args.team), ...slugIssues("namespace", args.namespace)];
    assertArgs(TeamNamespace.type, name, issues, opts);
    super(TeamNamespace.type, name, args, opts);
    const { team, groups, cpu = "20", memory = "64Gi" } = args;
    const child = { parent: this };

    const created = new k8s.core.v1.Namespace(
      name,
      { metadata: { name: args.namespace, labels: namespaceLabels(team) } },
      child,
    );
    const namespace = created.metadata.name;
    new k8s.core.v1.ResourceQuota(
      `${name}-quota`,
      {
        metadata: { name: "team", namespace },
        spec: {
          hard: { "requests.cpu": cpu, "requests.memory": memory, "services.loadbalancers": "0" },
        },
      },
      child,
    );
    new k8s.core.v1.LimitRange(
      `${name}-limits`,
      {
        metadata: { name: "team", namespace },
        spec: {
          limits: [
            {
              type: "Container",
              defaultRequest: { cpu: "100m", memory: "128Mi" },
              default: { memory: "512Mi" },
            },
          ],
        },
      },
      child,
    );
    this.networkPolicies(name, namespace);
    new k8s.core.v1.ServiceAccount(
      `${name}-workload`,
      { metadata: { name: workloadAccount, namespace }, automountServiceAccountToken: false },
      child,
    );
    this.bindings(name, namespace, groups);

    this.namespace = namespace;
    this.registerOutputs({ namespace: this.namespace });
  }

  /** One binding a right, since a binding's role can't be changed and its subjects can. */
  private bindings(
    name: string,
    namespace: pulumi.Output<string>,
    groups: TeamNamespaceArgs["groups"],
  ): void {
    for (const right of new Set(Object.values(groups))) {
      const members = Object.keys(groups).filter((group) => groups[group] === right);
      new k8s.rbac.v1.RoleBinding(
        `${name}-${right}`,
        {
          metadata: { name: `team-${right}`, namespace },
          roleRef: { apiGroup: rbac, kind: "ClusterRole", name: right },
          subjects: members.map((group) => ({
            apiGroup: rbac,
            kind: "Group",
            name: `${groupPrefix}${group}`,
          })),
        },
        { parent: this },
      );
    }
  }

  private networkPolicies(name: string, namespace: pulumi.Output<string>): void {
    const child = { parent: this };
    new k8s.networking.v1.NetworkPolicy(
      `${name}-deny`,
      {
        metadata: { name: "default-deny", namespace },
        spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
      },
      child,
    );
    new k8s.networking.v1.NetworkPolicy(
      `${name}-allow`,
      {
        metadata: { name: "allow-own-and-dns", namespace },
        spec: {
          podSelector: {},
          policyTypes: ["Ingress", "Egress"],
          ingress: [{ from: [{ podSelector: {} }, labelled("istio-ingress")] }],
          egress: [
            { to: [{ podSelector: {} }, labelled("istio-system")] },
            {
              to: [labelled("kube-system")],
              ports: [
                { protocol: "UDP", port: 53 },
                { protocol: "TCP", port: 53 },
              ],
            },
          ],
        },
      },
      child,
    );
  }
}

const rbac = "rbac.authorization.k8s.io";

/** Pods of a namespace by the label that Kubernetes itself sets. */
function labelled(namespace: string) {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } };
}

/** https://kubernetes.io/docs/concepts/security/pod-security-admission/ and the opt-in label of policy-controller */
function namespaceLabels(team: string): Record<string, string> {
  return {
    "groundwork.dev/team": team,
    "istio-injection": "enabled",
    "pod-security.kubernetes.io/enforce": "restricted",
    "pod-security.kubernetes.io/warn": "restricted",
    "policy.sigstore.dev/include": "true",
  };
}
