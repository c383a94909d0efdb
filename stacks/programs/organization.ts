import * as aws from "@pulumi/aws";

import { ingress, network, provenance } from "../../components";
import { plannedAddresses } from "../addresses";
import type { Exports } from "../contracts";
import { ciRole, delegationRole, roleArn } from "../hosts";
import type { Organization } from "../organization";
import { awsProvider } from "../providers";

/** `organization`: the DNS root, whose name servers the parent domain must name, the registry's rules, and IPAM's pools. */
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
  new provenance.RegistryScanning("registry", { provider });
  return { zoneId: zone.zoneId, domain: zone.name, nameServers: zone.nameServers };
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
