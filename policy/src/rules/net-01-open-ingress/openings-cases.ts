import type { Example } from "../example";

const web = { protocol: "tcp", fromPort: 443, toPort: 443 };
const edge = { name: "edge-public", settings: { edge: ["edge-*"] } };
const everyone = "0.0.0.0/0";

const lightsail = (...portInfos: object[]): Example => ({
  type: "aws:lightsail/instancePublicPorts:InstancePublicPorts",
  props: { instanceName: "shop", portInfos },
});
const fleet = (change: object): Example => ({
  type: "aws:gamelift/fleet:Fleet",
  props: {
    ec2InboundPermissions: [
      { protocol: "UDP", fromPort: 7777, toPort: 7777, ipRange: "203.0.113.0/24", ...change },
    ],
  },
});
const streams = (cidr: string): Example => ({
  type: "aws:medialive/inputSecurityGroup:InputSecurityGroup",
  props: { whitelistRules: [{ cidr: "203.0.113.0/24" }, { cidr }] },
});
const calls = (...cidrAllowLists: string[]): Example => ({
  type: "aws:chime/voiceConnectorTermination:VoiceConnectorTermination",
  props: { voiceConnectorId: "v", cidrAllowLists },
});

const note = "service.beta.kubernetes.io";
const kind = "kubernetes:core/v1:Service";
const service = (spec: object, annotations: object = {}, type = kind): Example => ({
  type,
  props: {
    metadata: { name: "web", annotations },
    spec: { type: "LoadBalancer", ports: [{ port: 443 }], ...spec },
  },
});
const facing = { [`${note}/aws-load-balancer-scheme`]: "internet-facing" };
const ranges = (text: string) => ({ [`${note}/load-balancer-source-ranges`]: text });

const nlb = { [`${note}/aws-load-balancer-type`]: "nlb" };

export const openingGood: readonly Example[] = [
  lightsail({ ...web, cidrs: ["198.51.100.0/24"] }, { ...web, ipv6Cidrs: ["2001:db8::/48"] }),
  lightsail({ ...web, cidrListAliases: ["lightsail-connect"] }),
  { ...lightsail(web, { ...web, cidrs: [everyone] }), ...edge },
  fleet({}),
  { ...fleet({ ...web, protocol: "TCP", ipRange: everyone }), ...edge },
  streams("198.51.100.0/24"),
  calls("198.51.100.0/27"),
  service({}),
  service({ ports: [{ port: 22 }] }, { [`${note}/aws-load-balancer-scheme`]: "internal" }),
  service({ ports: [{ port: 22 }] }, { [`${note}/aws-load-balancer-internal`]: "true" }),
  service({ ports: [{ port: 22 }] }, ranges("203.0.113.0/24")),
  service({ ports: [{ port: 22 }], loadBalancerClass: "tailscale" }),
  service({ ports: [{ port: 22 }] }, {}, `${kind}Patch`),
  service({ type: "ClusterIP", ports: [{ port: 22 }] }),
  service({}, { ...nlb, [`${note}/aws-load-balancer-internal`]: "true" }),
  service({}, { ...nlb, ...ranges("203.0.113.0/24") }),
  { ...service({}, nlb), ...edge },
  service({ type: "ClusterIP" }, facing),
  service({ type: "NodePort", loadBalancerSourceRanges: [everyone] }),
  service({ loadBalancerSourceRanges: ["203.0.113.0/24"] }, facing),
  service({}, { ...facing, ...ranges("203.0.113.0/24, 198.51.100.0/24") }),
  service({}, { [`${note}/aws-load-balancer-internal`]: "true" }),
  service({}, { [`${note}/aws-load-balancer-scheme`]: "internal" }),
  service({ externalIPs: [] }),
  service({ type: undefined }, facing),
  service({ type: "ClusterIP" }, facing, `${kind}Patch`),
  { ...service({ ports: [{ port: 80 }, { port: "443" }] }, facing), ...edge },
];

export const openingBad: readonly Example[] = [
  lightsail({ ...web, cidrs: [everyone] }),
  lightsail({ ...web, cidrs: ["198.51.100.0/24"] }, { ...web, ipv6Cidrs: ["::/0"] }),
  { ...lightsail(web), says: "portInfos[0]: want networks that may connect" },
  lightsail({ ...web, cidrs: [] }),
  { ...lightsail({ ...web, fromPort: 22, toPort: 22 }), ...edge },
  fleet({ ipRange: everyone }),
  { ...fleet({ ipRange: everyone }), ...edge },
  ...["xtcp", "tcpx"].map((protocol) => ({
    ...fleet({ ...web, protocol, ipRange: everyone }),
    ...edge,
  })),
  streams(everyone),
  { ...streams("::/0"), says: "whitelistRules[1].cidr: want no network" },
  calls("203.0.113.0/27", everyone),
  service({}, facing),
  service({}, { ...facing, ...ranges(" ") }),
  ...["false", "False", "FALSE", "0", "f"].map((is) =>
    service({}, { [`${note}/aws-load-balancer-internal`]: is }),
  ),
  service({}, nlb),
  service({}, { ...nlb, [`${note}/aws-load-balancer-scheme`]: "internal" }),
  { ...service({ ports: [{ port: 22 }] }), says: "aws-load-balancer-scheme" },
  service({ ports: [{ port: 443 }, { port: 6443 }] }),
  service({ ports: [{ port: 22 }], loadBalancerClass: "service.k8s.aws/nlb" }),
  service({ ports: [{ port: 22 }], loadBalancerClass: "eks.amazonaws.com/nlb" }),
  service({ ports: [{ port: 22 }] }, { [`${note}/aws-load-balancer-type`]: "external" }),
  { ...service({ ports: [{ port: 22 }] }), ...edge },
  service({ loadBalancerSourceRanges: ["203.0.113.0/24", everyone] }),
  service({}, ranges("203.0.113.0/24, 0.0.0.0/0")),
  { ...service({ ports: [{ port: 443 }, { port: 8443 }] }, facing), ...edge },
  { ...service({ ports: [{ port: 443 }] }, facing), settings: { edge: ["edge-*"] } },
  service({ type: "ClusterIP", externalIPs: ["203.0.113.7"] }),
  { ...service({ externalIPs: ["203.0.113.7"] }), ...edge, says: "spec.externalIPs[0]" },
  service({ loadBalancerSourceRanges: [everyone] }, {}, `${kind}Patch`),
  service({ type: undefined, loadBalancerSourceRanges: [everyone] }, {}, `${kind}Patch`),
];
