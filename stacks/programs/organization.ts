import * as aws from "@pulumi/aws";

import { ingress, provenance } from "../../components";
import type { Exports } from "../contracts";
import { ciRole, delegationRole, roleArn } from "../hosts";
import type { Organization } from "../organization";
import { awsProvider } from "../providers";

/** `organization`: the DNS root, whose name servers the parent domain must name, and the registry's rules. */
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
  new provenance.RegistryScanning("registry", { provider });
  return { zoneId: zone.zoneId, domain: zone.name, nameServers: zone.nameServers };
}
