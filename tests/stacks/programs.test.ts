import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { describe, expect, it, vi } from "vitest";

import { contracts, versionKey } from "../../stacks/contracts";
import { loadOrganization } from "../../stacks/organization";
import { type PlannedStack, planStacks } from "../../stacks/derived/plan";
import { examples, layerOf, run } from "./program-run";

const reference = join(__dirname, "../../organization");
const existing = join(__dirname, "existing-organization");

const organizations = [reference, existing].flatMap((data) => {
  const plan = planStacks(loadOrganization(data));
  return plan.map((stack) => ({ organization: basename(data), data, plan, ...stack }));
});

describe.each(organizations)("$name of $organization", ({ data, plan, name, after }) => {
  it("keeps its layer's contract, and reads no stack that the plan does not put before it", async () => {
    const { outputs, names, read } = await run(data, name);
    const { version, schema } = contracts[layerOf(name)];
    const { [versionKey]: given, ...promised } = outputs;
    expect(given).toBe(version);
    expect(schema.safeParse(promised).error?.issues ?? []).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect([...read].filter((other) => !before(plan, name).has(other))).toEqual([]);
    expect(after.filter((other) => !plan.some((stack) => stack.name === other))).toEqual([]);
  });
});

/** Every stack that is up before the named one. */
function before(plan: readonly PlannedStack[], name: string): Set<string> {
  const direct = plan.find((stack) => stack.name === name)?.after ?? [];
  return new Set(direct.flatMap((other) => [other, ...before(plan, other)]));
}

it("names the layers there are for a stack that has none", async () => {
  await expect(run(reference, "nothing.dev")).rejects.toThrow(
    'stack "nothing.dev": want a name that starts with one of organization, account',
  );
});

it.each([
  ["network.test", 'want one of dev, prod, got "test"'],
  ["cluster", "want one of dev, prod, got nothing"],
  ["environment.constructor", 'want one of dev, prod, got "constructor"'],
  ["account.test", 'want one of nonprod, prod, got "test"'],
  ["team.test", 'want one of checkout, payments, search, got "test"'],
  ["workspace.test.dev", 'want one of checkout, payments, search, got "test"'],
  ["workspace.payments.test", 'want one of dev, prod, got "test"'],
])("names the keys there are for %s", async (stack, message) => {
  await expect(run(reference, stack)).rejects.toThrow(`stack "${stack}": ${message}`);
});

describe("an organisation whose people come from elsewhere", () => {
  const company = {
    oidc: `by: oidc
    issuer: https://login.acme.example
    authorizationUrl: https://login.acme.example/authorize
    tokenUrl: https://login.acme.example/token
    jwksUrl: https://login.acme.example/keys
    clientId: groundwork
    groupsClaim: groups`,
    ldap: `by: ldap
    url: ldaps://directory.acme.example
    vendor: openldap
    bindDn: cn=reader
    usersDn: ou=people
    groupsDn: ou=groups
    groupsFilter: (cn=team-*)`,
  };

  /** The reference organisation with one of them, and a way into its accounts. */
  async function made(by: keyof typeof company, stack: string): Promise<string[]> {
    const folder = mkdtempSync(join(tmpdir(), "groundwork-company-"));
    cpSync(reference, folder, { recursive: true });
    const edit = (file: string, from: string, to: string) => {
      const path = join(folder, file);
      writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
    };
    edit("organization.yaml", "  realm: acme\n", `  realm: acme\n  company:\n    ${company[by]}\n`);
    edit(
      "organization.yaml",
      "ipam: true",
      "accountAccess: { instanceArn: arn:aws:sso:::instance/ssoins-0123456789abcdef, identityStoreId: d-0123456789, region: eu-west-1 }",
    );
    if (by === "oidc") {
      edit("teams/payments.yaml", "routes:", "groups: { owner: Payments Leads }\nroutes:");
    }
    const { names } = await run(folder, stack);
    rmSync(folder, { recursive: true });
    return names;
  }

  it("brokers the company's provider, and fills a team's groups from its groups", async () => {
    const realm = await made("oidc", "identity");
    expect(realm).toContain("keycloak:oidc/identityProvider:IdentityProvider::company");
    const team = await made("oidc", "team.payments");
    expect(team.filter((name) => name.includes("ProviderMapping"))).toEqual([
      "keycloak:index/customIdentityProviderMapping:CustomIdentityProviderMapping::payments-owner",
    ]);
  });

  it("reads the company's directory", async () => {
    expect(await made("ldap", "identity")).toContain(
      "keycloak:ldap/userFederation:UserFederation::company",
    );
  });

  it("lets people into accounts by groups of each persona", async () => {
    const names = await made("ldap", "organization");
    const groups = names.filter((name) => name.startsWith("aws:identitystore/group:Group"));
    expect(groups).toHaveLength(1 + 3 * 3);
    const sets = names.filter((name) => name.startsWith("aws:ssoadmin/permissionSet:"));
    expect(sets).toHaveLength(2 * 3);
  });
});

it("has CI's roles trust the repository by the ids that are declared, and by nothing else", async () => {
  const folder = mkdtempSync(join(tmpdir(), "groundwork-ids-"));
  cpSync(reference, folder, { recursive: true });
  const path = join(folder, "organization.yaml");
  const text = readFileSync(path, "utf8");
  const declared = "{ owner: acme, ids: { owner: 12, platform: 34 } }";
  writeFileSync(path, text.replace("{ owner: acme }", declared));
  const { resources } = await run(folder, "account.nonprod");
  rmSync(folder, { recursive: true });
  const trusts = resources
    .filter(({ type }) => type === "aws:iam/role:Role")
    .map(({ inputs }) => String(inputs["assumeRolePolicy"]))
    .filter((trust) => trust.includes("token.actions.githubusercontent.com"));
  expect(trusts.length).toBeGreaterThanOrEqual(2);
  for (const subject of trusts.flatMap((trust) => trust.match(/repo:[^"]+/g) ?? [])) {
    expect(subject).toMatch(/^repo:acme@12\/platform@34:environment:[a-z-]+$/);
  }
});

describe("an organisation that has an issuer, a VPC and a cluster", () => {
  it("gets none of them made", async () => {
    const stacks = planStacks(loadOrganization(existing)).map(({ name }) => name);
    const types: string[] = [];
    for (const stack of stacks) {
      types.push(...(await run(existing, stack)).made);
    }
    expect(
      types.filter((type) => /keycloak|ec2|identityProviderConfig|eks\/cluster:/.test(type)),
    ).toEqual([]);
    expect(types).toContain("kubernetes:core/v1:Namespace");
  });

  it("has its tools log in to the company's own issuer", async () => {
    const { outputs } = await run(existing, "identity");
    expect(outputs).toEqual({
      contractVersion: 1,
      issuer: "https://login.umbrella.example/oauth2/default",
      groupsClaim: "roles",
      clients: { kubernetes: "k8s", argocd: "argo", grafana: "graf", secrets: "bao" },
    });
  });

  it("opens a team's secrets to the company's own group", async () => {
    const { outputs } = await run(existing, "team.research");
    expect(outputs).toMatchObject({
      groups: {
        owner: "Umbrella Research",
        developer: "Umbrella Staff",
        viewer: "team-research-viewer",
      },
    });
  });
});

it("gives a program that replaces services the cluster's admission policies", async () => {
  const given: string[] = [];
  const admission = () => [{ rule: "K8S-01" }];
  await run(
    reference,
    "services.dev",
    {
      services: ({ name, admissionPolicies }) => {
        given.push(name, ...admissionPolicies.map(({ rule }) => rule));
        return examples.services as never;
      },
    },
    { admission: admission as never },
  );
  expect(given).toEqual(["dev", "K8S-01"]);
});

describe("previews in CI", () => {
  it("read secrets of their own, and those of updates are no preview's", async () => {
    const { policies } = await run(reference, "tools");
    expect(policies["preview"]).toContain('path "platform/data/preview"');
    expect(policies["preview"]).not.toContain("platform/data/ci");
    expect(policies["platform"]).toContain('path "platform/data/ci"');
    expect(policies["platform"]).not.toContain("platform/data/preview");
  });

  it("log in to Keycloak as the client that they name, and updates as the platform's", async () => {
    const clientOf = async () =>
      (await run(reference, "identity")).providers.map(
        (provider) => (provider as { readonly clientId?: string }).clientId,
      );
    expect(await clientOf()).toEqual(["groundwork"]);
    vi.stubEnv("KEYCLOAK_CLIENT_ID", "groundwork-preview");
    expect(await clientOf()).toEqual(["groundwork-preview"]);
    vi.unstubAllEnvs();
  });
});
