import type { Programs } from "@groundwork-iac/platform/platform";
import { awsProvider } from "@groundwork-iac/platform/programs/providers/aws";
import { namedSubnets } from "@groundwork-iac/platform/network/vpc-parts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * Soylent's own `network.<env>`: its networks reach the internet by nobody's gateway, so they have
 * no route table but the one that AWS makes. It returns what the contract of the layer promises.
 */
export const networkProgram: Programs["network"] = (environment) => {
  const { name, network } = environment;
  if (network.mode === "existing") {
    throw new pulumi.RunError(`environments.${name}.network: want no existing network here`);
  }
  const { plan } = network;
  const [cidr = "", ...further] = plan.cidrs;
  const opts = { provider: awsProvider("account", environment) };

  const vpc = new aws.ec2.Vpc(name, { cidrBlock: cidr, enableDnsHostnames: true }, opts);
  new aws.ec2.DefaultSecurityGroup(name, { vpcId: vpc.id }, opts);
  const ranges = [...further, ...plan.podCidrs].map(
    (cidrBlock) =>
      new aws.ec2.VpcIpv4CidrBlockAssociation(
        `${name}-${cidrBlock}`,
        { vpcId: vpc.id, cidrBlock },
        opts,
      ),
  );
  const subnetIds: Record<string, Record<string, pulumi.Output<string>[]>> = {};
  for (const { placed, tier, zone, cidr: cidrBlock } of namedSubnets(name, plan)) {
    const subnet = new aws.ec2.Subnet(
      placed,
      { vpcId: vpc.id, cidrBlock, availabilityZone: zone },
      { ...opts, dependsOn: ranges },
    );
    ((subnetIds[tier] ??= {})[zone] ??= []).push(subnet.id);
  }
  return { vpcId: vpc.id, cidr, subnetIds: pulumi.output(subnetIds), routeTableIds: {} };
};
