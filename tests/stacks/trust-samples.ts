import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { stringify } from "yaml";

import { addressReport } from "../../stacks/reports/address-report";

/** The declarations of an organisation: data by path in its folder. */
export type Sample = Readonly<Record<string, object>>;

const team = {
  displayName: "Research and development",
  environments: ["dev", "prod"],
  repositories: ["viruses"],
  access: {
    owner: { dev: "edit" },
    developer: { prod: "view" },
    viewer: { dev: "none" },
  },
  namespaces: {
    research: { quota: { cpu: "17", memory: "33Gi" }, sharedWith: { sales: "view" } },
  },
  routes: { lab: { service: "lab-service", port: 8443, namespace: "research" } },
  quota: { cpu: "19", memory: "35Gi" },
  logRetentionDays: 47,
  signer: { workflow: "sign-images.yaml", ref: "refs/heads/trunk" },
};

const members = { owner: ["olive"], developer: ["devon"], viewer: ["vera"] };
const groups = { owner: "Staff owners", developer: "Staff developers", viewer: "Staff viewers" };
const teams = (people: object) => ({
  "teams/research.yaml": { ...team, ...people },
  "teams/sales.yaml": { environments: ["dev"], repositories: ["shop-front"] },
});

const demand = {
  nodesByZone: 3,
  podsByNode: 17,
  loadBalancers: 2,
  dataByZone: 4,
  byTeam: { nodesByZone: 0.5, loadBalancers: 1, dataByZone: 2 },
  spareByZone: 6,
  clusters: 2,
  growthPercent: 1,
};

const managed = {
  account: "first-account",
  region: "eu-west-1",
  stage: "development",
  guardrails: "nonprod",
  network: {
    mode: "managed",
    zones: ["eu-west-1a", "eu-west-1b"],
    nat: "one",
    pods: "unique",
    demand,
  },
  cluster: {
    mode: "managed",
    version: "1.34",
    instanceTypes: ["m7g.2xlarge"],
    nodesByZone: { min: 1, max: 3 },
  },
};

const adopted = (account: string) => ({
  account,
  region: "eu-west-1",
  after: "dev",
  network: {
    zones: ["eu-west-1b", "eu-west-1c"],
    adopt: { "Vpc prod": "vpc-0fedcba987654321f" },
  },
  cluster: { version: "1.33" },
});

const there = {
  account: "second-account",
  region: "eu-central-1",
  network: {
    mode: "existing",
    cidr: "10.77.0.0/16",
    vpcId: "vpc-0a1b2c3d",
    zones: ["eu-central-1a", "eu-central-1b"],
    subnets: Object.fromEntries(
      ["public", "balancers", "control", "data", "nodes", "pods"].map((tier, row) => [
        tier,
        Object.fromEntries(
          ["a", "b"].map((zone, column) => [
            `eu-central-1${zone}`,
            { id: `subnet-0a1b2c${row}${column}`, cidr: `10.77.${row * 16 + column * 8}.0/21` },
          ]),
        ),
      ]),
    ),
    demand: { nodesByZone: 1, podsByNode: 16, growthPercent: 2 },
  },
  cluster: { mode: "existing", name: "office-cluster" },
};

const organization = {
  name: "umbrella",
  domain: "platform.umbrella.example",
  contact: "postmaster@elsewhere.example",
  profile: "regulated",
  accounts: { "first-account": "888888888888", "second-account": "777777777777" },
  home: { account: "first-account", region: "eu-west-1" },
  ipam: true,
  addresses: {
    ranges: ["10.64.0.0/11"],
    podRanges: ["100.64.0.0/10"],
    serviceRange: "172.21.0.0/16",
    taken: { "head office": "192.168.7.0/24" },
    horizonMonths: 12,
    shortHorizonReason: "moved next year",
    growthPercent: 3,
  },
  github: {
    owner: "umbrella-source",
    ids: { owner: 4_200_001, platform: 7_300_002 },
    requiredChecks: ["unit"],
  },
  secrets: { url: "https://bao.umbrella.example" },
};

const brokered = {
  mode: "managed",
  url: "https://keycloak.umbrella.example",
  realm: "employees",
};

const realm = {
  ...brokered,
  administrators: ["olive"],
  people: Object.fromEntries(
    ["olive", "devon", "vera"].map((name) => [
      name,
      { email: `${name}@people.example`, firstName: `First ${name}`, lastName: `Last ${name}` },
    ]),
  ),
};

const center = {
  mode: "managed",
  instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
  identityStoreId: "d-0123456789",
  region: "eu-north-1",
};

const transit = {
  by: "transit-gateway",
  networks: { office: { ranges: ["192.168.8.0/24"], attachmentId: "tgw-attach-0a1b2c3d" } },
  connections: [
    ["dev", "prod"],
    ["dev", "office"],
  ],
};

const oidc = {
  by: "oidc",
  issuer: "https://login.company.example",
  authorizationUrl: "https://login.company.example/authorize",
  tokenUrl: "https://login.company.example/token",
  jwksUrl: "https://login.company.example/keys",
  clientId: "umbrella-platform",
  groupsClaim: "company-groups",
  scopes: ["openid", "company-scope"],
};

const saml = {
  by: "saml",
  issuer: "urn:company:provider",
  singleSignOnUrl: "https://saml.company.example/login",
  signingCertificates: [`MIIB${"AQ".repeat(50)}`, `MIIB${"Ag".repeat(50)}`],
  attributes: { email: "mail", firstName: "givenName", lastName: "surname" },
  groupsClaim: "memberOf",
};

const ldap = {
  by: "ldap",
  url: "ldaps://directory.company.example",
  vendor: "openldap",
  bindDn: "cn=reader,dc=company",
  usersDn: "ou=people,dc=company",
  usersFilter: "(objectClass=person)",
  groupsDn: "ou=groups,dc=company",
  groupsFilter: "(cn=team-*)",
};

/** Organisations that together have every field of every kind of file. */
export const samples: Readonly<Record<string, Sample>> = {
  "a company's OpenID Connect, a transit gateway": {
    "organization.yaml": {
      ...organization,
      connectivity: transit,
      accountAccess: center,
      identity: { ...brokered, company: oidc },
    },
    "environments/dev.yaml": managed,
    "environments/prod.yaml": adopted("second-account"),
    ...teams({ groups }),
  },
  "a company's SAML, peering": {
    "organization.yaml": {
      ...organization,
      connectivity: { by: "peering", connections: [["dev", "prod"]] },
      accountAccess: { mode: "existing" },
      stacks: { "own-reports": { reads: ["network.dev", "team.sales"] } },
      identity: { ...brokered, company: saml },
    },
    "environments/dev.yaml": managed,
    "environments/prod.yaml": adopted("first-account"),
    ...teams({ groups }),
  },
  "a company's directory, an existing network and cluster": {
    "organization.yaml": { ...organization, identity: { ...brokered, company: ldap } },
    "environments/dev.yaml": managed,
    "environments/prod.yaml": there,
    ...teams({}),
  },
  "people of the realm": {
    "organization.yaml": { ...organization, identity: realm },
    "environments/dev.yaml": managed,
    "environments/prod.yaml": there,
    ...teams({ members }),
  },
  "an existing issuer": {
    "organization.yaml": {
      ...organization,
      identity: {
        mode: "existing",
        issuer: "https://issuer.umbrella.example/oauth2/default",
        groupsClaim: "umbrella-roles",
        clients: { kubernetes: "k8s-id", argocd: "argo-id", grafana: "graf-id", secrets: "bao-id" },
      },
    },
    "environments/dev.yaml": managed,
    "environments/prod.yaml": there,
    ...teams({ groups }),
  },
};

/** Writes a sample as an organisation's folder, with the ranges of its plan given out. */
export function writeSample(folder: string, sample: Sample): string {
  for (const [file, data] of Object.entries(sample)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), stringify(data, { aliasDuplicateObjects: false }));
  }
  addressReport(folder, { write: true, granted: {} });
  return folder;
}
