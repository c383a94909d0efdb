import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { typeToken } from "../lib/component";
import type { SubnetIds } from "./vpc";

/** Arguments of {@link ExistingVpc}. */
export interface ExistingVpcArgs {
  readonly vpcId: string;
  /** The VPC's primary IPv4 range, as the address plan has it. */
  readonly cidr: string;
  /** Subnets by tier and zone: `subnets.nodes["eu-west-1a"]`. */
  readonly subnets: Readonly<Record<string, Readonly<Record<string, ExistingSubnet>>>>;
}

/** A subnet that is there already, with the range that its runway is computed from. */
export interface ExistingSubnet {
  readonly id: string;
  readonly cidr: string;
}

/**
 * A VPC that is there already, with the outputs of `Vpc`. Nothing is made or changed; its range,
 * and the VPC, zone and range of each subnet, are read and compared at preview.
 * @throws pulumi.RunError at preview that names what differs.
 */
export class ExistingVpc extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "ExistingVpc");

  public readonly vpcId: pulumi.Output<string>;
  public readonly cidr: pulumi.Output<string>;
  public readonly subnetIds: pulumi.Output<SubnetIds>;

  public constructor(name: string, args: ExistingVpcArgs, opts?: pulumi.ComponentResourceOptions) {
    super(ExistingVpc.type, name, args, opts);
    const child = { parent: this };
    const vpc = aws.ec2.Vpc.get(name, args.vpcId, undefined, child);
    const subnetIds: Record<string, Record<string, pulumi.Output<string>[]>> = {};
    for (const [tier, byZone] of Object.entries(args.subnets)) {
      for (const [zone, { id, cidr }] of Object.entries(byZone)) {
        const subnet = aws.ec2.Subnet.get(`${name}-${tier}-${zone}`, id, undefined, child);
        const checked = pulumi
          .all([subnet.id, subnet.vpcId, subnet.availabilityZone, subnet.cidrBlock])
          .apply(([subnetId, vpcId, found, range]) => {
            same(`VPC of subnet ${id}`, vpcId, args.vpcId);
            same(`zone of subnet ${id}`, found, zone);
            same(`range of subnet ${id}`, range ?? "none", cidr);
            return subnetId;
          });
        (subnetIds[tier] ??= {})[zone] = [checked];
      }
    }

    this.vpcId = vpc.id;
    this.cidr = vpc.cidrBlock.apply((cidr) => same(`range of ${args.vpcId}`, cidr, args.cidr));
    this.subnetIds = pulumi.output(subnetIds);
    this.registerOutputs({ vpcId: this.vpcId, cidr: this.cidr, subnetIds: this.subnetIds });
  }
}

function same(what: string, found: string, declared: string): string {
  if (found !== declared) {
    throw new pulumi.RunError(`${what}: want ${declared}, as declared, got ${found}`);
  }
  return found;
}
