import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { emptyIssues, formIssues } from "../lib/plain";
import { isNetwork } from "./ranges";
import { tagProblem } from "./internal/discovery";
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
 * A VPC that is there already, with the outputs of `Vpc`. Nothing is made or changed; its range, the
 * VPC, zone and range of each subnet, and the tags by which the controller of load balancers finds the
 * subnets of tiers `public` and `balancers`, are read and compared at preview.
 * @throws pulumi.RunError at preview that names what differs.
 */
export class ExistingVpc extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "ExistingVpc");

  public readonly vpcId: pulumi.Output<string>;
  public readonly cidr: pulumi.Output<string>;
  public readonly subnetIds: pulumi.Output<SubnetIds>;

  public constructor(name: string, args: ExistingVpcArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(ExistingVpc.type, name, checkExistingVpcArgs(args), opts);
    super(ExistingVpc.type, name, args, opts);
    const child = { parent: this };
    const vpc = aws.ec2.Vpc.get(name, args.vpcId, undefined, child);
    const subnetIds: Record<string, Record<string, pulumi.Output<string>[]>> = {};
    for (const [tier, byZone] of Object.entries(args.subnets)) {
      for (const [zone, { id, cidr }] of Object.entries(byZone)) {
        const subnet = aws.ec2.Subnet.get(`${name}-${tier}-${zone}`, id, undefined, child);
        const tags = pulumi.all([subnet.tags, subnet.tagsAll]);
        const checked = pulumi
          .all([subnet.id, subnet.vpcId, subnet.availabilityZone, subnet.cidrBlock, tags])
          .apply(([subnetId, vpcId, found, range, [own, all]]) => {
            same(`VPC of subnet ${id}`, vpcId, args.vpcId);
            same(`zone of subnet ${id}`, found, zone);
            same(`range of subnet ${id}`, range ?? "none", cidr);
            const hidden = tagProblem(id, tier, { ...all, ...own });
            if (hidden !== undefined) {
              throw new pulumi.RunError(hidden);
            }
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

/** Every problem with the plain arguments. Pure. */
function checkExistingVpcArgs({ vpcId, cidr, subnets }: ExistingVpcArgs): ArgIssue[] {
  return [
    ...formIssues("vpcId", vpcId, /^vpc-[0-9a-f]+$/, "a VPC's id such as vpc-0a1b2c3d"),
    ...(isNetwork(cidr) ? [] : [{ path: "cidr", want: "an IPv4 network", got: cidr }]),
    ...emptyIssues("subnets", Object.keys(subnets), "tier"),
    ...Object.entries(subnets).flatMap(([tier, zones]) =>
      Object.entries(zones).flatMap(([zone, { id, cidr: range }]) => [
        ...formIssues(
          `subnets.${tier}.${zone}.id`,
          id,
          /^subnet-[0-9a-f]+$/,
          "a subnet's id such as subnet-0a1b2c3d",
        ),
        ...(isNetwork(range)
          ? []
          : [{ path: `subnets.${tier}.${zone}.cidr`, want: "an IPv4 network", got: range }]),
      ]),
    ),
  ];
}

function same(what: string, found: string, declared: string): string {
  if (found !== declared) {
    throw new pulumi.RunError(`${what}: want ${declared}, as declared, got ${found}`);
  }
  return found;
}
