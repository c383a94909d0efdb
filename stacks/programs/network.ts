import { network } from "../../components";
import { plannedNetwork } from "../addresses";
import { type Exports, readStack } from "../contracts";
import type { Organization } from "../organization";
import { profileOf } from "../profiles";
import { awsProvider } from "../providers";
import { environmentOf } from "./environment-of";

/** `network.<env>`: the environment's VPC, made from the address plan or found. */
export function networkProgram(organization: Organization, name: string): Exports<"network"> {
  const environment = environmentOf(organization, name);
  const provider = awsProvider(organization, "account", environment);
  const declared = environment.network;
  if (declared.mode === "existing") {
    const { vpcId, cidr, subnetIds } = new network.ExistingVpc(name, declared, { provider });
    return { vpcId, cidr, subnetIds };
  }
  const { logBucketArn } = readStack("account", environment.account);
  const { nat, interfaceEndpoints } = profileOf(organization);
  const vpc = new network.Vpc(
    name,
    {
      plan: plannedNetwork(organization, name),
      nat: declared.nat ?? nat,
      interfaceEndpoints,
      flowLogBucketArn: logBucketArn,
    },
    { provider },
  );
  return { vpcId: vpc.vpcId, cidr: vpc.cidr, subnetIds: vpc.subnetIds };
}
