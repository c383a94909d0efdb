import type { IpamPool } from "../../../components/network/ipam";
import type { TransitHubArgs } from "../../../components/network/transit-hub";
import type { Organization } from "../../declarations/model";
import { plannedAddresses } from "../addresses";
import { attached } from "../connectivity";
import { hubRole } from "../hosts";
import { required } from "../required";
import type { IdentityCenter, ResolvedAccount } from "./model";

/** The ranges of each environment's network, made or found; none unless `ipam` is declared. */
export function ipamPools(organization: Organization): Record<string, IpamPool> | undefined {
  if (organization.ipam !== true) {
    return undefined;
  }
  const planned = plannedAddresses(organization).environments;
  return Object.fromEntries(
    Object.entries(organization.environments).map(([name, { region, network }]) => {
      const { cidrs = [], podCidrs = [] } = planned[name] ?? {};
      const found = network.mode === "existing" ? [network.cidr] : [];
      return [name, { region, cidrs: [...found, ...cidrs, ...podCidrs] }];
    }),
  );
}

/** The transit gateway and who may route at it; none unless networks are connected by one. */
export function transitHub(
  organization: Organization,
  accounts: Readonly<Record<string, ResolvedAccount>>,
): TransitHubArgs | undefined {
  const { connectivity, environments } = organization;
  if (connectivity?.by !== "transit-gateway") {
    return undefined;
  }
  const spokes = attached(organization);
  const byAccount = [
    ...Map.groupBy(spokes, (name) => required(environments, name, "environments").account),
  ].map(([name, own]) => ({ account: required(accounts, name, "accounts"), own }));
  return {
    environments: spokes,
    networks: connectivity.networks ?? {},
    connections: connectivity.connections,
    sharedWith: byAccount.flatMap(({ account }) => (account.isHome ? [] : [account.accountId])),
    roles: byAccount.map(({ account, own }) => ({
      roleName: hubRole(account.name),
      trusted: account.deployRoleArn,
      environments: own,
    })),
  };
}

/** IAM Identity Center; none unless the platform manages who gets into the accounts. */
export function identityCenter({ accountAccess }: Organization): IdentityCenter | undefined {
  if (accountAccess === undefined || accountAccess.mode === "existing") {
    return undefined;
  }
  const { identityStoreId, instanceArn, region } = accountAccess;
  return { identityStoreId, instanceArn, region };
}
