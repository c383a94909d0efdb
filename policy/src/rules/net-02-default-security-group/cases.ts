import type { Example } from "../example";

const anyone = { protocol: "-1", fromPort: 0, toPort: 0 };

export const good: readonly Example[] = [
  { props: { vpcId: "vpc-1" } },
  { props: { ingress: [] } },
  { props: { egress: [], ingress: [] } },
  { props: { ingress: null } },
  { props: { revokeRulesOnDelete: true, tags: { ingress: "none" } } },
];

export const bad: readonly Example[] = [
  { props: { ingress: [{ ...anyone, self: true }] } },
  { props: { egress: [{ ...anyone, cidrBlocks: ["0.0.0.0/0"] }] } },
  { props: { ingress: [{ ...anyone, cidrBlocks: ["10.0.0.0/8"] }], egress: [] } },
  { props: { ingress: [{}] }, says: "ingress[0]" },
  { props: { ingress: { ...anyone, self: true } }, says: "ingress: want no rule" },
  {
    props: {
      egress: [
        { ...anyone, protocol: "tcp" },
        { ...anyone, protocol: "udp" },
      ],
    },
    says: "egress[1]",
  },
];
