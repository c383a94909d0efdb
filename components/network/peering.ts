import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { isNetwork, overlaps } from "./ranges";

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
    assertArgs(Peering.type, name, checkPeeringArgs(args), opts);
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

/** Every problem with the plain arguments. Pure. */
function checkPeeringArgs({ vpcs }: PeeringArgs): ArgIssue[] {
  const names = Object.keys(vpcs);
  const [one, other] = Object.values(vpcs);
  if (names.length !== 2 || one === undefined || other === undefined) {
    return [{ path: "vpcs", want: "two VPCs", got: names }];
  }
  const malformed = Object.entries(vpcs).flatMap(([name, { cidrs }]) =>
    cidrs.flatMap((cidr, index) =>
      isNetwork(cidr)
        ? []
        : [{ path: `vpcs.${name}.cidrs[${index}]`, want: "an IPv4 network", got: cidr }],
    ),
  );
  if (malformed.length > 0) {
    return malformed;
  }
  // AWS refuses the connection: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
  return one.cidrs.flatMap((cidr) =>
    other.cidrs
      .filter((theirs) => overlaps(cidr, theirs))
      .map((theirs) => ({
        path: `vpcs.${names[1] ?? ""}.cidrs`,
        want: `a range that ${names[0] ?? ""} does not have`,
        got: theirs,
      })),
  );
}
