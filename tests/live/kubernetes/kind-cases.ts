import type { Bag } from "../../../sandbox/src/cloud/store";

/** An object, and what a hand changes of it. */
export interface Case {
  readonly token: string;
  readonly path: string;
  readonly inputs: Bag;
  /** What a hand changes, as a merge patch. */
  readonly change: Bag;
  /** The inputs as they are read then. */
  readonly drifted: Bag;
}

export const inTeamA = (name: string) => ({ name, namespace: "team-a" });
export const core = "/api/v1/namespaces/team-a";
const rbac = "/apis/rbac.authorization.k8s.io/v1";
const group = (name: string) => ({ kind: "Group", name });
const reading = (verbs: string[]) => [{ apiGroups: [""], resources: ["pods"], verbs }];
const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" };
const team = { podSelector: { matchLabels: { team: "a" } } };

export const cases: readonly Case[] = [
  {
    token: "kubernetes:core/v1:Namespace",
    path: "/api/v1/namespaces/drifting",
    inputs: { metadata: { name: "drifting", labels: { owner: "a", tier: "dev" } } },
    change: { metadata: { labels: { owner: "b", tier: null, extra: "x" } } },
    drifted: { metadata: { name: "drifting", labels: { owner: "b" } } },
  },
  {
    token: "kubernetes:core/v1:ResourceQuota",
    path: `${core}/resourcequotas/quota`,
    inputs: {
      metadata: inTeamA("quota"),
      spec: { hard: { "requests.cpu": "20000m", "requests.memory": "1024Mi", pods: "0010" } },
    },
    change: { spec: { hard: { pods: "100" } } },
    drifted: {
      metadata: inTeamA("quota"),
      spec: { hard: { "requests.cpu": "20000m", "requests.memory": "1024Mi", pods: "100" } },
    },
  },
  {
    token: "kubernetes:core/v1:LimitRange",
    path: `${core}/limitranges/limits`,
    inputs: {
      metadata: inTeamA("limits"),
      spec: { limits: [{ type: "Container", default: { cpu: "0.5", memory: "1024Mi" } }] },
    },
    change: {
      spec: {
        limits: [
          {
            type: "Container",
            default: { cpu: "8", memory: "1Gi" },
            defaultRequest: { cpu: "500m", memory: "1Gi" },
          },
        ],
      },
    },
    drifted: {
      metadata: inTeamA("limits"),
      spec: { limits: [{ type: "Container", default: { cpu: "8", memory: "1024Mi" } }] },
    },
  },
  {
    token: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    path: "/apis/networking.k8s.io/v1/namespaces/team-a/networkpolicies/own",
    inputs: {
      metadata: inTeamA("own"),
      spec: { podSelector: {}, ingress: [{ from: [team], ports: [{ port: 8080 }] }] },
    },
    // Opens what only the team's pods could call.
    change: {
      spec: {
        ingress: [
          {
            from: [{ ...team, namespaceSelector: {} }],
            ports: [{ port: 8080, protocol: "TCP" }],
          },
        ],
      },
    },
    drifted: {
      metadata: inTeamA("own"),
      spec: {
        podSelector: {},
        ingress: [{ from: [{ ...team, namespaceSelector: {} }], ports: [{ port: 8080 }] }],
      },
    },
  },
  {
    token: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
    path: `${rbac}/namespaces/team-a/rolebindings/members`,
    inputs: { metadata: inTeamA("members"), subjects: [group("realm:team-a")], roleRef },
    change: {
      subjects: ["realm:team-a", "realm:team-b"].map((name) => ({
        ...group(name),
        apiGroup: "rbac.authorization.k8s.io",
      })),
    },
    drifted: {
      metadata: inTeamA("members"),
      subjects: [
        group("realm:team-a"),
        { ...group("realm:team-b"), apiGroup: "rbac.authorization.k8s.io" },
      ],
      roleRef,
    },
  },
  {
    token: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
    // Names of roles may have capitals and colons.
    path: `${rbac}/clusterroles/platform:Pod-reader`,
    inputs: { metadata: { name: "platform:Pod-reader" }, rules: reading(["get", "list"]) },
    change: { rules: reading(["*"]) },
    drifted: { metadata: { name: "platform:Pod-reader" }, rules: reading(["*"]) },
  },
  {
    token: "kubernetes:core/v1:ConfigMap",
    path: `${core}/configmaps/dashboard`,
    inputs: { metadata: inTeamA("dashboard"), data: { "a.json": "{}", "b.json": "[]" } },
    change: { data: { "a.json": "1", "b.json": null, "c.json": "2" } },
    drifted: { metadata: inTeamA("dashboard"), data: { "a.json": "1" } },
  },
  {
    token: "kubernetes:core/v1:Secret",
    path: `${core}/secrets/login`,
    inputs: {
      metadata: inTeamA("login"),
      stringData: { user: "å", password: "hush" },
      data: { raw: "AAEC" },
    },
    change: { data: { password: "b3Blbg==" } },
    drifted: {
      metadata: inTeamA("login"),
      stringData: { user: "å", password: "open" },
      data: { raw: "AAEC" },
    },
  },
  {
    token: "kubernetes:core/v1:ServiceAccount",
    path: `${core}/serviceaccounts/deployer`,
    inputs: { metadata: inTeamA("deployer"), automountServiceAccountToken: false },
    change: { automountServiceAccountToken: true },
    drifted: { metadata: inTeamA("deployer"), automountServiceAccountToken: true },
  },
];
