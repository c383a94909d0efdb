import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { typeToken } from "../lib/component";
import type { PlannedTier } from "./demand";

/** How many NAT gateways a VPC has. */
export type Nat = "none" | "one" | "per-zone";

/** A subnet with its tier and zone. */
export interface PlacedSubnet {
  /** Name of its resources. */
  readonly name: string;
  readonly tier: PlannedTier;
  readonly zone: string;
  readonly subnetId: pulumi.Output<string>;
}

/** Arguments of {@link RouteTables}. */
export interface RouteTablesArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly subnets: readonly PlacedSubnet[];
  readonly nat: Nat;
}

/** Tiers whose table has no way out of the VPC. */
const inside = { internal: ["balancers", "control"], data: ["data"] } as const;

/** Zones in the order of their first subnet. */
export const zonesOf = (subnets: readonly { readonly zone: string }[]) => [
  ...new Set(subnets.map(({ zone }) => zone)),
];

/**
 * The ways out of a VPC: `public` has the internet gateway, `internal` and `data` have none, and nodes
 * and pods have a table per zone, so that a zone can have its own NAT gateway.
 */
export class RouteTables extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "RouteTables");

  /** Tables by name; each id by itself, so that a new table leaves what uses the others as it is. */
  public readonly routeTableIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** The tables that reach AWS's storage without NAT: all but the table of data. */
  public readonly gatewayTables: pulumi.Output<string>[];

  public constructor(name: string, args: RouteTablesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(RouteTables.type, name, args, opts);
    const { subnets, nat } = args;
    const zones = zonesOf(subnets);
    const tables: Record<string, pulumi.Output<string>> = {
      public: this.publicTable(name, args),
    };
    for (const [table, tiers] of Object.entries(inside)) {
      tables[table] = this.table(`${name}-${table}`, args, tiers).id;
    }
    const gateways = this.natGateways(name, subnets, zones, nat);
    for (const zone of zones) {
      const table = this.table(`${name}-private-${zone}`, args, ["nodes", "pods"], zone);
      const gateway = gateways.get(zone) ?? gateways.get(zones[0] ?? "");
      if (gateway !== undefined) {
        new aws.ec2.Route(
          `${name}-private-${zone}-nat`,
          { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: gateway.id },
          { parent: this },
        );
      }
      tables[`private-${zone}`] = table.id;
    }

    this.routeTableIds = tables;
    this.gatewayTables = Object.entries(tables).flatMap(([key, id]) =>
      key === "data" ? [] : [id],
    );
    this.registerOutputs({ routeTableIds: this.routeTableIds });
  }

  private publicTable(name: string, args: RouteTablesArgs): pulumi.Output<string> {
    const gateway = new aws.ec2.InternetGateway(
      `${name}-internet`,
      { vpcId: args.vpcId, tags: { Name: name } },
      { parent: this },
    );
    const table = this.table(`${name}-public`, args, ["public"]);
    new aws.ec2.Route(
      `${name}-public-internet`,
      { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
      { parent: this },
    );
    return table.id;
  }

  /** A table and the subnets that it routes: of some tiers, in one zone or in all. */
  private table(
    tableName: string,
    { vpcId, subnets }: RouteTablesArgs,
    tiers: readonly PlannedTier[],
    zone?: string,
  ): aws.ec2.RouteTable {
    const table = new aws.ec2.RouteTable(
      tableName,
      { vpcId, tags: { Name: tableName } },
      { parent: this },
    );
    for (const { name, subnetId } of subnets.filter(
      (placed) => tiers.includes(placed.tier) && (zone === undefined || placed.zone === zone),
    )) {
      new aws.ec2.RouteTableAssociation(
        name,
        { routeTableId: table.id, subnetId },
        { parent: this },
      );
    }
    return table;
  }

  /** By zone, in the zone's first public subnet. */
  private natGateways(
    name: string,
    subnets: readonly PlacedSubnet[],
    zones: readonly string[],
    nat: Nat,
  ): Map<string, aws.ec2.NatGateway> {
    const gateways = new Map<string, aws.ec2.NatGateway>();
    for (const zone of nat === "none" ? [] : nat === "one" ? zones.slice(0, 1) : zones) {
      const place = subnets.find((placed) => placed.tier === "public" && placed.zone === zone);
      if (place !== undefined) {
        const gateway = `${name}-nat-${zone}`;
        const tags = { Name: gateway };
        const address = new aws.ec2.Eip(gateway, { domain: "vpc", tags }, { parent: this });
        gateways.set(
          zone,
          new aws.ec2.NatGateway(
            gateway,
            { allocationId: address.id, subnetId: place.subnetId, tags },
            { parent: this },
          ),
        );
      }
    }
    return gateways;
  }
}
