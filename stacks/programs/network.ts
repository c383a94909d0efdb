import * as pulumi from "@pulumi/pulumi";

import { network } from "../../components";
import { adopt } from "../../components/lib/adopt";
import { plannedAddresses } from "../derived/addresses";
import { attached, connectedRanges, connectedTables, peeredBefore } from "../derived/connectivity";
import { type Exports, readStack } from "../contracts";
import { hubRole } from "../derived/hosts";
import type { Organization } from "../declarations/model";
import { profileOf } from "../derived/profiles";
import { awsProvider } from "./providers";
import { environmentOf } from "./environment-of";

/** `network.<env>`: the environment's VPC, made from the address plan or found, and its connections. */
export function networkProgram(organization: Organization, name: string): Exports<"network"> {
  const environment = environmentOf(organization, name);
  const provider = awsProvider(organization, "account", environment);
  const declared = environment.network;
  if (declared.mode === "existing") {
    const { vpcId, cidr, subnetIds } = new network.ExistingVpc(name, declared, { provider });
    return { vpcId, cidr, subnetIds, routeTableIds: {} };
  }
  const { logBucketArn } = readStack("account", environment.account);
  const { nat, interfaceEndpoints } = profileOf(organization);
  const plan = plannedAddresses(organization);
  const vpc = new network.Vpc(
    name,
    {
      plan: network.networkOf(plan, name),
      nat: declared.nat ?? nat,
      interfaceEndpoints,
      flowLogBucketArn: logBucketArn,
    },
    { provider, transformations: [adopt(declared.adopt ?? {})] },
  );
  if (attached(organization).includes(name)) {
    transit(organization, name, vpc, { provider });
  }
  for (const other of peeredBefore(organization, name)) {
    const { vpcId, routeTableIds } = readStack("network", other);
    const side = (
      of: string,
      id: pulumi.Output<string>,
      tableId: (table: string) => pulumi.Output<string> | undefined,
    ) => ({
      vpcId: id,
      cidrs: network.networkOf(plan, of).cidrs,
      routeTableIds: Object.fromEntries(
        connectedTables(organization, of).map((table) => [table, tableId(table) ?? ""]),
      ),
    });
    const own = side(name, vpc.vpcId, (table) => vpc.routeTableIds[table]);
    const theirs = side(other, vpcId, (table) => routeTableIds.apply((ids) => ids[table] ?? ""));
    new network.Peering(
      `${name}-${other}`,
      { vpcs: { [name]: own, [other]: theirs } },
      { provider },
    );
  }
  const { vpcId, cidr, subnetIds, routeTableIds } = vpc;
  return { vpcId, cidr, subnetIds, routeTableIds: pulumi.output(routeTableIds) };
}

/** The VPC at the organisation's transit gateway, with one subnet a zone for the attachment. */
function transit(
  organization: Organization,
  name: string,
  { vpcId, subnetIds, routeTableIds }: network.Vpc,
  opts: pulumi.ComponentResourceOptions,
): void {
  const environment = environmentOf(organization, name);
  const { transitGatewayId, transitTableIds } = readStack("organization");
  const plan = plannedAddresses(organization);
  new network.TransitSpoke(
    `${name}-hub`,
    {
      transitGatewayId: transitGatewayId.apply((id) => present(id)),
      environment: name,
      vpcId,
      subnetIds: subnetIds.apply(({ control = {} }) =>
        Object.values(control).flatMap(([first]) => first ?? []),
      ),
      cidrs: network.networkOf(plan, name).cidrs,
      routeTableIds: Object.fromEntries(
        connectedTables(organization, name).map((table) => [table, routeTableIds[table] ?? ""]),
      ),
      hubTableIds: transitTableIds.apply((ids) => present(ids)),
      connected: connectedRanges(organization, plan, name),
      hubProvider: awsProvider(
        organization,
        "home",
        organization.home,
        hubRole(environment.account),
      ),
    },
    opts,
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
