import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { Vpc } from "../../components/network";
import type { Organization } from "../organization";
import type { StackOutputs } from "../platform";

/** `network.<env>`: the environment's VPC. */
export function networkProgram(organization: Organization, name: string): StackOutputs {
  const environment = organization.environments[name];
  if (environment === undefined) {
    const known = Object.keys(organization.environments).join(", ");
    throw new pulumi.RunError(
      `stack "network.${name}": want an environment (${known}), got "${name}"`,
    );
  }
  const account = organization.accounts[environment.account] ?? "";
  const provider = new aws.Provider("account", {
    region: environment.region as aws.Region,
    allowedAccountIds: [account],
    defaultTags: { tags: { environment: name, "managed-by": "groundwork", layer: "network" } },
  });
  const vpc = new Vpc(name, { region: environment.region, ...environment.network }, { provider });
  return { vpcId: vpc.vpcId, cidr: vpc.cidr, subnetIds: vpc.subnetIds };
}
