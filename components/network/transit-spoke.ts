import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { emptyIssues } from "../lib/plain";
import { slugIssues } from "../lib/slug";
import { isNetwork } from "./ranges";
import { given } from "../lib/given";

/** Arguments of {@link TransitSpoke}. */
export interface TransitSpokeArgs {
  readonly transitGatewayId: pulumi.Input<string>;
  /** Name of the environment. */
  readonly environment: string;
  readonly vpcId: pulumi.Input<string>;
  /** Subnets of the attachment, one per zone; later zones come by an update in place. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Ranges of the VPC that others may reach: never ranges of pods, which leave by their node's address. */
  readonly cidrs: readonly string[];
  /** Tables of the VPC that get a way to the others, by name. */
  readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Tables of the gateway, by network. */
  readonly hubTableIds: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Ranges of each network that the environment is connected to. */
  readonly connected: Readonly<Record<string, readonly string[]>>;
  /** Provider of the account that holds the gateway. */
  readonly hubProvider: pulumi.ProviderResource;
}

/** A VPC at the transit gateway, with a route each way for every range that is connected. */
export class TransitSpoke extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "TransitSpoke");

  public readonly attachmentId: pulumi.Output<string>;

  public constructor(name: string, args: TransitSpokeArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(TransitSpoke.type, name, checkTransitSpokeArgs(args), opts);
    const { hubProvider, ...inputs } = args;
    super(TransitSpoke.type, name, inputs, opts);
    const { transitGatewayId, environment, vpcId, subnetIds, connected } = args;
    const hub = { parent: this, provider: hubProvider };

    // The gateway has no default table, so nothing is associated or propagated by itself.
    const attachment = new aws.ec2transitgateway.VpcAttachment(
      name,
      { transitGatewayId, vpcId, subnetIds, tags: { Name: environment } },
      { parent: this },
    );
    const tableOf = (network: string) =>
      pulumi.output(args.hubTableIds).apply((ids) => given(ids, network, "hubTableIds"));
    new aws.ec2transitgateway.RouteTableAssociation(
      name,
      {
        transitGatewayRouteTableId: tableOf(environment),
        transitGatewayAttachmentId: attachment.id,
      },
      hub,
    );
    for (const [network, ranges] of Object.entries(connected)) {
      for (const cidr of args.cidrs) {
        new aws.ec2transitgateway.Route(
          `${name}-${network}-${cidr}`,
          {
            transitGatewayRouteTableId: tableOf(network),
            destinationCidrBlock: cidr,
            transitGatewayAttachmentId: attachment.id,
          },
          // A table takes one route per range, and an attachment's successor has routes of its own.
          { ...hub, deleteBeforeReplace: true },
        );
      }
      for (const [table, routeTableId] of Object.entries(args.routeTableIds)) {
        for (const range of ranges) {
          new aws.ec2.Route(
            `${name}-${table}-${range}`,
            {
              routeTableId,
              destinationCidrBlock: range,
              transitGatewayId,
            },
            { parent: this, dependsOn: attachment },
          );
        }
      }
    }

    this.attachmentId = attachment.id;
    this.registerOutputs({ attachmentId: this.attachmentId });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkTransitSpokeArgs(args: TransitSpokeArgs): ArgIssue[] {
  const { environment, cidrs, connected } = args;
  const ranges = [
    ...cidrs.map((cidr, index) => [`cidrs[${index}]`, cidr] as const),
    ...Object.entries(connected).flatMap(([network, own]) =>
      own.map((cidr, index) => [`connected.${network}[${index}]`, cidr] as const),
    ),
  ];
  return [
    ...slugIssues("environment", environment),
    ...emptyIssues("cidrs", cidrs, "range"),
    ...ranges.flatMap(([path, cidr]) =>
      isNetwork(cidr) ? [] : [{ path, want: "an IPv4 network", got: cidr }],
    ),
  ];
}
