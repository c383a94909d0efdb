import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";

import { contracts, type Layer, versionKey } from "../../stacks/contracts";
import { loadOrganization } from "../../stacks/organization";
import { type PlannedStack, planStacks } from "../../stacks/derived/plan";
import { platform } from "../../stacks/platform";
import { valueOf } from "../harness";

const reference = join(__dirname, "../../organization");
const existing = join(__dirname, "existing-organization");

/** Values that satisfy every contract, so that a program can be run by itself. */
const examples: Readonly<Record<Layer, object>> = {
  organization: { zoneId: "Z1", domain: "platform.acme.example", nameServers: ["ns"] },
  account: {
    accountId: "111111111111",
    kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/1",
    logBucketArn: "arn:aws:s3:::logs",
    stateBucket: "state",
    breakGlassRoleArn: "arn:aws:iam::111111111111:role/groundwork-break-glass",
  },
  identity: {
    issuer: "https://id.acme.example/realms/acme",
    realmId: "acme",
    groupsClaim: "groups",
    clients: { kubernetes: "kubernetes" },
  },
  tools: { secretLoginAccessor: "auth_oidc_1", secretCiPath: "github" },
  network: {
    vpcId: "vpc-1",
    cidr: "10.0.0.0/16",
    subnetIds: {
      nodes: { "eu-west-1a": ["a"], "eu-west-1b": ["b"], "eu-west-1c": ["c"] },
      pods: { "eu-west-1a": ["d"], "eu-west-1b": ["e"], "eu-west-1c": ["f"] },
    },
    routeTableIds: { internal: "rtb-1" },
  },
  cluster: {
    clusterName: "acme-dev",
    issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/1",
    arn: "arn:aws:eks:eu-west-1:111111111111:cluster/acme-dev",
    endpoint: "https://example.eks.amazonaws.com",
    certificateAuthority: "Y2E=",
  },
  services: { domain: "dev.platform.acme.example", zoneId: "Z2", logBucket: "logs" },
  environment: {
    domain: "dev.platform.acme.example",
    gateway: "istio-ingress/platform",
    secretLoginPath: "kubernetes-dev",
  },
  team: {
    groups: {},
    secretPath: "teams/a",
    secretReadPolicies: { dev: "reader", prod: "reader", main: "reader" },
    images: {},
  },
  workspace: { namespaces: ["a"], hosts: { a: "a.dev.platform.acme.example" } },
};

const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
const layerOf = (stack: string) => stack.split(".")[0] as Layer;

/** Replaced programs, and guardrails. */
type More = Parameters<typeof platform> extends [string, ...infer Rest] ? Rest : never;

/** Runs one stack's program without an engine; other stacks export the examples. */
async function run(data: string, stack: string, ...more: More) {
  const names: string[] = [];
  const made: string[] = [];
  const read = new Set<string>();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, id, inputs }) => {
        if (type !== "pulumi:pulumi:StackReference") {
          names.push(`${type}::${name}`);
          if (id === undefined || id === "") {
            made.push(type);
          }
          return {
            id: id || `${name}-id`,
            state: answered(inputs as Record<string, unknown>, name),
          };
        }
        read.add(name);
        const layer = layerOf(name);
        const outputs = { ...examples[layer], [versionKey]: contracts[layer].version };
        return { id: name, state: { ...(inputs as object), outputs, secretOutputNames: [] } };
      },
      call: ({ token }) => {
        throw new Error(`no answer for ${token}`);
      },
    },
    "groundwork",
    stack,
    false,
    "organization",
  );
  // Secrets of the company's own servers; an administrator sets them.
  pulumi.runtime.setAllConfig({
    "groundwork:secretsClientSecret": "theirs",
    "groundwork:companySecret": "theirs",
  });
  const outputs = await valueOf(pulumi.output(platform(data, ...more) as Record<string, unknown>));
  await waitForRPCs();
  return { outputs, names, made, read };
}

/** Ranges of the subnets that are there, by the names they are read under. */
const rangesThere: Readonly<Record<string, string>> = {
  "main-nodes-eu-west-1a": "172.20.0.0/24",
  "main-nodes-eu-west-1b": "172.20.1.0/24",
};

/** Outputs that our programs read and that an engine without a cloud does not make up. */
function answered(inputs: Record<string, unknown>, name: string): Record<string, unknown> {
  const made = [
    "privateDefaultScopeId",
    "defaultNetworkAclId",
    "arn",
    "accessor",
    "zoneId",
    "repositoryUrl",
    "fullName",
    "endpoint",
    "internalId",
  ];
  return {
    ...Object.fromEntries(made.map((key) => [key, `${key} of ${name}`])),
    nameServers: ["ns-1"],
    certificateAuthority: { data: "Y2E=" },
    identities: [{ oidcs: [{ issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/1" }] }],
    clientSecret: "secret",
    domainValidationOptions: [],
    latestVersion: 1,
    // What is read of the existing organisation's VPC and cluster.
    name,
    cidrBlock: rangesThere[name] ?? "172.20.0.0/16",
    vpcId: "vpc-0a1b2c3d",
    availabilityZone: name.split("-").slice(-3).join("-"),
    ...inputs,
  };
}

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
