import assert from "node:assert/strict";

import { graphRules } from "../../../policy/src/rules/all";
import type { StackExample } from "../../../policy/src/rules/example";
import type { GraphRule } from "../../../policy/src/rules/rule";
import { judgeStack, unknowns } from "../harness";

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

const network = (cidrBlock: string) => made("aws:ec2/vpc:Vpc", "vpc", { cidrBlock });
const subnet = (name: string, cidrBlock: string, vpcId: string = later) =>
  made("aws:ec2/subnet:Subnet", name, { cidrBlock, vpcId });
const readIn = (stack: string): Made => ({
  ...made("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16", id: "vpc-1" }),
  stack,
});
const ofVpc = (one: Made): Made => ({ ...one, from: { vpcId: "vpc" } });
const pool = made("aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr", "pool", { cidr: later });

const edge = (change: object = {}) =>
  made("aws:lb/loadBalancer:LoadBalancer", "balancer", {
    arn: "arn:1",
    dnsName: "lb.amazonaws.com",
    ...change,
  });
const listening = (change: object = {}) =>
  made("aws:lb/listener:Listener", "listener", {
    protocol: "HTTPS",
    loadBalancerArn: "arn:1",
    certificateArn: "arn:2",
    ...change,
  });
const sealed = (change: object = {}) =>
  made("aws:acm/certificate:Certificate", "certificate", {
    arn: "arn:2",
    domainName: "web.example.com",
    ...change,
  });
const leading = (change: object = {}, from: Made["from"] = {}) =>
  made(
    "aws:route53/record:Record",
    "record",
    { name: "web.example.com", aliases: [{ name: "lb.amazonaws.com" }], ...change },
    from,
  );
const zone = (name: string) => made("aws:route53/zone:Zone", "zone", { name });

const mount = (path: string) => made("vault:index/mount:Mount", "mount", { path });
const teams = (text: string, name = "team-pay-a") =>
  made("vault:index/policy:Policy", "teams", { name, policy: text });
const bound = (names: string[], spaces: string[], tokenPolicies: string[] = []) =>
  made("vault:kubernetes/authBackendRole:AuthBackendRole", "bound", {
    boundServiceAccountNames: names,
    boundServiceAccountNamespaces: spaces,
    tokenPolicies,
  });
const account = (name: string, namespace: string) =>
  made("kubernetes:core/v1:ServiceAccount", "account", { metadata: { name, namespace } });

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
    "GR-01",
    "a subnet of a VPC of elsewhere",
    [network("10.0.0.0/16"), subnet("a", "10.9.0.0/20")],
    "nothing",
  ],
  [
    "GR-01",
    "a subnet outside the VPC that it has the id of",
    [readIn("network.dev"), subnet("a", "10.9.0.0/20", "vpc-1")],
    "violation",
  ],
  [
    "GR-01",
    "one VPC, read in two stacks",
    [readIn("network.dev"), readIn("network.prod")],
    "nothing",
  ],
  [
    "GR-01",
    "networks that overlap in one VPC to come",
    [network("10.0.0.0/16"), ofVpc(subnet("a", "10.0.0.0/20")), ofVpc(subnet("b", "10.0.0.0/24"))],
    "violation",
  ],
  [
    "GR-01",
    "networks that overlap in VPCs of elsewhere",
    [subnet("a", "10.0.0.0/20"), subnet("b", "10.0.0.0/24")],
    "deferral",
  ],
  [
    "GR-01",
    "a network that overlaps one in a VPC of elsewhere",
    [subnet("a", "10.0.0.0/20", "vpc-1"), subnet("b", "10.0.0.0/24")],
    "deferral",
  ],
  [
    "GR-01",
    "a network in a VPC of elsewhere that overlaps one",
    [subnet("a", "10.0.0.0/20"), subnet("b", "10.0.0.0/24", "vpc-1")],
    "deferral",
  ],
  ["GR-01", "a pool to come", [network("10.0.0.0/16"), pool], "deferral"],
  ["GR-03", "names that are known", [edge(), listening(), sealed(), leading()], "nothing"],
  [
    "GR-03",
    "a record of a name to come",
    [edge(), listening(), sealed(), leading({ name: later })],
    "deferral",
  ],
  [
    "GR-03",
    "a record of a zone to come",
    [edge(), listening(), sealed(), zone(later), leading({ name: "web" }, { zoneId: "zone" })],
    "deferral",
  ],
  [
    "GR-03",
    "a record whose zone does not matter",
    [edge(), listening(), sealed(), zone(later), leading({}, { zoneId: "zone" })],
    "nothing",
  ],
  [
    "GR-03",
    "a certificate of names to come",
    [edge(), listening(), sealed({ domainName: later }), leading()],
    "deferral",
  ],
  [
    "GR-03",
    "a listener of a certificate to come",
    [edge(), listening({ certificateArn: later }), sealed(), leading()],
    "deferral",
  ],
  [
    "GR-03",
    "a load balancer of a name to come",
    [edge({ dnsName: later }), listening(), sealed(), leading()],
    "deferral",
  ],
  [
    "GR-03",
    "a load balancer that may be internal",
    [edge({ internal: later }), listening({ protocol: "TCP" }), sealed(), leading()],
    "deferral",
  ],
  [
    "GR-03",
    "a record that may lead to the load balancer",
    [edge(), listening(), sealed(), leading({ aliases: [{ name: later }] })],
    "deferral",
  ],
  ["GR-12", "paths to come of a team's policy", [mount("teams/pay"), teams(later)], "deferral"],
  ["GR-12", "paths to come of a policy of no team", [mount("kv"), teams(later, "ci")], "nothing"],
  ["GR-12", "paths to come where no mount is", [teams(later)], "nothing"],
  ["GR-12", "a mount to come", [mount(later), teams("")], "deferral"],
  [
    "GR-12",
    "an account's name to come",
    [account("a", "pay"), bound([later], ["pay"])],
    "deferral",
  ],
  [
    "GR-12",
    "an account's namespace to come",
    [account("a", "pay"), bound(["a"], [later])],
    "deferral",
  ],
  [
    "GR-12",
    "an account that may be made here",
    [account(later, "pay"), bound(["a"], ["pay"])],
    "deferral",
  ],
  [
    "GR-12",
    "a team's policy and a namespace to come",
    [account("a", "pay"), payments, bound(["a"], ["pay"], ["team-pay-a"])],
    "deferral",
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
