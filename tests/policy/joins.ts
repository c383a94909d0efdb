import assert from "node:assert/strict";

import type { GraphRule, StackExample } from "../../policy/src/rule";
import { graphRules } from "../../policy/src/rules";
import { judgeStack, unknowns } from "./harness";

type Made = StackExample[number];

/** What stands for a value that is known once its source is made. */
const later = unknowns.at(-1) ?? "";
const made = (type: string, name: string, props: object, from: Made["from"] = {}): Made => ({
  type,
  name,
  props,
  from,
});

const space = (name: string, team: string) =>
  made("kubernetes:core/v1:Namespace", name, {
    metadata: {
      name: later,
      labels: { "groundwork.dev/team": team, "pod-security.kubernetes.io/enforce": "restricted" },
    },
  });
const [payments, ledger, search] = [
  space("payments", "payments"),
  space("ledger", "payments"),
  space("search", "search"),
];
const guards = (metadata: string | string[]) => {
  const inside = (type: string, name: string, spec: object) =>
    made(`kubernetes:${type}`, name, { metadata: { namespace: later }, spec }, { metadata });
  const egress = [{ to: [{}], ports: [{ protocol: "UDP", port: 53 }] }];
  return [
    inside("core/v1:ResourceQuota", "quota", { hard: { cpu: "1", memory: "1Gi" } }),
    inside("core/v1:LimitRange", "limits", { limits: [{ type: "Container" }] }),
    inside("networking.k8s.io/v1:NetworkPolicy", "closed", {
      policyTypes: ["Ingress", "Egress"],
      egress,
    }),
  ];
};
const project = (spec: string | string[]) =>
  made(
    "kubernetes:argoproj.io/v1alpha1:AppProject",
    "project",
    { metadata: { name: "payments" }, spec: { destinations: [{ namespace: later }] } },
    { spec },
  );

const role = (name: string) =>
  made("aws:iam/role:Role", name, {
    name,
    arn: later,
    assumeRolePolicy: { Statement: [{ Principal: { Service: "pods.eks.amazonaws.com" } }] },
  });
const cluster = (name: string) => made("aws:eks/cluster:Cluster", name, {});
const association = (roleArn: string, clusterName: string) =>
  made(
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    `${clusterName}-${roleArn}`,
    { roleArn: later, clusterName: later, namespace: "logs", serviceAccount: "loki" },
    { roleArn, clusterName },
  );

const policy = (name: string) =>
  made("vault:index/policy:Policy", name, { name: later, policy: "" });
const login = (tokenPolicies: string | string[]) =>
  made(
    "vault:jwt/authBackendRole:AuthBackendRole",
    "login",
    { tokenPolicies: [later] },
    { tokenPolicies },
  );

const balancer = made("aws:lb/loadBalancer:LoadBalancer", "balancer", {
  arn: later,
  dnsName: later,
});
const certificate = (name: string, domainName: string) =>
  made("aws:acm/certificate:Certificate", name, { arn: later, domainName });
const served = (certificateArn: string) => [
  balancer,
  made(
    "aws:lb/listener:Listener",
    "listener",
    { protocol: "HTTPS", loadBalancerArn: later, certificateArn: later },
    { loadBalancerArn: "balancer", certificateArn },
  ),
  made(
    "aws:route53/record:Record",
    "record",
    { name: "web.example.com", aliases: [{ name: later }] },
    { aliases: "balancer" },
  ),
];

const inProduction = (policyOf: object, from: Made["from"] = {}): Made => ({
  ...made("aws:iam/rolePolicy:RolePolicy", "rights", policyOf, from),
  stack: "cluster.prod",
});
const bucket: Made = { ...role("bucket"), stack: "cluster.prod" };

export interface Join {
  readonly rule: string;
  readonly what: string;
  readonly example: StackExample;
  readonly expected: "nothing" | "violation" | "deferral";
}

const cases: [string, string, StackExample, Join["expected"]][] = [
  ["GR-02", "guards of the namespace", [payments, ...guards("payments")], "nothing"],
  ["GR-02", "guards of another", [payments, search, ...guards("search")], "violation"],
  [
    "GR-02",
    "guards of one of two",
    [payments, ledger, ...guards(["payments", "ledger"])],
    "deferral",
  ],
  ["GR-02", "guards of no namespace that is here", [payments, ...guards("none")], "deferral"],
  ["GR-11", "a destination of the team", [payments, search, project("payments")], "nothing"],
  ["GR-11", "two of the team", [payments, ledger, project(["payments", "ledger"])], "nothing"],
  [
    "GR-11",
    "one of two of another team",
    [payments, search, project(["payments", "search"])],
    "violation",
  ],
  ["GR-11", "a destination of elsewhere", [payments, project("none")], "deferral"],
  [
    "GR-05",
    "the role's association",
    [cluster("dev"), role("a"), association("a", "dev")],
    "nothing",
  ],
  ["GR-05", "another role's", [role("a"), role("b"), association("b", "dev")], "violation"],
  [
    "GR-05",
    "two roles in two clusters",
    [
      ...["dev", "prod"].map(cluster),
      ...["a", "b"].map(role),
      association("a", "dev"),
      association("b", "prod"),
    ],
    "nothing",
  ],
  [
    "GR-05",
    "two roles in one cluster",
    [cluster("dev"), ...["a", "b"].map(role), association("a", "dev"), association("b", "dev")],
    "violation",
  ],
  ["GR-12", "a policy that is here", [policy("a"), policy("b"), login("a")], "nothing"],
  ["GR-12", "one of two policies", [policy("a"), policy("b"), login(["a", "b"])], "nothing"],
  [
    "GR-12",
    "a policy of no team beside a mount of one",
    [
      made("vault:index/mount:Mount", "mount", { path: later }),
      made("vault:index/policy:Policy", "ci", { name: "ci", policy: "" }),
    ],
    "nothing",
  ],
  [
    "GR-09",
    "a repository of an owner to come",
    [
      {
        ...made("github:index/repository:Repository", "api", { name: "api" }),
        provider: { name: "github", props: { owner: later } },
      },
      made("vault:jwt/authBackendRole:AuthBackendRole", "login", {
        boundClaims: { repository: "acme/api" },
      }),
    ],
    "deferral",
  ],
  [
    "GR-12",
    "a known name that none has, beside one to come",
    [
      { ...policy("a"), props: { name: "a" } },
      { ...login("a"), props: { tokenPolicies: ["b"] } },
    ],
    "violation",
  ],
  ["GR-12", "a policy of elsewhere", [policy("a"), login("none")], "deferral"],
  [
    "GR-03",
    "the listener's certificate",
    [certificate("own", "web.example.com"), ...served("own")],
    "nothing",
  ],
  [
    "GR-03",
    "the certificate of another",
    [
      certificate("own", "x.example.com"),
      certificate("other", "web.example.com"),
      ...served("own"),
    ],
    "violation",
  ],
  [
    "GR-14",
    "a document made of what is here",
    [bucket, inProduction({ policy: later }, { policy: "bucket" })],
    "nothing",
  ],
  ["GR-14", "a document made of what is elsewhere", [inProduction({ policy: later })], "deferral"],
];

/** Resources that are joined by what their values come from, and what a rule finds of them. */
export const joins = cases.map(([rule, what, example, expected]): Join => ({
  rule,
  what,
  example,
  expected,
}));

export async function expectJoined({ rule, example, expected }: Join): Promise<void> {
  const rules = graphRules.filter((one: GraphRule) => one.id === rule);
  const found = await judgeStack(rules, example);
  const levels = found.map(({ level, message }) =>
    message.includes("DEFERRED") ? "deferral" : level === "mandatory" ? "violation" : message,
  );
  assert.equal(levels[0] ?? "nothing", expected);
}
