import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { CrossAccountRole } from "../../components/devtools/cross-account-role";
import { AccessGroup } from "../../components/identity/access-group";
import { AccountAccess } from "../../components/identity/account-access";
import { DelegationRole } from "../../components/ingress/delegation-role";
import type { Statement } from "../../components/lib/policy-document";
import { Ipam } from "../../components/network/ipam";
import { TransitHub } from "../../components/network/transit-hub";
import { RegistryScanning } from "../../components/provenance/registry-scanning";
import { personaGroup, personas } from "../../components/team/personas";
import type { Exports } from "../contracts";
import { delegationRole, homePreviewRole, platformGroup } from "../derived/hosts";
import { required } from "../derived/required";
import type { ResolvedOrganization } from "../derived/resolved/model";
import { awsProvider } from "./providers/aws";

/** `organization`: the DNS root, whose name servers the parent domain must name, the registry's rules, IPAM's pools and the transit gateway. */
export function organizationProgram(organization: ResolvedOrganization): Exports<"organization"> {
  const { accounts, home, ipamPools, transitHub } = organization;
  const provider = awsProvider("home", home);
  const zone = new aws.route53.Zone(
    "root",
    { name: organization.domain },
    { provider, protect: true },
  );
  new DelegationRole(
    "delegation",
    {
      roleName: delegationRole,
      zoneArn: zone.arn,
      trusted: Object.values(accounts).map(({ deployRoleArn }) => deployRoleArn),
    },
    { provider },
  );
  new CrossAccountRole(
    "previews",
    {
      roleName: homePreviewRole,
      trusted: Object.values(accounts).map(({ previewRoleArn }) => previewRoleArn),
      statements: homeReads(zone.arn),
    },
    { provider },
  );
  if (ipamPools !== undefined) {
    new Ipam("addresses", { homeRegion: home.region, environments: ipamPools }, { provider });
  }
  accountAccess(organization);
  new RegistryScanning("registry", {}, { provider });
  const { zoneId, name: domain, nameServers } = zone;
  if (transitHub === undefined) {
    return { zoneId, domain, nameServers };
  }
  const hub = new TransitHub("hub", transitHub, { provider });
  const { transitGatewayId, routeTableIds: transitTableIds } = hub;
  return { zoneId, domain, nameServers, transitGatewayId, transitTableIds };
}

/** What previews of other accounts' stacks read: the zone's records, and the transit gateway's routes. */
function homeReads(zoneArn: pulumi.Input<string>): Statement[] {
  return [
    {
      actions: ["route53:ListResourceRecordSets", "route53:GetHostedZone"],
      resources: [zoneArn],
    },
    {
      actions: [
        "ec2:DescribeTransitGatewayAttachments",
        "ec2:DescribeTransitGatewayRouteTables",
        "ec2:DescribeTransitGatewayVpcAttachments",
        "ec2:GetTransitGatewayRouteTableAssociations",
        "ec2:SearchTransitGatewayRoutes",
      ],
      resources: ["*"],
    },
  ];
}

/** Lets people into each AWS account by groups alone, where IAM Identity Center is ours to set up. */
function accountAccess({ accounts, home, identityCenter, teams }: ResolvedOrganization): void {
  if (identityCenter === undefined) {
    return;
  }
  const { identityStoreId, instanceArn, region } = identityCenter;
  const opts = {
    provider: awsProvider("identity-center", { accountId: home.accountId, region }),
  };
  const groupId = (key: string, group: string) =>
    new AccessGroup(`access-${key}`, { identityStoreId, group }, opts).groupId;
  const platformGroupId = groupId(platformGroup, platformGroup);
  // The company's own groups have names of any form, which a resource's name has no room for.
  const byGroup = Object.fromEntries(
    Object.values(teams).flatMap(({ name, personas: declared }) =>
      personas.map((persona) => {
        const { group } = declared[persona];
        const key = personaGroup(name, persona);
        return [group, [key, groupId(key, group)] as const];
      }),
    ),
  );
  const idsOf = (groups: readonly string[]) =>
    Object.fromEntries(groups.map((group) => required(byGroup, group, "groups")));
  for (const { name, accountId, groups, stage } of Object.values(accounts)) {
    new AccountAccess(
      `access-${name}`,
      {
        instanceArn,
        account: name,
        accountId,
        production: stage === "production",
        platformGroupId,
        developers: idsOf(groups.developer),
        viewers: idsOf(groups.viewer),
      },
      opts,
    );
  }
}
