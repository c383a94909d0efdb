import type { Example } from "../example";

const everyone = "0.0.0.0/0";
const edge = { name: "edge-public", settings: { edge: ["edge-*"] } };
const native = (kind: string, props: object): Example => ({ type: `aws-native:${kind}`, props });
const web = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
const ssh = { ipProtocol: "tcp", fromPort: 22, toPort: 22 };
const group = (...securityGroupIngress: object[]) =>
  native("ec2:SecurityGroup", { securityGroupIngress });
const list = (...cidrs: string[]) =>
  native("ec2:PrefixList", { entries: cidrs.map((cidr) => ({ cidr })) });
const machine = (...ports: object[]) => native("lightsail:Instance", { networking: { ports } });
const games = (change: object) =>
  native("gamelift:Fleet", {
    ec2InboundPermissions: [{ protocol: "UDP", fromPort: 7777, toPort: 7777, ...change }],
  });
const containers = (change: object) =>
  native("gamelift:ContainerFleet", {
    instanceInboundPermissions: [{ protocol: "UDP", fromPort: 7777, toPort: 7777, ...change }],
  });

export const nativeGood: readonly Example[] = [
  group(),
  group({ ...ssh, cidrIp: "10.0.0.0/8" }, { ...web, sourceSecurityGroupId: "sg-1" }),
  { ...group({ ...web, cidrIp: everyone }), ...edge },
  native("ec2:SecurityGroupIngress", { ...ssh, cidrIpv6: "fd00::/8" }),
  list("10.0.0.0/8"),
  machine({ ...ssh, cidrs: ["198.51.100.0/24"] }),
  games({ ipRange: "203.0.113.0/24" }),
  containers({ ipRange: "203.0.113.0/24" }),
  native("rds:DbInstance", { publiclyAccessible: false }),
  native("rds:DbCluster", { engine: "aurora-postgresql" }),
  native("rds:DbCluster", { engine: "postgres", publiclyAccessible: false }),
  native("redshift:Cluster", {}),
];

/** Named again, for a kind that the rule forgets to be missed. */
const addressed = [
  ...["amazonmq:Broker", "dms:InstanceProfile", "dms:ReplicationInstance", "lightsail:Database"],
  ...[
    "m2:Environment",
    "neptune:DbInstance",
    "rds:DbCluster",
    "rds:DbInstance",
    "rds:DbShardGroup",
  ],
  ...["redshift:Cluster", "redshiftserverless:Workgroup"],
  ...["timestream:InfluxDbCluster", "timestream:InfluxDbInstance"],
];

export const nativeBad: readonly Example[] = [
  ...addressed.map((kind) => native(kind, { publiclyAccessible: true })),
  group({ ...ssh, cidrIp: everyone }),
  { ...group({ ...web, cidrIpv6: "::/0" }), says: "securityGroupIngress[0].cidrIpv6" },
  { ...group({ ...ssh, cidrIp: everyone }), ...edge },
  native("ec2:SecurityGroupIngress", { ...ssh, cidrIp: everyone }),
  native("ec2:SecurityGroupIngress", { ...web, cidrIpv6: "::/0" }),
  list("10.0.0.0/8", everyone),
  machine({ ...web, cidrs: [everyone] }),
  { ...machine(web), says: "networking.ports[0]: want networks that may connect" },
  games({ ipRange: everyone }),
  native("medialive:InputSecurityGroup", { whitelistRules: [{ cidr: everyone }] }),
  native("mediaconnect:Flow", { source: { whitelistCidr: everyone } }),
  native("mediaconnect:FlowSource", { whitelistCidr: everyone }),
  native("mediaconnect:RouterNetworkInterface", {
    configuration: { public: { allowRules: [{ cidr: everyone }] } },
  }),
  containers({ ipRange: everyone }),
  // Whoever says nothing gets what the API makes of it, which may be an address.
  ...["rds:DbInstance", "dms:ReplicationInstance", "dms:InstanceProfile"].map((kind) =>
    native(kind, {}),
  ),
  native("rds:DbCluster", { engine: "postgres" }),
  native("rds:DbCluster", { engine: "aurora-mysql", publiclyAccessible: true }),
];
