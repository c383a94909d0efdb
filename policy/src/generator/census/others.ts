import { type Answer, listed } from "./answer";

const github: readonly Answer[] = [
  { aspect: "document", by: "GR-08", names: ["rules"] },
  { aspect: "document", by: "declared" },
  { aspect: "principal", by: "GR-08", names: ["bypassActors"] },
  {
    aspect: "principal",
    by: "GR-09",
    kinds: ["index/repositoryEnvironment:*"],
    names: ["reviewers"],
  },
  { aspect: "principal", by: "GR-08", names: ["forcePushBypassers", "pullRequestBypassers"] },
  { aspect: "principal", by: "beside", kinds: ["index/branchProtection*"] },
  { aspect: "principal", by: "declared" },
  { aspect: "network", by: "open", names: ["allowsPublicRepositories"] },
  { aspect: "network", by: "target" },
  { aspect: "secret", by: "names", names: ["key", "value"] },
  { aspect: "secret", by: "plain" },
];

const keycloak: readonly Answer[] = [
  { aspect: "document", by: "declared" },
  {
    aspect: "principal",
    by: "KC-01",
    names: ["validRedirectUris", "validPostLogoutRedirectUris", "webOrigins"],
  },
  { aspect: "principal", by: "KC-02", names: ["fullScopeAllowed"] },
  { aspect: "principal", by: "declared" },
  { aspect: "network", by: "KC-01", names: ["sslRequired"] },
  { aspect: "network", by: "target" },
  { aspect: "secret", by: "names", names: ["discoverableCredential"] },
  { aspect: "secret", by: "plain" },
];

const vault: readonly Answer[] = [
  { aspect: "document", by: "VLT-01", names: ["policy"] },
  { aspect: "document", by: "GR-12", names: ["tokenPolicies"] },
  { aspect: "document", by: "VLT-02", names: ["policies", "allowedDomains"] },
  { aspect: "document", by: "IAM-01", names: ["policyDocument"] },
  {
    aspect: "document",
    by: "language",
    kinds: ["database/*", "index/egpPolicy:*", "index/rgpPolicy:*"],
  },
  { aspect: "document", by: "foreign", kinds: ["consul/*", "index/nomadSecretRole:*"] },
  { aspect: "document", by: "attached", names: ["policies", "tokenPolicies", "allowedPolicies"] },
  {
    aspect: "principal",
    by: "VLT-02",
    names: listed(
      "boundAudiences boundClaims boundSubject audience boundServiceAccountNames",
      "boundServiceAccountNamespaces boundServiceAccountNamespaceSelector",
      "boundIamPrincipalArns boundIamRoleArns boundIamInstanceProfileArns",
      "boundEc2InstanceIds boundServicePrincipalIds boundGroupIds boundScaleSets",
      "boundServiceAccounts boundInstanceGroups boundSubjects boundAttributes allowAnyName",
      "allowedUsers",
    ),
  },
  {
    aspect: "principal",
    by: "beside",
    names: listed(
      "boundClaimsType boundSubjectsType boundAttributesType allowWildcardCertificates",
    ),
  },
  {
    aspect: "principal",
    by: "bounds",
    names: listed(
      "boundAccountIds boundAmiIds boundRegions boundSubnetIds boundVpcIds boundLocations",
      "boundResourceGroups boundSubscriptionIds boundIssuer boundLabels boundProjects",
      "boundZones",
    ),
  },
  { aspect: "principal", by: "filter", kinds: ["index/quota*"] },
  {
    aspect: "principal",
    by: "foreign",
    kinds: ["azure/backendRole:*", "gcp/secret*", "mongodbatlas/*", "index/nomadSecretRole:*"],
  },
  { aspect: "principal", by: "names", names: ["role", "defaultRole"] },
  { aspect: "principal", by: "attached", kinds: ["pkiSecret/*"], names: ["allowedRoles"] },
  { aspect: "principal", by: "server", names: ["allowedRoles"] },
  {
    aspect: "principal",
    by: "declared",
    names: ["memberEntityIds", "entityIds", "groupIds"],
  },
  {
    aspect: "network",
    by: "bounds",
    names: listed(
      "tokenBoundCidrs secretIdBoundCidrs cidrList cidrLists excludeCidrLists",
      "allowedIpv4Addresses allowedIpv6Addresses permittedIpRanges allowIpSans ipAddresses",
    ),
  },
  { aspect: "network", by: "target" },
  { aspect: "secret", by: "plain" },
];

/** Answers for the kinds of the keycloak, github and vault providers, by package. */
export const others: Readonly<Record<string, readonly Answer[]>> = { github, keycloak, vault };
