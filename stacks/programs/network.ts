import * as pulumi from "@pulumi/pulumi";

import { ExistingVpc } from "../../components/network/existing-vpc";
import { Peering } from "../../components/network/peering";
import { TransitSpoke } from "../../components/network/transit-spoke";
import { Vpc } from "../../components/network/vpc";
import { adopt } from "../../components/lib/adopt";
import { exported, type Exports, readStack } from "../contracts";
import { required } from "../derived/required";
import type {
  ManagedNetwork,
  ResolvedEnvironment,
  ResolvedTransit,
} from "../derived/resolved/model";
import { awsProvider, homeProvider } from "./providers/aws";

/** `network.<env>`: the environment's VPC, made from the address plan or found, and its connections. */
export function networkProgram(environment: ResolvedEnvironment): Exports<"network"> {
  const { name, network: planned } = environment;
  const provider = awsProvider("account", environment);
  if (planned.mode === "existing") {
    const { vpcId, cidr, subnetIds } = new ExistingVpc(name, planned, { provider });
    return { vpcId, cidr, subnetIds, routeTableIds: {} };
  }
  const { logBucketArn } = readStack("account", environment.account);
  const { plan, nat, interfaceEndpoints } = planned;
  const vpc = new Vpc(
    name,
    { plan, nat, interfaceEndpoints, flowLogBucketArn: logBucketArn },
    { provider, transformations: [adopt(planned.adopt)] },
  );
  if (planned.transit !== undefined) {
    attach(environment, planned, planned.transit, vpc, { provider });
  }
  peer(name, planned, vpc, { provider });
  const { vpcId, cidr, subnetIds, routeTableIds } = vpc;
  return { vpcId, cidr, subnetIds, routeTableIds: pulumi.output(routeTableIds) };
}

/** Peers the VPC with the VPCs that a change reaches before it. */
function peer(
  name: string,
  { plan, connectedTables, peers }: ManagedNetwork,
  vpc: Vpc,
  opts: pulumi.ComponentResourceOptions,
): void {
  for (const [other, theirs] of Object.entries(peers)) {
    const stack = `network.${other}`;
    const { vpcId, routeTableIds } = readStack("network", other);
    const theirTable = (table: string) =>
      routeTableIds.apply((ids) => exported(stack, `routeTableIds.${table}`, ids[table]));
    const vpcs = {
      [name]: {
        vpcId: vpc.vpcId,
        cidrs: plan.cidrs,
        routeTableIds: tablesOf(connectedTables, vpc),
      },
      [other]: {
        vpcId,
        cidrs: theirs.plan.cidrs,
        routeTableIds: Object.fromEntries(
          theirs.connectedTables.map((table) => [table, theirTable(table)]),
        ),
      },
    };
    new Peering(`${name}-${other}`, { vpcs }, opts);
  }
}

/** Attaches the VPC to the organisation's transit gateway, with one subnet per zone. */
function attach(
  { name, organization: { home } }: ResolvedEnvironment,
  { plan, connectedTables }: ManagedNetwork,
  { connected, roleName }: ResolvedTransit,
  vpc: Vpc,
  opts: pulumi.ComponentResourceOptions,
): void {
  const { transitGatewayId, transitTableIds } = readStack("organization");
  new TransitSpoke(
    `${name}-hub`,
    {
      transitGatewayId: transitGatewayId.apply((id) => present(id)),
      environment: name,
      vpcId: vpc.vpcId,
      subnetIds: vpc.subnetIds.apply(({ control = {} }) =>
        Object.values(control).flatMap(([first]) => first ?? []),
      ),
      cidrs: plan.cidrs,
      routeTableIds: tablesOf(connectedTables, vpc),
      hubTableIds: transitTableIds.apply((ids) => present(ids)),
      connected,
      hubProvider: homeProvider(home, roleName),
    },
    opts,
  );
}

/** Some route tables of a VPC, by name. */
function tablesOf(tables: readonly string[], { routeTableIds }: Vpc) {
  return Object.fromEntries(
    tables.map((table) => [table, required(routeTableIds, table, "route tables of the VPC")]),
  );
}

function present<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new pulumi.RunError(
      'stack "organization" exports no transit gateway: bring "organization" up first',
    );
  }
  return value;
}
