import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { loadOrganization } from "../../stacks/organization";

const reference = join(__dirname, "../../organization");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-organization-"));
  cpSync(reference, folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function edit(path: string, from: string | RegExp, to: string): void {
  const before = readFileSync(join(folder, path), "utf8");
  const after = before.replace(from, to);
  expect(after, `${path} has ${String(from)}`).not.toBe(before);
  writeFileSync(join(folder, path), after);
}

function refusal(): string {
  try {
    loadOrganization(folder);
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, "");
  }
  return "accepted";
}

const organization = "organization.yaml";
const dev = "environments/dev.yaml";
const prod = "environments/prod.yaml";
const payments = "teams/payments.yaml";
/** The identity of the reference organisation, all of it. */
const wholeIdentity = /identity:\n( .*\n)+/;
const slug = "2 to 31 of a-z, 0-9 and dash, a letter first and no dash last";

/** What identity.company holds of a provider by OIDC. */
const companyProvider =
  "{ by: oidc, issuer: https://sso.example.com, authorizationUrl: https://sso.example.com/auth, " +
  "tokenUrl: https://sso.example.com/token, jwksUrl: https://sso.example.com/jwks, clientId: acme, groupsClaim: groups }";

/** A network that is there already, with one subnet a zone. */
const existingNetwork = (nodes: string, cidr = "10.200.0.0/16") => `network:
  mode: existing
  cidr: ${cidr}
  vpcId: vpc-0a1b2c3d
  zones: [eu-west-1a, eu-west-1b]
  subnets:
    nodes:
      eu-west-1a: { id: subnet-0a1b2c3d, cidr: ${nodes} }
      eu-west-1b: { id: subnet-1a1b2c3d, cidr: 10.200.16.0/20 }
`;

describe("loadOrganization", () => {
  it("reads the reference organisation", () => {
    const { environments, teams } = loadOrganization(folder);
    expect(Object.keys(environments)).toEqual(["dev", "prod"]);
    expect(Object.keys(teams)).toEqual(["checkout", "payments", "search"]);
  });

  it("lists every problem of every file in one message", () => {
    edit(organization, "name: acme", "name: Acme!");
    edit(dev, "region: eu-west-1", "region: Ireland");
    expect(refusal()).toBe(
      [
        "the organisation has problems:",
        `  - organization.yaml: name: want ${slug}, got "Acme!"`,
        '  - environments/dev.yaml: region: want an AWS region such as eu-west-1, got "Ireland"',
      ].join("\n"),
    );
  });

  it.each<[string, string, string | RegExp, string, string]>([
    [
      "an administrator that is nobody",
      organization,
      "administrators: [pat]",
      "administrators: [pat, sam]",
      'identity.administrators.1: want one of identity.people, got "sam"',
    ],
    ["a user name with a space", organization, "    ada:", "    ada lovelace:", "identity.people"],
    [
      "a member that is nobody",
      payments,
      "owner: [dina]",
      "owner: [dina, sam]",
      'members.owner.1: want one of identity.people in organization.yaml, got "sam"',
    ],
    [
      "someone with two personas",
      payments,
      "viewer: [fay]",
      "viewer: [fay, dina]",
      'members.viewer.1: want one persona a person, "dina" is owner too',
    ],
    [
      "a persona that is none",
      payments,
      "viewer: [fay]",
      "guest: [fay]",
      'members: want no key "guest"',
    ],
    [
      "a right that is none",
      payments,
      "routes:",
      "access: { viewer: { prod: root } }\nroutes:",
      "access.viewer.prod: want",
    ],
    [
      "a right in an environment of others",
      payments,
      "routes:",
      "access: { viewer: { stage: view } }\nroutes:",
      'access.viewer: want one of the team\'s environments, dev, prod, got "stage"',
    ],
    [
      "a namespace of another team",
      "teams/search.yaml",
      "routes:",
      "namespaces: { payments-ledger: {} }\nroutes:",
      'namespaces.payments-ledger: want a namespace of its own, "payments-ledger" is of team payments',
    ],
    [
      "a namespace of the platform's",
      payments,
      "  payments: {}",
      "  kube-system: {}",
      'namespaces.kube-system: want a namespace of its own, "kube-system" is of the platform',
    ],
    [
      "a namespace shared with nobody",
      payments,
      "checkout: view",
      "fraud: view",
      'namespaces.payments-ledger.sharedWith: want one of checkout, search, got "fraud"',
    ],
    [
      "a namespace shared for more than work",
      payments,
      "checkout: view",
      "checkout: admin",
      "namespaces.payments-ledger.sharedWith.checkout: want",
    ],
    [
      "a route that another team has",
      "teams/search.yaml",
      "routes: { search:",
      "routes: { payments:",
      'routes.payments: want a route of its own, "payments" is of team payments',
    ],
    [
      "a route to a namespace of others",
      payments,
      "service: payments-api",
      "service: payments-api, namespace: search",
      'routes.payments.namespace: want one of payments, payments-ledger, got "search"',
    ],
    [
      "logs kept for no day",
      payments,
      "logRetentionDays: 90",
      "logRetentionDays: 0",
      "logRetentionDays: want 1 or more, got 0",
    ],
    [
      "a signer of any branch",
      payments,
      "routes:",
      'signer: { workflow: release.yaml, ref: "refs/heads/*" }\nroutes:',
      "signer.ref: want a ref such as refs/heads/main",
    ],
    [
      "a stage that is none",
      dev,
      "account: nonprod",
      "account: nonprod\nstage: testing",
      "stage: want",
    ],
    [
      "a directory without TLS",
      organization,
      "  administrators:",
      "  company: { by: ldap, url: ldap://dir.acme.example }\n  administrators:",
      "identity.company.url: want an ldaps address",
    ],
    [
      "a company's provider of no kind",
      organization,
      "  administrators:",
      "  company: { by: kerberos }\n  administrators:",
      "identity.company",
    ],
    [
      "groups where no one else knows them",
      payments,
      "routes:",
      "groups: { owner: Payments Leads }\nroutes:",
      "groups: want none unless identity.mode is existing or identity.company is by oidc or saml",
    ],
    [
      "an identity store that is none",
      organization,
      "ipam: true",
      "ipam: true\naccountAccess: { instanceArn: x, identityStoreId: y, region: eu-west-1 }",
      "accountAccess.instanceArn: want an instance's ARN",
    ],
    ["a missing key", organization, /domain: .*\n/, "", "domain: want a text, got nothing"],
    [
      "a domain that is none",
      organization,
      "platform.acme.example\n",
      "acme\n",
      "domain: want a domain name",
    ],
    [
      "a contact that is none",
      organization,
      "platform@",
      "platform",
      "contact: want a mail address",
    ],
    [
      "an account id that YAML reads as a number",
      organization,
      '"111111111111"',
      "111111111111",
      "accounts.nonprod: want a text in quotes, got 111111111111",
    ],
    [
      "an account id too short",
      organization,
      '"111111111111"',
      '"1111"',
      "accounts.nonprod: want an AWS account id",
    ],
    [
      "a home that is not declared",
      organization,
      "account: prod",
      "account: hub",
      'home.account: want one of nonprod, prod, got "hub"',
    ],
    [
      "a server without TLS",
      organization,
      "url: https://id",
      "url: http://id",
      "identity.url: want an https address",
    ],
    [
      "a server with a wildcard",
      organization,
      "https://bao.",
      "https://*.",
      "secrets.url: want an https address",
    ],
    [
      "a misspelt key below another",
      organization,
      "realm: acme",
      "relm: acme",
      'identity: want no key "relm"; did you mean "realm"?',
    ],
    [
      "a list for a map",
      organization,
      /accounts:\n(.*\n){2}/,
      "accounts: []\n",
      "accounts: want a map, got []",
    ],
    [
      "an account that is not declared",
      dev,
      "account: nonprod",
      "account: hub",
      'account: want one of nonprod, prod, got "hub"',
    ],
    [
      "a misspelt key",
      dev,
      "region:",
      "regoin:",
      '(file): want no key "regoin"; did you mean "region"?',
    ],
    [
      "an account twice",
      organization,
      "222222222222",
      "111111111111",
      'accounts.prod: want an account of its own, "111111111111" is nonprod',
    ],
    [
      "an account's name that is none",
      organization,
      "  nonprod:",
      "  Non-Prod:",
      `accounts.Non-Prod: want a name of ${slug}, got "Non-Prod"`,
    ],
    [
      "a profile that is none",
      organization,
      "accounts:",
      "profile: large\naccounts:",
      'profile: want one of small, standard, regulated, got "large"',
    ],
    [
      "the realm that administers the server",
      organization,
      "realm: acme",
      "realm: master",
      "identity.realm: want a realm of its own",
    ],
    [
      "a mode that is none",
      organization,
      "identity:\n",
      "identity:\n  mode: external\n",
      'identity.mode: want mode "managed" or "existing", got "external"',
    ],
    [
      "a key of the other mode",
      organization,
      "identity:\n",
      "identity:\n  issuer: https://login.acme.example\n",
      'identity: want no key "issuer"',
    ],
    [
      "an existing issuer without a client",
      organization,
      wholeIdentity,
      `identity:
  mode: existing
  issuer: https://login.acme.example
  groupsClaim: groups
  clients: { kubernetes: k, argocd: a, grafana: g }
`,
      "identity.clients.secrets: want a text, got nothing",
    ],
    [
      "a misspelt key of an existing issuer",
      organization,
      wholeIdentity,
      `identity:
  mode: existing
  isuer: https://login.acme.example
  groupsClaim: groups
  clients: { kubernetes: k, argocd: a, grafana: g, secrets: s }
`,
      'identity: want no key "isuer"; did you mean "issuer"?',
    ],
    [
      "an existing issuer without TLS",
      organization,
      wholeIdentity,
      `identity:
  mode: existing
  issuer: http://login.acme.example
  groupsClaim: groups
  clients: { kubernetes: k, argocd: a, grafana: g, secrets: s }
`,
      "identity.issuer: want an https address, as tokens spell it",
    ],
    ["nothing for a text", organization, "name: acme", "name:", "name: want a text, got nothing"],
    [
      "an empty text",
      organization,
      "owner: acme",
      'owner: ""',
      'github.owner: want a text that is not empty, got ""',
    ],
    [
      "a server's address with a path",
      organization,
      "https://bao.platform.acme.example",
      "https://acme.example/bao",
      "secrets.url: want an https address without a path",
    ],
    [
      "a range for networks that is none",
      organization,
      "[10.0.0.0/8]",
      "[ten]",
      'addresses.ranges.0: want an IPv4 range such as 10.0.0.0/16, got "ten"',
    ],
    [
      "a range that does not begin where it says",
      organization,
      "[10.0.0.0/8]",
      "[10.0.0.1/8]",
      'organization.yaml: addresses.ranges[0]: want an IPv4 network such as 10.0.0.0/8, got "10.0.0.1/8"',
    ],
    [
      "networks in the space of pods",
      organization,
      "[10.0.0.0/8]",
      "[100.64.0.0/16]",
      "addresses.ranges[0]: want a range outside 100.64.0.0/10",
    ],
    [
      "pods outside the space of pods",
      organization,
      "[10.0.0.0/8]",
      "[10.0.0.0/8], podRanges: [10.0.0.0/16]",
      "addresses.podRanges[0]: want a range inside 100.64.0.0/10",
    ],
    [
      "a plan that ends too soon",
      organization,
      "[10.0.0.0/8]",
      "[10.0.0.0/8], horizonMonths: 12",
      "organization.yaml: addresses.horizonMonths: want 18 or more, or a shortHorizonReason, got 12",
    ],
    [
      "networks without addresses",
      organization,
      /addresses: .*\n/,
      "",
      "environments/dev.yaml: network: want addresses in organization.yaml to cut it from, got none",
    ],
    [
      "a growth that is none",
      dev,
      "nat: one",
      "nat: one\n  demand: { growthPercent: 400 }",
      "environments/dev.yaml: network.demand.growthPercent: want 0 to 100 percent a month, got 400",
    ],
    [
      "half a pod",
      dev,
      "nat: one",
      "nat: one\n  demand: { podsByNode: 1.5 }",
      "network.demand.podsByNode: want a whole number, got 1.5",
    ],
    [
      "a ledger of another version",
      "addresses.json",
      '"version": 1',
      '"version": 2',
      "addresses.json: version: want one of 1, got 2",
    ],
    [
      "a ledger whose range moved outside its network",
      "addresses.json",
      "10.0.2.0/28",
      "10.200.2.0/28",
      'addresses.json: dev/public/eu-west-1a: want a subnet inside its VPC\'s ranges that no other has, got "10.200.2.0/28"',
    ],
    [
      "a zone twice",
      dev,
      "eu-west-1b",
      "eu-west-1a",
      "network.zones: want different availability zones",
    ],
    [
      "a zone of another region",
      dev,
      "eu-west-1b",
      "eu-central-1b",
      'network.zones.1: want a zone of eu-west-1, got "eu-central-1b"',
    ],
    [
      "an environment that waits for none that there is",
      dev,
      "account: nonprod",
      "account: nonprod\nafter: test",
      'after: want one of dev, prod, got "test"',
    ],
    [
      "environments that wait for each other",
      dev,
      "account: nonprod",
      "account: nonprod\nafter: prod",
      'after: want an environment that does not wait for this one, got "prod"',
    ],
    [
      "guardrails of a tier that is none",
      dev,
      "account: nonprod",
      "account: nonprod\nguardrails: staging",
      "guardrails: want",
    ],
    [
      "lax guardrails in production",
      prod,
      "account: prod",
      "account: prod\nguardrails: nonprod",
      'guardrails: want prod where the stage is production, got "nonprod"',
    ],
    [
      "seven zones",
      dev,
      "eu-west-1b]",
      `eu-west-1b, ${["c", "d", "e", "f", "g"].map((z) => `eu-west-1${z}`).join(", ")}]`,
      "environments/dev.yaml: network.zones: want 1 to 6 different zones",
    ],
    [
      "more nodes at the least than at the most",
      dev,
      'version: "1.34"',
      'version: "1.34"\n  nodesByZone: { min: 3, max: 2 }',
      'cluster.nodesByZone: want max of 3 or more, got {"min":3,"max":2}',
    ],
    [
      "half a node",
      dev,
      'version: "1.34"',
      'version: "1.34"\n  nodesByZone: { min: 1.5, max: 2 }',
      "cluster.nodesByZone.min: want a whole number, got 1.5",
    ],
    [
      "no instance type",
      dev,
      'version: "1.34"',
      'version: "1.34"\n  instanceTypes: []',
      "cluster.instanceTypes: want one instance type at least",
    ],
    [
      "an existing cluster with a version",
      dev,
      'version: "1.34"',
      'version: "1.34"\n  mode: existing\n  name: office',
      'cluster: want no key "version"',
    ],
    [
      "an existing cluster without a name",
      dev,
      'version: "1.34"',
      "mode: existing",
      "cluster.name: want a text, got nothing",
    ],
    [
      "an existing network without its ids",
      dev,
      /network:\n( .*\n)*/,
      "network: { mode: existing, cidr: 10.0.0.0/16, zones: [eu-west-1a, eu-west-1b] }\n",
      "network.vpcId: want a text, got nothing",
    ],
    [
      "an existing network whose id is none",
      dev,
      /network:\n( .*\n)*/,
      `network:
  mode: existing
  cidr: 10.0.0.0/16
  vpcId: office
  zones: [eu-west-1a, eu-west-1b]
  subnets: { nodes: { eu-west-1a: { id: subnet-0a1b2c3d, cidr: 10.0.0.0/20 }, eu-west-1b: { id: subnet-1a1b2c3d, cidr: 10.0.16.0/20 } } }
`,
      "network.vpcId: want a VPC's id such as",
    ],
    [
      "an existing network without a subnet of a zone",
      dev,
      /network:\n( .*\n)*/,
      `network:
  mode: existing
  cidr: 10.0.0.0/16
  vpcId: vpc-0a1b2c3d
  zones: [eu-west-1a, eu-west-1b]
  subnets: { nodes: { eu-west-1a: { id: subnet-0a1b2c3d, cidr: 10.0.0.0/20 } } }
`,
      "network.subnets.nodes: want a subnet of zone eu-west-1b, got none",
    ],
    [
      "an existing network whose subnets do not last",
      dev,
      /network:\n( .*\n)*/,
      existingNetwork("10.0.0.0/22"),
      // 1019 addresses hold 7 nodes with 912 of their pods, 8 need 1048; 4 nodes are 6 and 2 in month 5.
      // In month 24 it is 13 and 2: 15 with 1936 addresses of their pods.
      "network: nodes of eu-west-1a lasts 5 of 24 months: want a /21 or wider for 1951 addresses, got 10.0.0.0/22",
    ],
    [
      "an existing network with a subnet that is none",
      dev,
      /network:\n( .*\n)*/,
      existingNetwork("10.0.0.1/20"),
      'network.subnets.nodes.eu-west-1a: want a network of /16 to /28, got "10.0.0.1/20"',
    ],
    [
      "an existing network that grows by nothing known",
      dev,
      /network:\n( .*\n)*/,
      `${existingNetwork("10.0.0.0/20")}  demand: { growthPercent: -1 }\n`,
      "network.demand.growthPercent: want 0 to 100 percent a month, got -1",
    ],
    [
      "an existing network where services are",
      dev,
      /network:\n( .*\n)*/,
      existingNetwork("172.20.0.0/20", "172.20.0.0/16"),
      'network.cidr: want a range beside that of services, 172.20.0.0/16, got "172.20.0.0/16"',
    ],
    [
      "a text for a map",
      dev,
      /network:\n( .*\n)*/,
      "network: large\n",
      'network: want a map, got "large"',
    ],
    [
      "a key twice",
      dev,
      "region:",
      "region: eu-west-1\nregion:",
      "want YAML, got Map keys must be unique",
    ],
    ["a tab", dev, "  zones:", "\tzones:", "(file): want YAML, got "],
    ["an anchor that is not there", dev, "region: eu-west-1", "region: *home", "want YAML, got "],
    [
      "a second document",
      dev,
      "region:",
      "---\nregion:",
      "want YAML, got a second document at line",
    ],
    ["an empty file", payments, /[^]*/, "", "(file): want a map, got nothing"],
    [
      "an environment twice",
      payments,
      "dev, prod",
      "dev, dev",
      "environments: want different environments",
    ],
    ["a text for a list", payments, "[dev, prod]", "dev", 'environments: want a list, got "dev"'],
    [
      "a repository twice",
      payments,
      "payments-worker",
      "payments-api",
      "repositories: want different repositories",
    ],
    [
      "the platform's repository",
      payments,
      "payments-worker",
      "platform",
      'repositories.1: want a repository of its own, "platform" is of the platform',
    ],
    [
      "a quantity that is none",
      payments,
      "routes:",
      "quota: { cpu: four, memory: 8Gi }\nroutes:",
      'quota.cpu: want a Kubernetes quantity such as 500m or 16Gi, got "four"',
    ],
    [
      "a quantity that YAML reads as a number",
      payments,
      "routes:",
      "quota: { cpu: 4, memory: 8Gi }\nroutes:",
      "quota.cpu: want a text in quotes, got 4",
    ],
    [
      "a port in quotes",
      payments,
      "service: payments-api",
      'service: payments-api, port: "80"',
      'routes.payments.port: want a number without quotes, got "80"',
    ],
    ["a key too many", dev, "region:", "colour: red\nregion:", '(file): want no key "colour"'],
    [
      "a misspelt key of the network",
      dev,
      "zones:",
      "zoens:",
      'network: want no key "zoens"; did you mean "zones"?',
    ],
    [
      "a single zone",
      dev,
      ", eu-west-1b",
      "",
      'network.zones: want two at least for EKS, got ["eu-west-1a"]',
    ],
    [
      "a NAT that is none",
      dev,
      "nat: one",
      "nat: many",
      'network.nat: want one of none, one, per-zone, got "many"',
    ],
    [
      "a version that YAML reads as a number",
      dev,
      '"1.34"',
      "1.34",
      "cluster.version: want a text in quotes, got 1.34",
    ],
    [
      "a version that is none",
      dev,
      '"1.34"',
      '"latest"',
      "cluster.version: want a Kubernetes minor",
    ],
    [
      "nodes that are no number",
      dev,
      'version: "1.34"',
      'version: "1.34"\n  nodesByZone: { min: one, max: 2 }',
      'cluster.nodesByZone.min: want a number, got "one"',
    ],
    [
      "broken YAML",
      dev,
      "network:",
      "network: [",
      "dev.yaml: (file): want YAML, got Missing , between flow sequence items",
    ],
    ["a text for a file", dev, /[^]*/, "hello", '(file): want a map, got "hello"'],
    [
      "an environment that is not declared",
      payments,
      "dev, prod",
      "dev, test",
      'environments.1: want one of dev, prod, got "test"',
    ],
    ["no environment", payments, "dev, prod", "", "environments: want one environment at least"],
    [
      "no repository",
      payments,
      /repositories: .*/,
      "repositories: []",
      "repositories: want one repository at least",
    ],
    [
      "a repository of another team",
      "teams/search.yaml",
      "search-indexer",
      "payments-api",
      'repositories.1: want a repository of its own, "payments-api" is of team payments',
    ],
    [
      "a repository name that is none",
      payments,
      "payments-worker",
      "Payments",
      `repositories.1: want ${slug}`,
    ],
    [
      "a route without a service",
      payments,
      /routes: .*/,
      "routes: { payments: {} }",
      "routes.payments.service: want a text, got nothing",
    ],
    [
      "a port that is none",
      payments,
      "service: payments-api",
      "service: payments-api, port: 99999",
      "routes.payments.port: want 1 to 65535, got 99999",
    ],
    [
      "a quota without memory",
      payments,
      "routes:",
      'quota: { cpu: "4" }\nroutes:',
      "quota.memory: want a text, got nothing",
    ],
  ])("refuses %s", (_case, file, from, to, message) => {
    edit(file, from, to);
    const said = refusal();
    expect(said).toContain(message);
    expect(said).toContain(file);
    expect(said).not.toMatch(/^\s+at /m);
  });

  it.each([
    [
      "another team's",
      "owner: team-checkout-owner",
      'groups.owner: want a group of its own, "team-checkout-owner" is of owner of team checkout',
    ],
    [
      "the platform's own",
      "viewer: platform",
      'groups.viewer: want a group of its own, "platform" is of the platform',
    ],
  ])("refuses a company's group that becomes %s", (_case, group, problem) => {
    edit(organization, "  administrators:", `  company: ${companyProvider}\n  administrators:`);
    edit(payments, "routes:", `groups: { ${group} }\nroutes:`);
    expect(refusal()).toContain(problem);
  });

  it.each(["environments", "teams"])("refuses an organisation without %s", (name) => {
    rmSync(join(folder, name), { recursive: true });
    expect(refusal()).toContain(
      `${name}: want one file at least, such as ${name}/<name>.yaml, got none`,
    );
  });

  it("refuses a file whose name can't be a name", () => {
    cpSync(join(folder, payments), join(folder, "teams/Pay_ments.yaml"));
    expect(refusal()).toContain("teams/Pay_ments.yaml: (name): want <name>.yaml, its name 2 to 31");
  });

  it("refuses a file that it would not read", () => {
    renameSync(join(folder, payments), join(folder, "teams/payments.yml"));
    expect(refusal()).toContain("teams/payments.yml: (name): want <name>.yaml, its name 2 to 31");
  });

  it.each(["argocd", "grafana", "kube-system", "observability"])(
    "refuses a team that takes the platform's own name %s",
    (name) => {
      renameSync(join(folder, payments), join(folder, `teams/${name}.yaml`));
      expect(refusal()).toContain(
        `teams/${name}.yaml: (name): want a name that the platform does not use, got "${name}"`,
      );
    },
  );

  it("refuses a folder that is not there", () => {
    rmSync(join(folder, organization));
    expect(refusal()).toContain("organization.yaml: want this file, got none");
  });

  it.each<[string, string, string, string, string]>([
    [
      "too little room",
      organization,
      "[10.0.0.0/8]",
      "[10.0.0.0/21]",
      'addresses.json: prod: want a range inside the demand\'s that no one else has, got "10.0.8.0/21"',
    ],
    [
      "a range of an office where a network is already",
      organization,
      "[10.0.0.0/8]",
      "[10.0.0.0/8], taken: { office: 10.0.0.0/24 }",
      'organization.yaml: addresses.taken.office: want a range beside what addresses.json has given out, 10.0.0.0/22 of dev, got "10.0.0.0/24"',
    ],
    [
      "a zone that the ledger lacks",
      dev,
      "eu-west-1b]",
      "eu-west-1b, eu-west-1c]",
      'addresses.json: ranges: want what this plan gives out, "dev/balancers/eu-west-1c": ["10.0.2.128/25"] and 5 more; run groundwork check network --write',
    ],
  ])("refuses %s, by the ledger", (_case, path, from, to, problem) => {
    edit(path, from, to);
    expect(refusal()).toContain(problem);
  });

  it.each<[string, string, string]>([
    [
      "a name that is none",
      "{ by: peering, connections: [[dev, qa]] }",
      'connectivity.connections[0]: want two of dev, prod, got ["dev","qa"]',
    ],
    [
      "one to itself",
      "{ by: peering, connections: [[dev, dev]] }",
      'connections[0]: want two different networks, got ["dev","dev"]',
    ],
    [
      "one twice",
      "{ by: transit-gateway, connections: [[dev, prod], [prod, dev]] }",
      'connections[1]: want a connection once, got ["prod","dev"]',
    ],
    [
      "none",
      "{ by: peering, connections: [] }",
      "connectivity.connections: want one connection at least",
    ],
    ["half of one", "{ by: peering, connections: [[dev]] }", "connectivity.connections.0"],
    [
      "a kind that is none",
      "{ by: vpn, connections: [[dev, prod]] }",
      'connectivity.by: want by "transit-gateway" or "peering", got "vpn"',
    ],
    [
      "peers of two accounts",
      "{ by: peering, connections: [[dev, prod]] }",
      "want two of one account and region, or by: transit-gateway",
    ],
    [
      "two networks of others",
      "{ by: transit-gateway, networks: { a1: &n { ranges: [192.168.0.0/24], attachmentId: tgw-attach-0a1b2c3d }, b1: { ranges: [192.168.1.0/24], attachmentId: tgw-attach-1a1b2c3d } }, connections: [[a1, b1]] }",
      'want an environment on one side, got ["a1","b1"]',
    ],
    [
      "a network of others with an environment's name",
      "{ by: transit-gateway, networks: { dev: { ranges: [192.168.0.0/24], attachmentId: tgw-attach-0a1b2c3d } }, connections: [[dev, prod]] }",
      "connectivity.networks.dev: want a name that no environment has",
    ],
    [
      "an attachment that is none",
      "{ by: transit-gateway, networks: { office: { ranges: [192.168.0.0/24], attachmentId: vpn-1 } }, connections: [[dev, office]] }",
      "connectivity.networks.office.attachmentId: want an attachment's id such as",
    ],
    [
      "a network of others inside an environment's",
      "{ by: transit-gateway, networks: { office: { ranges: [10.0.0.0/24], attachmentId: tgw-attach-0a1b2c3d } }, connections: [[dev, office]] }",
      'organization.yaml: connectivity.networks.office.ranges.0: want a range beside what addresses.json has given out, 10.0.0.0/22 of dev, got "10.0.0.0/24"',
    ],
  ])("refuses connections with %s", (_case, connectivity, problem) => {
    edit(organization, "github:", `connectivity: ${connectivity}\ngithub:`);
    expect(refusal()).toContain(problem);
  });

  it("refuses to peer an environment whose pods reuse a range", () => {
    edit(dev, "  zones:", "  pods: reused\n  zones:");
    cpSync(join(folder, dev), join(folder, "environments/stage.yaml"));
    edit(
      organization,
      "github:",
      "connectivity: { by: peering, connections: [[dev, stage]] }\ngithub:",
    );
    expect(refusal()).toContain(
      "connections[0]: want unique pods to peer, or by: transit-gateway, got reused ones in dev",
    );
  });
});
