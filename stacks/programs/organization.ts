import * as aws from "@pulumi/aws";

import { identity, ingress, network, provenance } from "../../components";
import { personas } from "../../components/team/personas";
import { type AccountRight, accountRight, accountStage } from "../derived/account-rights";
import { plannedAddresses } from "../derived/addresses";
import type { Exports } from "../contracts";
import { attached } from "../derived/connectivity";
import { ciRole, delegationRole, groupOf, hubRole, platformGroup, roleArn } from "../derived/hosts";
import type { Organization } from "../declarations/model";
import { awsProvider } from "./providers";

/** `organization`: the DNS root, whose name servers the parent domain must name, the registry's rules, IPAM's pools and the transit gateway. */
export function organizationProgram(organization: Organization): Exports<"organization"> {
  const provider = awsProvider(organization, "home", organization.home);
  const zone = new aws.route53.Zone(
    "root",
    { name: organization.domain },
    { provider, protect: true },
  );
  new ingress.DelegationRole(
    "delegation",
    {
      roleName: delegationRole,
      zoneArn: zone.arn,
      trusted: Object.keys(organization.accounts).map((name) =>
        roleArn(organization, name, ciRole),
      ),
    },
    { provider },
  );
  if (organization.ipam === true) {
    new network.Ipam(
      "addresses",
      { homeRegion: organization.home.region, environments: ranges(organization) },
      { provider },
    );
  }
  accountAccess(organization);
  new provenance.RegistryScanning("registry", {}, { provider });
  const { zoneId, name: domain, nameServers } = zone;
  return { zoneId, domain, nameServers, ...hub(organization, provider) };
}

/** How people get into each AWS account, when IAM Identity Center is ours to set up: by groups alone. */
function accountAccess(organization: Organization): void {
  const { accountAccess: declared, accounts, home, teams } = organization;
  if (declared === undefined || declared.mode === "existing") {
    return;
  }
  const { identityStoreId, instanceArn, region } = declared;
  const place = { account: home.account, region };
  const opts = { provider: awsProvider(organization, "identity-center", place) };
  const groupId = (group: string) =>
    new identity.AccessGroup(`access-${group}`, { identityStoreId, group }, opts).groupId;
  const platformGroupId = groupId(platformGroup);
  const people = Object.keys(teams).flatMap((team) =>
    personas.map((persona) => {
      const group = groupOf(organization, team, persona);
      return { team, persona, group, id: groupId(group) };
    }),
  );
  for (const [account, accountId] of Object.entries(accounts)) {
    const groups = (wanted: AccountRight) =>
      Object.fromEntries(
        people
          .filter(
            ({ team, persona }) => accountRight(organization, account, team, persona) === wanted,
          )
          .map(({ group, id }) => [group, id]),
      );
    new identity.AccountAccess(
      `access-${account}`,
      {
        instanceArn,
        account,
        accountId,
        production: accountStage(organization, account) === "production",
        platformGroupId,
        developers: groups("developer"),
        viewers: groups("viewer"),
      },
      opts,
    );
  }
}

/** The transit gateway, when networks are connected by one. */
function hub(
  organization: Organization,
  provider: aws.Provider,
): Pick<Exports<"organization">, "transitGatewayId" | "transitTableIds"> {
  const { accounts, connectivity, environments, home } = organization;
  if (connectivity?.by !== "transit-gateway") {
    return {};
  }
  const spokes = attached(organization);
  const accountOf = (name: string) => environments[name]?.account ?? "";
  const names = [...new Set(spokes.map(accountOf))];
  const { transitGatewayId, routeTableIds } = new network.TransitHub(
    "hub",
    {
      environments: spokes,
      networks: connectivity.networks ?? {},
      connections: connectivity.connections,
      sharedWith: names.filter((name) => name !== home.account).map((name) => accounts[name] ?? ""),
      roles: names.map((name) => ({
        roleName: hubRole(name),
        trusted: roleArn(organization, name, ciRole),
        environments: spokes.filter((spoke) => accountOf(spoke) === name),
      })),
    },
    { provider },
  );
  return { transitGatewayId, transitTableIds: routeTableIds };
}

/** The ranges of each environment's network, made or found. */
function ranges(organization: Organization): Record<string, network.IpamPool> {
  const planned = plannedAddresses(organization).environments;
  return Object.fromEntries(
    Object.entries(organization.environments).map(([name, { region, network: declared }]) => {
      const { cidrs = [], podCidrs = [] } = planned[name] ?? {};
      const found = declared.mode === "existing" ? [declared.cidr] : [];
      return [name, { region, cidrs: [...found, ...cidrs, ...podCidrs] }];
    }),
  );
}
