import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import type { PlannedNetwork } from "./internal/address-plan";
import { discovery } from "./internal/discovery";
import type { PlannedTier } from "./demand";
import { Endpoints } from "./endpoints";
import { isNetwork, isNetworkIn, overlaps } from "./ranges";
import { type Nat, RouteTables, zonesOf } from "./route-tables";
import { narrowestPrefix, widestPrefix } from "./sizes";
import { addedRanges, namedSubnets } from "./vpc-parts";

/** Arguments of {@link Vpc}. */
export interface VpcArgs {
  /** The environment's network, as `planAddressSpace` gives it. */
  readonly plan: PlannedNetwork;
  /**
   * NAT gateways. Each is billed by the hour and by the gigabyte (https://aws.amazon.com/vpc/pricing/).
   * @default "one"
   */
  readonly nat?: Nat;
  /**
   * AWS services that are reached without NAT, such as `ecr.api`. Each is billed by the hour and zone.
   * @default []
   */
  readonly interfaceEndpoints?: readonly string[];
  /**
   * Bucket that gets a record of every connection; no flow logs if omitted.
   * @default undefined
   */
  readonly flowLogBucketArn?: pulumi.Input<string>;
}

/** Subnet ids by tier and zone, oldest first: `subnetIds.nodes["eu-west-1a"][0]`. */
export type SubnetIds = Record<string, Record<string, string[]>>;

/** The protocol of an ACL's rule that holds for all. */
const all = { protocol: "-1", fromPort: 0, toPort: 0, action: "allow" } as const;

/**
 * A VPC from an address plan: its ranges, subnets by tier and zone, their routes, NAT, endpoints, and
 * access lists by tier. The default security group and the default access list let nothing through.
 *
 * @example
 * ```ts
 * new Vpc("dev", { plan: plan.environments.dev });
 * ```
 */
export class Vpc extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "Vpc");

  public readonly vpcId: pulumi.Output<string>;
  public readonly cidr: pulumi.Output<string>;
  public readonly subnetIds: pulumi.Output<SubnetIds>;
  /** Route tables by name: `public`, `internal`, `data` and `private-<zone>`. */
  public readonly routeTableIds: Readonly<Record<string, pulumi.Output<string>>>;

  public constructor(name: string, args: VpcArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Vpc.type, name, checkVpcArgs(args), opts);
    super(Vpc.type, name, args, opts);
    const { plan, nat = "one", interfaceEndpoints = [] } = args;
    const child = { parent: this };

    const vpc = new aws.ec2.Vpc(
      name,
      {
        cidrBlock: plan.cidrs[0] ?? "",
        enableDnsHostnames: true,
        enableDnsSupport: true,
        tags: { Name: name },
      },
      child,
    );
    new aws.ec2.DefaultSecurityGroup(`${name}-locked`, { vpcId: vpc.id }, child);
    new aws.ec2.DefaultNetworkAcl(
      `${name}-locked`,
      { defaultNetworkAclId: vpc.defaultNetworkAclId },
      // AWS lists every subnet here that has no list of its own yet.
      { ...child, ignoreChanges: ["subnetIds"] },
    );
    if (args.flowLogBucketArn !== undefined) {
      new aws.ec2.FlowLog(
        `${name}-flows`,
        {
          vpcId: vpc.id,
          trafficType: "ALL",
          logDestinationType: "s3",
          logDestination: args.flowLogBucketArn,
        },
        child,
      );
    }
    const subnets = this.subnets(name, plan, vpc);
    this.accessLists(name, plan, vpc, subnets);
    const tables = new RouteTables(
      name,
      {
        vpcId: vpc.id,
        subnets: subnets.map(({ subnet, ...placed }) => ({ ...placed, subnetId: subnet.id })),
        nat,
      },
      child,
    );
    const control = ofTier(subnets, "control");
    new Endpoints(
      name,
      {
        vpcId: vpc.id,
        region: plan.region,
        cidrs: [...plan.cidrs, ...plan.podCidrs],
        routeTableIds: tables.gatewayTables,
        subnetIds: zonesOf(control).flatMap(
          (zone) => control.find((placed) => placed.zone === zone)?.subnet.id ?? [],
        ),
        services: interfaceEndpoints,
      },
      child,
    );

    this.vpcId = vpc.id;
    this.cidr = vpc.cidrBlock;
    this.subnetIds = pulumi.output(idsByTier(subnets));
    this.routeTableIds = tables.routeTableIds;
    this.registerOutputs({
      vpcId: this.vpcId,
      cidr: this.cidr,
      subnetIds: this.subnetIds,
      routeTableIds: this.routeTableIds,
    });
  }

  private subnets(name: string, plan: PlannedNetwork, vpc: aws.ec2.Vpc): Placed[] {
    const secondary = addedRanges(name, plan).map(({ cidr, range }) => ({
      cidr,
      association: new aws.ec2.VpcIpv4CidrBlockAssociation(
        range,
        { vpcId: vpc.id, cidrBlock: cidr },
        { parent: this },
      ),
    }));
    return namedSubnets(name, plan).map(({ placed, tier, zone, cidr }) => {
      const role = discovery[tier];
      const range = secondary.find((other) => isNetworkIn(cidr, other.cidr));
      const subnet = new aws.ec2.Subnet(
        placed,
        {
          vpcId: vpc.id,
          cidrBlock: cidr,
          availabilityZone: zone,
          tags: { Name: placed, ...(role === undefined ? {} : { [role]: "1" }) },
        },
        { parent: this, ...(range === undefined ? {} : { dependsOn: range.association }) },
      );
      return { name: placed, tier, zone, subnet };
    });
  }

  /** Data subnets talk to the VPC alone; everywhere else the security groups decide. */
  private accessLists(
    name: string,
    plan: PlannedNetwork,
    vpc: aws.ec2.Vpc,
    subnets: readonly Placed[],
  ): void {
    const lists = [
      { list: "open", cidrs: ["0.0.0.0/0"], of: subnets.filter(({ tier }) => tier !== "data") },
      { list: "data", cidrs: [...plan.cidrs, ...plan.podCidrs], of: ofTier(subnets, "data") },
    ];
    for (const { list, cidrs, of } of lists.filter((other) => other.of.length > 0)) {
      const rules = cidrs.map((cidrBlock, index) => ({ ...all, cidrBlock, ruleNo: 100 + index }));
      const { id } = new aws.ec2.NetworkAcl(
        `${name}-${list}`,
        { vpcId: vpc.id, ingress: rules, egress: rules, tags: { Name: `${name}-${list}` } },
        { parent: this },
      );
      for (const { name: placed, subnet } of of) {
        new aws.ec2.NetworkAclAssociation(
          placed,
          { networkAclId: id, subnetId: subnet.id },
          { parent: this },
        );
      }
    }
  }
}

interface Placed {
  readonly name: string;
  readonly tier: PlannedTier;
  readonly zone: string;
  readonly subnet: aws.ec2.Subnet;
}

const ofTier = (subnets: readonly Placed[], tier: PlannedTier) =>
  subnets.filter((placed) => placed.tier === tier);

function idsByTier(
  subnets: readonly Placed[],
): Record<string, Record<string, pulumi.Output<string>[]>> {
  const ids: Record<string, Record<string, pulumi.Output<string>[]>> = {};
  for (const { tier, zone, subnet } of subnets) {
    ((ids[tier] ??= {})[zone] ??= []).push(subnet.id);
  }
  return ids;
}

/** Every problem with the plain arguments. Pure. */
function checkVpcArgs({ plan, interfaceEndpoints = [] }: VpcArgs): ArgIssue[] {
  const issues: ArgIssue[] = [];
  const ranges = [...plan.cidrs, ...plan.podCidrs];
  if (plan.cidrs.length === 0) {
    issues.push({ path: "plan.cidrs", want: "one range at least", got: plan.cidrs });
  }
  const wanted = `a network of /${widestPrefix} to /${narrowestPrefix} such as 10.0.0.0/16`;
  const sized = (cidr: string) => isNetwork(cidr, widestPrefix, narrowestPrefix);
  for (const cidr of ranges.filter((range) => !sized(range))) {
    issues.push({ path: "plan", want: wanted, got: cidr });
  }
  const given: string[] = [];
  for (const { tier, zone, cidrs } of plan.zones) {
    for (const cidr of cidrs) {
      const path = `plan.zones of ${tier} in ${zone}`;
      if (!sized(cidr)) {
        issues.push({ path, want: wanted, got: cidr });
      } else if (!ranges.some((range) => sized(range) && isNetworkIn(cidr, range))) {
        issues.push({ path, want: "a subnet inside one of the plan's ranges", got: cidr });
      } else if (given.some((other) => overlaps(other, cidr))) {
        issues.push({ path, want: "a subnet that no other overlaps", got: cidr });
      } else {
        given.push(cidr);
      }
    }
  }
  if (zonesOf(plan.zones).length === 0) {
    issues.push({ path: "plan.zones", want: "one zone at least", got: plan.zones });
  }
  if (new Set(interfaceEndpoints).size !== interfaceEndpoints.length) {
    issues.push({
      path: "interfaceEndpoints",
      want: "different services",
      got: interfaceEndpoints,
    });
  }
  return issues;
}
