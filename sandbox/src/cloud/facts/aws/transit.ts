import { Address4 } from "ip-address";

import type { HandFacts, Reference } from "../kind-facts";
import type { Bag, Stored } from "../../store";
import { at } from "../../values";
import { ec2Id, keyOf, regionalArn, text } from "./naming";

const gateway = "aws:ec2transitgateway/transitGateway:TransitGateway";
const attachment = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
const table = "aws:ec2transitgateway/routeTable:RouteTable";
const share = "aws:ram/resourceShare:ResourceShare";
const principal = "aws:ram/principalAssociation:PrincipalAssociation";
const resource = "aws:ram/resourceAssociation:ResourceAssociation";
const vpc = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";
const range = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";

/** A gateway of this account, or one that its owner shares with it; https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html */
const ofGateway: Reference = {
  token: gateway,
  code: "InvalidTransitGatewayID.NotFound",
  beyond: ({ state }, account, all) =>
    all(resource).some(
      ({ inputs }) =>
        inputs["resourceArn"] === state["arn"] &&
        all(principal).some(
          (other) =>
            other.inputs["resourceShareArn"] === inputs["resourceShareArn"] &&
            other.inputs["principal"] === account,
        ),
    ),
};
const ofTable: Reference = { token: table, code: "InvalidRouteTableID.NotFound" };
const here = ({ partition }: Stored) => partition.split("/")[1];

/** An attachment of a VPC here, or of any VPC to a gateway that this account owns. */
const ofAttachment: Reference = {
  token: attachment,
  code: "InvalidTransitGatewayAttachmentID.NotFound",
  beyond: ({ inputs }, account, all) =>
    all(gateway).some(
      (owned) => owned.id === inputs["transitGatewayId"] && here(owned) === account,
    ),
};
const arnOf =
  (kind: string): HandFacts["outputs"] =>
  (_inputs, id, scope) => ({ arn: regionalArn("ec2", `${kind}/${id}`, scope) });

/** Targets of a VPC's route beside the VPC's own gateways. */
export const routeTargets = {
  transitGatewayId: ofGateway,
  vpcPeeringConnectionId: {
    token: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    code: "InvalidVpcPeeringConnectionID.NotFound",
  },
} as const satisfies Readonly<Record<string, Reference>>;

/** Why a route to a transit gateway is refused: its VPC is not attached. */
export function unattached({ routeTableId, transitGatewayId }: Bag, held: readonly Stored[]) {
  if (typeof transitGatewayId !== "string") {
    return [];
  }
  const vpcId = held.find(({ id }) => id === routeTableId)?.inputs["vpcId"];
  const attached = held.some(
    ({ token, inputs }) =>
      token === attachment &&
      inputs["vpcId"] === vpcId &&
      inputs["transitGatewayId"] === transitGatewayId,
  );
  return attached
    ? []
    : [
        `InvalidTransitGatewayID.NotFound: ${transitGatewayId} has no attachment of ${String(vpcId)}`,
      ];
}

/** Transit gateways, their shares, and peering of VPCs. */
export const transitKinds: Readonly<Record<string, HandFacts>> = {
  [gateway]: {
    id: ec2Id("tgw"),
    outputs: (inputs, id, scope) => ({
      ...arnOf("transit-gateway")?.(inputs, id, scope),
      ownerId: scope.account,
    }),
  },
  [attachment]: {
    id: ec2Id("tgw-attach"),
    outputs: arnOf("transit-gateway-attachment"),
    references: {
      transitGatewayId: ofGateway,
      vpcId: { token: vpc, code: "InvalidVpcID.NotFound" },
      subnetIds: { token: subnet, code: "InvalidSubnetID.NotFound" },
    },
    unique: {
      key: ({ transitGatewayId, vpcId }) => keyOf(transitGatewayId, vpcId),
      code: "DuplicateTransitGatewayAttachment",
    },
    refuse: ({ subnetIds }, held) => {
      const zones = (Array.isArray(subnetIds) ? subnetIds : []).map(
        (id) => held.find((r) => r.token === subnet && r.id === id)?.inputs["availabilityZone"],
      );
      return new Set(zones).size === zones.length
        ? []
        : ["DuplicateSubnetsInSameZone: want one subnet a zone"];
    },
  },
  [table]: {
    id: ec2Id("tgw-rtb"),
    outputs: arnOf("transit-gateway-route-table"),
    references: { transitGatewayId: ofGateway },
  },
  "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": {
    id: ({ transitGatewayRouteTableId, transitGatewayAttachmentId }) =>
      `${String(transitGatewayRouteTableId)}_${String(transitGatewayAttachmentId)}`,
    references: {
      transitGatewayRouteTableId: ofTable,
      transitGatewayAttachmentId: ofAttachment,
    },
    unique: {
      key: ({ transitGatewayAttachmentId }) => text(transitGatewayAttachmentId),
      code: "Resource.AlreadyAssociated",
    },
  },
  "aws:ec2transitgateway/route:Route": {
    id: ({ transitGatewayRouteTableId, destinationCidrBlock }) =>
      `${String(transitGatewayRouteTableId)}_${String(destinationCidrBlock)}`,
    references: {
      transitGatewayRouteTableId: ofTable,
      transitGatewayAttachmentId: ofAttachment,
    },
    unique: {
      key: ({ transitGatewayRouteTableId, destinationCidrBlock }) =>
        keyOf(transitGatewayRouteTableId, destinationCidrBlock),
      code: "RouteAlreadyExists",
    },
  },
  [share]: {
    id: (_inputs, scope) => regionalArn("ram", `resource-share/${scope.random(32)}`, scope),
    outputs: (_inputs, id) => ({ arn: id }),
  },
  [principal]: {
    id: ({ resourceShareArn, principal: who }) => `${String(resourceShareArn)},${String(who)}`,
    references: {
      resourceShareArn: { token: share, by: ["arn"], code: "UnknownResourceException" },
    },
  },
  [resource]: {
    id: ({ resourceShareArn, resourceArn }) => `${String(resourceShareArn)},${String(resourceArn)}`,
    references: {
      resourceShareArn: { token: share, by: ["arn"], code: "UnknownResourceException" },
      resourceArn: { token: gateway, by: ["arn"], code: "MalformedArnException" },
    },
  },
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": {
    id: ec2Id("pcx"),
    outputs: (_inputs, _id, { account }) => ({ acceptStatus: "active", peerOwnerId: account }),
    references: {
      vpcId: { token: vpc, code: "InvalidVpcID.NotFound" },
      peerVpcId: { token: vpc, code: "InvalidVpcID.NotFound" },
    },
    // https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
    refuse: ({ vpcId, peerVpcId }, held) => {
      const [ours, theirs] = [vpcId, peerVpcId].map((id) => rangesOf(id, held));
      const shared = ours?.find((one) => theirs?.some((other) => overlaps(one, other)));
      return shared === undefined
        ? []
        : [
            `OverlappingCidr: ${shared} of ${String(vpcId)} overlaps a range of ${String(peerVpcId)}`,
          ];
    },
  },
};

function rangesOf(vpcId: unknown, held: readonly Stored[]): string[] {
  return held
    .filter(
      (r) =>
        (r.token === vpc && r.id === vpcId) || (r.token === range && r.inputs["vpcId"] === vpcId),
    )
    .map(({ inputs }) => String(at(inputs, "cidrBlock")));
}

function overlaps(one: string, other: string): boolean {
  const [a, b] = [new Address4(one), new Address4(other)];
  return a.isInSubnet(b) || b.isInSubnet(a);
}
