import { network } from "../../components";
import { type Exports, readStack } from "../contracts";
import type { Organization } from "../organization";
import { awsProvider } from "../providers";
import { environmentOf } from "./environment-of";

/** `network.<env>`: the environment's VPC. */
export function networkProgram(organization: Organization, name: string): Exports<"network"> {
  const environment = environmentOf(organization, name);
  const { logBucketArn } = readStack("account", environment.account);
  const provider = awsProvider(organization, "account", environment);
  const vpc = new network.Vpc(
    name,
    { region: environment.region, ...environment.network, flowLogBucketArn: logBucketArn },
    { provider },
  );
  return { vpcId: vpc.vpcId, cidr: vpc.cidr, subnetIds: vpc.subnetIds };
}
