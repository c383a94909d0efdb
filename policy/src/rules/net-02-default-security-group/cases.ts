import type { StackExample } from "../example";
import { group, openings, vpc } from "./rule";

type Made = StackExample[number];

const anyone = { protocol: "-1", fromPort: 0, toPort: 0 };
const network = (name = "vpc", props: object = {}): Made => ({
  type: vpc,
  name,
  props: { cidrBlock: "10.0.0.0/16", ...props },
});
const taken = (props: object = {}, of: string | undefined = "vpc", name = "locked"): Made => ({
  type: group,
  name,
  props,
  ...(of !== "" && { from: { vpcId: of } }),
});
const [legacy, inward, outward] = openings;
const opening = (type: string, of: string | undefined, props: object = {}): Made => ({
  type,
  name: "rule",
  props: { type: "ingress", protocol: "-1", self: true, ...props },
  ...(of !== undefined && { from: { securityGroupId: of } }),
});

export const good: readonly StackExample[] = [
  [network(), taken({})],
  [network("vpc", { id: "vpc-1" }), taken({ vpcId: "vpc-1" }, "")],
  [taken({ vpcId: "vpc-1" }, "")],
  [taken({ ingress: [] })],
  [taken({ egress: [], ingress: [] })],
  [taken({ ingress: null })],
  [taken({ revokeRulesOnDelete: true, tags: { ingress: "none" } })],
  [network(), taken({ vpcId: "vpc-1" }, "")],
  [network(), network("other"), taken({}), taken({}, "other", "other-locked")],
  [network(), taken({}), opening(inward, undefined, { securityGroupId: "sg-1" })],
  [
    network("vpc", { defaultSecurityGroupId: "sg-1" }),
    taken({ id: "sg-1" }),
    opening(outward, undefined, { securityGroupId: "sg-2" }),
  ],
  [opening(legacy, undefined)],
  [network("read", { id: "vpc-1", defaultSecurityGroupId: "sg-1" })],
  [network("read", { id: "vpc-1" }), network(), taken()],
];

export const bad: readonly StackExample[] = [
  [network()],
  [network(), taken({ id: "sg-1" }), opening(inward, undefined, { securityGroupId: "sg-1" })],
  [{ ...network(), type: "aws:ec2/defaultVpc:DefaultVpc" }],
  [network(), network("other"), taken({})],
  [network(), network("other"), taken({ vpcId: "vpc-1" }, "")],
  [network("vpc", { id: "vpc-1" }), network("other"), taken({ vpcId: "vpc-1" }, "")],
  ...openings.map((type): StackExample => [network(), taken({}), opening(type, "locked")]),
  ...openings.map((type): StackExample => [network(), taken({}), opening(type, "vpc")]),
  [
    network("vpc", { defaultSecurityGroupId: "sg-1" }),
    taken({}),
    opening(outward, undefined, { securityGroupId: "sg-1" }),
  ],
  [taken({ ingress: [{ ...anyone, self: true }] })],
  [taken({ egress: [{ ...anyone, cidrBlocks: ["0.0.0.0/0"] }] })],
  [taken({ ingress: [{ ...anyone, cidrBlocks: ["10.0.0.0/8"] }], egress: [] })],
  [{ ...taken({ ingress: [{}] }), says: "ingress[0]" }],
  [{ ...taken({ ingress: { ...anyone, self: true } }), says: "ingress: want no rule" }],
  [
    {
      ...taken({
        egress: [
          { ...anyone, protocol: "tcp" },
          { ...anyone, protocol: "udp" },
        ],
      }),
      says: "egress[1]",
    },
  ],
];
