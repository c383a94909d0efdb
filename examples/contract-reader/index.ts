import { readStackOf } from "@groundwork-iac/platform/contracts";
import * as aws from "@pulumi/aws";

/** What the platform's stack `network.main` promises, typed and checked. */
const { vpcId, cidr, subnetIds } = readStackOf("soylent-platform", "network", "main");
const provider = new aws.Provider("account", {
  region: "eu-west-1",
  allowedAccountIds: ["333333333333"],
});

const database = new aws.ec2.SecurityGroup(
  "reports",
  {
    vpcId,
    description: "Reports' database, for the network's own addresses",
    ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: [cidr] }],
  },
  { provider },
);

export const group = database.id;
export const subnets = subnetIds.apply(({ data = {} }) => Object.values(data).flat());
