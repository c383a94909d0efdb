import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { typeToken } from "../lib/component";
import type { SubnetIds } from "./vpc";

export interface ExistingVpcArgs {
  readonly vpcId: string;
  /** The VPC's primary IPv4 range, as the address plan has it. */
  readonly cidr: string;
  /** Subnet ids by tier and zone: `subnetIds.nodes["eu-west-1a"]`. */
  readonly subnetIds: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * A VPC that is there already, with the outputs of `Vpc`. Nothing is made or changed; its range,
 * and the VPC and zone of each subnet, are read and compared at preview.
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
    for (const [tier, byZone] of Object.entries(args.subnetIds)) {
      for (const [zone, id] of Object.entries(byZone)) {
        const subnet = aws.ec2.Subnet.get(`${name}-${tier}-${zone}`, id, undefined, child);
        const checked = pulumi
          .all([subnet.id, subnet.vpcId, subnet.availabilityZone])
          .apply(([subnetId, vpcId, found]) => {
            same(`VPC of subnet ${id}`, vpcId, args.vpcId);
            same(`zone of subnet ${id}`, found, zone);
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
