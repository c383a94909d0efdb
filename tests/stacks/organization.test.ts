import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { loadOrganization } from "../../stacks/organization";

const reference = join(__dirname, "../../stacks/organization");

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
const payments = "teams/payments.yaml";
const slug = "2 to 31 of a-z, 0-9 and dash, starting with a letter";

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
    ["a missing key", organization, /domain: .*\n/, "", "domain: want a string, got nothing"],
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
      "accounts.nonprod: want a string, got 111111111111",
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
      "accounts: want a record, got []",
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
    ["a key too many", dev, "region:", "colour: red\nregion:", '(file): want no key "colour"'],
    [
      "a misspelt key of the network",
      dev,
      "podCidr:",
      "podCdir:",
      'network: want no key "podCdir"; did you mean "podCidr"?',
    ],
    [
      "a range that is none",
      dev,
      "10.0.0.0/16",
      "ten",
      'network.cidr: want an IPv4 range such as 10.0.0.0/16, got "ten"',
    ],
    [
      "a single zone",
      dev,
      ", eu-west-1b",
      "",
      "network.zones: want two availability zones at least",
    ],
    [
      "a NAT that is none",
      dev,
      "  zones:",
      "  nat: many\n  zones:",
      'network.nat: want none, one or per-zone, got "many"',
    ],
    [
      "a version that YAML reads as a number",
      dev,
      '"1.34"',
      "1.34",
      "cluster.version: want a string, got 1.34",
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
      "cluster.nodesByZone.min: want a number",
    ],
    ["broken YAML", dev, "network:", "network: [", "dev.yaml: want YAML"],
    ["a text for a file", dev, /[^]*/, "hello", "(file): want a object"],
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
      /route: .*/,
      "route: {}",
      "route.service: want a string, got nothing",
    ],
    [
      "a port that is none",
      payments,
      "service: payments-api",
      "service: payments-api, port: 99999",
      "route.port: want",
    ],
    [
      "a quota without memory",
      payments,
      "route:",
      'quota: { cpu: "4" }\nroute:',
      "quota.memory: want a string",
    ],
  ])("refuses %s", (_case, file, from, to, message) => {
    edit(file, from, to);
    const said = refusal();
    expect(said).toContain(message);
    expect(said).toContain(file);
    expect(said).not.toMatch(/^\s+at /m);
  });

  it.each(["environments", "teams"])("refuses an organisation without %s", (name) => {
    rmSync(join(folder, name), { recursive: true });
    expect(refusal()).toContain(
      `${name}: want one file at least, such as ${name}/<name>.yaml, got none`,
    );
  });

  it("refuses a file whose name can't be a name", () => {
    cpSync(join(folder, payments), join(folder, "teams/Pay_ments.yaml"));
    expect(refusal()).toContain(`teams/Pay_ments.yaml: (name): want ${slug}, got "Pay_ments"`);
  });
});
