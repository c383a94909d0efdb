import { z } from "zod";

import { text } from "./fields";
import { meant } from "./suggestion";

/** Types that a network's stack makes and that an id finds, with the start of their ids; none: of another form. */
const adoptable: Readonly<Record<string, string>> = {
  Vpc: "vpc-",
  Subnet: "subnet-",
  RouteTable: "rtb-",
  InternetGateway: "igw-",
  NatGateway: "nat-",
  Eip: "eipalloc-",
  VpcEndpoint: "vpce-",
  NetworkAcl: "acl-",
  DefaultNetworkAcl: "acl-",
  DefaultSecurityGroup: "sg-",
  SecurityGroup: "sg-",
  FlowLog: "fl-",
  VpcIpv4CidrBlockAssociation: "vpc-cidr-assoc-",
  VpcPeeringConnection: "pcx-",
  NetworkAclAssociation: "aclassoc-",
  RouteTableAssociation: "",
  Route: "",
  VpcAttachment: "tgw-attach-",
};

/** Ids of resources that already exist, by type and name. */
export const adopted = z.record(text, text).superRefine((ids, context) => {
  const types = Object.keys(adoptable);
  const seen = new Set<string>();
  for (const [key, id] of Object.entries(ids)) {
    const [type = "", ...names] = key.split(" ");
    const start = Object.hasOwn(adoptable, type) ? adoptable[type] : undefined;
    const refuse = (message: string) => {
      context.addIssue({ code: "custom", path: [key], input: id, message });
    };
    if (start === undefined) {
      const question = meant(type, types);
      const fix = question === undefined ? `(${types.join(", ")})` : `such as Subnet; ${question}`;
      refuse(`a key of a type ${fix} and a name`.replace(/(; .*) and a name$/, " and a name$1"));
    } else if (names.length !== 1 || names[0] === "") {
      refuse('a key of a type and a name, such as "Subnet dev-nodes-eu-west-1a"');
    } else if (!new RegExp(`^${start}[0-9a-f]{8,17}$`).test(id) && start !== "") {
      refuse(`an id such as ${start}0a1b2c3d4e5f67890`);
    } else if (seen.has(id)) {
      refuse("an id that no other resource has");
    }
    seen.add(id);
  }
});
