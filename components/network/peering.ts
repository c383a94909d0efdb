import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { typeToken } from "../lib/component";

/** One side of a peering connection. */
export interface PeeredVpc {
  readonly vpcId: pulumi.Input<string>;
  /** Ranges that the other side reaches. */
  readonly cidrs: readonly string[];
  /** Tables that get a way to the other side, by name. */
  readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Arguments of {@link Peering}. */
export interface PeeringArgs {
  /** Two VPCs of one account and region, by name. No range of theirs may overlap, pods' included. */
  readonly vpcs: Readonly<Record<string, PeeredVpc>>;
}

/** Two VPCs that reach each other without a gateway between them; free but for traffic across zones. */
export class Peering extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "Peering");

  public constructor(name: string, args: PeeringArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Peering.type, name, args, opts);
    const [requester, accepter] = Object.values(args.vpcs);
    if (requester !== undefined && accepter !== undefined) {
      const { id } = new aws.ec2.VpcPeeringConnection(
        name,
        {
          vpcId: requester.vpcId,
          peerVpcId: accepter.vpcId,
          autoAccept: true,
          tags: { Name: name },
        },
        { parent: this },
      );
      for (const [side, { routeTableIds }] of Object.entries(args.vpcs)) {
        const other = Object.entries(args.vpcs).find(([candidate]) => candidate !== side)?.[1];
        for (const [table, routeTableId] of Object.entries(routeTableIds)) {
          for (const destinationCidrBlock of other?.cidrs ?? []) {
            new aws.ec2.Route(
              `${name}-${side}-${table}-${destinationCidrBlock}`,
              { routeTableId, destinationCidrBlock, vpcPeeringConnectionId: id },
              { parent: this },
            );
          }
        }
      }
    }
    this.registerOutputs({});
  }
}
