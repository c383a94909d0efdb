import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { assertArgs, typeToken } from "../lib/component";
import { checkAddressPlanArgs, type PlannedSubnet, planAddresses, type Tier } from "./address-plan";

export interface VpcArgs {
  /** AWS region, such as `eu-west-1`. */
  readonly region: string;
  /** The VPC's IPv4 range, /16 to /22. */
  readonly cidr: string;
  /** Secondary range for pods inside 100.64.0.0/10. */
  readonly podCidr?: string;
  /** Availability zones, one to four, append only. */
  readonly zones: readonly string[];
  /**
   * NAT gateways. Each is billed by the hour and by the gigabyte (https://aws.amazon.com/vpc/pricing/).
   * @default "one"
   */
  readonly nat?: Nat;
  /**
   * Bucket that gets a record of every connection. None: no flow logs.
   * @default undefined
   */
  readonly flowLogBucketArn?: pulumi.Input<string>;
}

export type Nat = "none" | "one" | "per-zone";

/**
 * A VPC from an address plan: subnets by tier and zone, their routes, NAT, a locked default
 * security group and a gateway endpoint for S3.
 *
 * @example
 * ```ts
 * new Vpc("dev", { region: "eu-west-1", cidr: "10.0.0.0/16", zones: ["eu-west-1a"] });
 * ```
 */
export class Vpc extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "Vpc");

  public readonly vpcId: pulumi.Output<string>;
  public readonly cidr: pulumi.Output<string>;
  /** Subnet ids by tier and zone: `subnetIds.nodes["eu-west-1a"]`. */
  public readonly subnetIds: pulumi.Output<Record<string, Record<string, string>>>;

  public constructor(name: string, args: VpcArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Vpc.type, name, checkAddressPlanArgs(args), opts);
    super(Vpc.type, name, args, opts);
    const { region, cidr, nat = "one" } = args;

    const vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: cidr, enableDnsHostnames: true, enableDnsSupport: true },
      { parent: this },
    );
    new aws.ec2.DefaultSecurityGroup(`${name}-locked`, { vpcId: vpc.id }, { parent: this });
    if (args.flowLogBucketArn !== undefined) {
      new aws.ec2.FlowLog(
        `${name}-flows`,
        {
          vpcId: vpc.id,
          trafficType: "ALL",
          logDestinationType: "s3",
          logDestination: args.flowLogBucketArn,
        },
        { parent: this },
      );
    }
    const subnets = this.subnets(name, args, vpc);
    const tables = this.publicRoutes(name, vpc, subnets);
    tables.push(...this.privateRoutes(name, vpc, subnets, args.zones, nat));
    new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${region}.s3`,
        vpcEndpointType: "Gateway",
        routeTableIds: tables.map((table) => table.id),
      },
      { parent: this },
    );

    this.vpcId = vpc.id;
    this.cidr = vpc.cidrBlock;
    this.subnetIds = pulumi.output(idsByTier(subnets));
    this.registerOutputs({ vpcId: this.vpcId, cidr: this.cidr, subnetIds: this.subnetIds });
  }

  private subnets(name: string, args: VpcArgs, vpc: aws.ec2.Vpc): Placed[] {
    const association =
      args.podCidr === undefined
        ? undefined
        : new aws.ec2.VpcIpv4CidrBlockAssociation(
            `${name}-pods`,
            { vpcId: vpc.id, cidrBlock: args.podCidr },
            { parent: this },
          );
    return planAddresses(args).map((planned) => ({
      ...planned,
      subnet: new aws.ec2.Subnet(
        `${name}-${planned.tier}-${planned.zone}`,
        { vpcId: vpc.id, cidrBlock: planned.cidr, availabilityZone: planned.zone },
        {
          parent: this,
          ...(planned.tier === "pods" && association ? { dependsOn: association } : {}),
        },
      ),
    }));
  }

  private publicRoutes(name: string, vpc: aws.ec2.Vpc, subnets: Placed[]): aws.ec2.RouteTable[] {
    const opts = { parent: this };
    const gateway = new aws.ec2.InternetGateway(`${name}-internet`, { vpcId: vpc.id }, opts);
    const table = new aws.ec2.RouteTable(`${name}-public`, { vpcId: vpc.id }, opts);
    new aws.ec2.Route(
      `${name}-public-internet`,
      { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
      opts,
    );
    this.associate(name, table, ofTier(subnets, "public"));
    return [table];
  }

  /** One table a zone, so that a zone can have its own NAT. Data subnets get no way out. */
  private privateRoutes(
    name: string,
    vpc: aws.ec2.Vpc,
    subnets: Placed[],
    zones: readonly string[],
    nat: Nat,
  ): aws.ec2.RouteTable[] {
    const opts = { parent: this };
    const gateways = new Map<string, aws.ec2.NatGateway>();
    const natZones = nat === "none" ? [] : nat === "one" ? zones.slice(0, 1) : zones;
    for (const { zone, subnet } of ofTier(subnets, "public")) {
      if (natZones.includes(zone)) {
        const address = new aws.ec2.Eip(`${name}-nat-${zone}`, { domain: "vpc" }, opts);
        const args = { allocationId: address.id, subnetId: subnet.id };
        gateways.set(zone, new aws.ec2.NatGateway(`${name}-nat-${zone}`, args, opts));
      }
    }
    const isolated = new aws.ec2.RouteTable(`${name}-data`, { vpcId: vpc.id }, opts);
    this.associate(name, isolated, ofTier(subnets, "data"));
    const tables = zones.map((zone) => {
      const table = new aws.ec2.RouteTable(`${name}-private-${zone}`, { vpcId: vpc.id }, opts);
      const gateway = gateways.get(zone) ?? gateways.get(natZones[0] ?? "");
      if (gateway !== undefined) {
        new aws.ec2.Route(
          `${name}-private-${zone}-nat`,
          { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: gateway.id },
          opts,
        );
      }
      const inZone = subnets.filter((placed) => placed.zone === zone);
      this.associate(name, table, [...ofTier(inZone, "nodes"), ...ofTier(inZone, "pods")]);
      return table;
    });
    return [isolated, ...tables];
  }

  private associate(name: string, table: aws.ec2.RouteTable, subnets: readonly Placed[]): void {
    for (const { tier, zone, subnet } of subnets) {
      new aws.ec2.RouteTableAssociation(
        `${name}-${tier}-${zone}`,
        { routeTableId: table.id, subnetId: subnet.id },
        { parent: this },
      );
    }
  }
}

interface Placed extends PlannedSubnet {
  readonly subnet: aws.ec2.Subnet;
}

const ofTier = (subnets: readonly Placed[], tier: Tier) => subnets.filter((s) => s.tier === tier);

function idsByTier(
  subnets: readonly Placed[],
): Record<string, Record<string, pulumi.Output<string>>> {
  const ids: Record<string, Record<string, pulumi.Output<string>>> = {};
  for (const { tier, zone, subnet } of subnets) {
    (ids[tier] ??= {})[zone] = subnet.id;
  }
  return ids;
}
