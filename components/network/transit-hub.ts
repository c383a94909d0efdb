import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { policyDocument, type Statement } from "../lib/policy-document";
import { type Connection, connectionIssues, reachability } from "./connectivity";

/** A network that is not the platform's, such as the offices'. */
export interface ExternalNetwork {
  readonly ranges: readonly string[];
  /** Its attachment to the gateway, of a VPN or a direct connection; made after the gateway. */
  readonly attachmentId: string;
}

/** A role with which an account's environments route their own traffic at the hub. */
export interface SpokeRole {
  /** Name of the role, a contract with the environments' stacks. */
  readonly roleName: string;
  /** ARN of the role that may assume it: the account's CI role. */
  readonly trusted: string;
  /** The account's environments. */
  readonly environments: readonly string[];
}

/** Arguments of {@link TransitHub}. */
export interface TransitHubArgs {
  /** Environments that have a VPC at the gateway. */
  readonly environments: readonly string[];
  /** Networks of others, by name. */
  readonly networks?: Readonly<Record<string, ExternalNetwork>>;
  /** Who reaches whom, both ways; nothing else is routed. */
  readonly connections: readonly Connection[];
  /** AWS accounts that attach VPCs beside this one. */
  readonly sharedWith: readonly string[];
  readonly roles: readonly SpokeRole[];
}

/**
 * A transit gateway with a route table a network, so that only declared connections are routed.
 * Nothing propagates: every route is one range of one network. Shared with the environments'
 * accounts by AWS RAM, which the AWS organisation must have turned on
 * (https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html). Each attachment
 * is billed by the hour, and traffic by the gigabyte (https://aws.amazon.com/transit-gateway/pricing/).
 */
export class TransitHub extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "TransitHub");

  public readonly transitGatewayId: pulumi.Output<string>;
  /** Route table of each network. */
  public readonly routeTableIds: pulumi.Output<Record<string, string>>;

  public constructor(name: string, args: TransitHubArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(TransitHub.type, name, checkTransitHubArgs(args), opts);
    // The guardrails judge statements here, as long as the tables' ARNs are not known.
    super(TransitHub.type, name, { ...args, statements: routing([]) }, opts);
    const { environments, networks = {}, connections } = args;

    const gateway = new aws.ec2transitgateway.TransitGateway(
      name,
      {
        description: "Networks of the platform",
        autoAcceptSharedAttachments: "enable",
        defaultRouteTableAssociation: "disable",
        defaultRouteTablePropagation: "disable",
        tags: { Name: name },
      },
      { parent: this, protect: true },
    );
    const tables: Record<string, aws.ec2transitgateway.RouteTable> = {};
    for (const network of [...environments, ...Object.keys(networks)]) {
      tables[network] = new aws.ec2transitgateway.RouteTable(
        `${name}-${network}`,
        { transitGatewayId: gateway.id, tags: { Name: network } },
        { parent: this },
      );
    }
    for (const [network, external] of Object.entries(networks)) {
      this.external(name, network, external, tables, reachability(connections)[network] ?? []);
    }
    this.share(name, gateway.arn, args.sharedWith);
    for (const role of args.roles) {
      this.role(name, role, tables, connections);
    }

    this.transitGatewayId = gateway.id;
    this.routeTableIds = pulumi.output(
      Object.fromEntries(Object.entries(tables).map(([network, { id }]) => [network, id])),
    );
    this.registerOutputs({
      transitGatewayId: this.transitGatewayId,
      routeTableIds: this.routeTableIds,
    });
  }

  /** Its own table decides where it gets; the tables of those it is connected to lead back. */
  private external(
    name: string,
    network: string,
    { attachmentId, ranges }: ExternalNetwork,
    tables: Readonly<Record<string, aws.ec2transitgateway.RouteTable>>,
    connected: readonly string[],
  ): void {
    const own = tables[network]?.id;
    if (own !== undefined) {
      new aws.ec2transitgateway.RouteTableAssociation(
        `${name}-${network}`,
        { transitGatewayRouteTableId: own, transitGatewayAttachmentId: attachmentId },
        { parent: this },
      );
    }
    for (const other of connected) {
      const transitGatewayRouteTableId = tables[other]?.id;
      if (transitGatewayRouteTableId === undefined) {
        continue;
      }
      for (const range of ranges) {
        new aws.ec2transitgateway.Route(
          `${name}-${other}-${range}`,
          {
            transitGatewayRouteTableId,
            destinationCidrBlock: range,
            transitGatewayAttachmentId: attachmentId,
          },
          { parent: this, deleteBeforeReplace: true },
        );
      }
    }
  }

  private share(
    name: string,
    resourceArn: pulumi.Output<string>,
    accounts: readonly string[],
  ): void {
    if (accounts.length === 0) {
      return;
    }
    const { arn } = new aws.ram.ResourceShare(
      name,
      { name, allowExternalPrincipals: false },
      { parent: this },
    );
    new aws.ram.ResourceAssociation(name, { resourceShareArn: arn, resourceArn }, { parent: this });
    for (const principal of accounts) {
      new aws.ram.PrincipalAssociation(
        `${name}-${principal}`,
        { resourceShareArn: arn, principal },
        { parent: this },
      );
    }
  }

  /** May write the tables of its own environments and of what they are connected to, no others. */
  private role(
    name: string,
    { roleName, trusted, environments }: SpokeRole,
    tables: Readonly<Record<string, aws.ec2transitgateway.RouteTable>>,
    connections: readonly Connection[],
  ): void {
    const reached = reachability(connections);
    const written = new Set(environments.flatMap((own) => [own, ...(reached[own] ?? [])]));
    const arns = [...written].flatMap((network) => tables[network]?.arn ?? []);
    const role = new aws.iam.Role(
      `${name}-${roleName}`,
      {
        name: roleName,
        maxSessionDuration: 3600,
        assumeRolePolicy: policyDocument({
          principal: { AWS: trusted },
          actions: ["sts:AssumeRole"],
        }),
      },
      { parent: this },
    );
    new aws.iam.RolePolicy(
      `${name}-${roleName}`,
      {
        role: role.name,
        policy: policyDocument(...routing(arns)),
      },
      { parent: this },
    );
  }
}

/** Routes in some tables; https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
function routing(tableArns: readonly pulumi.Input<string>[]): Statement[] {
  return [
    {
      actions: [
        "ec2:AssociateTransitGatewayRouteTable",
        "ec2:CreateTransitGatewayRoute",
        "ec2:DeleteTransitGatewayRoute",
        "ec2:DisassociateTransitGatewayRouteTable",
        "ec2:GetTransitGatewayRouteTableAssociations",
        "ec2:SearchTransitGatewayRoutes",
      ],
      resources: [...tableArns, "arn:aws:ec2:*:*:transit-gateway-attachment/*"],
    },
    {
      actions: [
        "ec2:DescribeTransitGatewayAttachments",
        "ec2:DescribeTransitGatewayRouteTables",
        "ec2:DescribeTransitGateways",
      ],
      resources: ["*"],
    },
  ];
}

/** Every problem with the plain arguments. Pure. */
function checkTransitHubArgs(args: TransitHubArgs): ArgIssue[] {
  const { environments, networks = {}, connections, sharedWith } = args;
  return [
    ...connectionIssues({ environments, networks: Object.keys(networks), connections }),
    ...sharedWith.flatMap((account, index) =>
      /^\d{12}$/.test(account)
        ? []
        : [{ path: `sharedWith[${index}]`, want: "an AWS account id of 12 digits", got: account }],
    ),
  ];
}
