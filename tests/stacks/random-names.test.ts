import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { derivedNames } from "../../stacks/derived/names/all";
import { type NameRule, nameRules } from "../../stacks/derived/names/kinds";
import { plannedAddresses } from "../../stacks/derived/addresses";
import { planStacks } from "../../stacks/derived/plan";
import {
  loadOrganization,
  type Organization,
  OrganizationError,
  readOrganization,
} from "../../stacks/organization";
import { runs } from "../runs";
import { type MadeResource, runBeside } from "./program-run";
import { organizations } from "./random-organization";

/** What a provider takes as the name of what a program makes, by type: not from the code under test. */
const limits: Readonly<
  Record<string, { key: string; most: number; shape: RegExp; where: (keyof Place)[] }>
> = {
  "aws:iam/role:Role": { key: "name", most: 64, shape: /^[\w+=,.@-]+$/, where: ["account"] },
  "aws:s3/bucket:Bucket": {
    key: "bucket",
    most: 63,
    shape: /^(?!xn--|sthree-)[a-z0-9][a-z0-9.-]+[a-z0-9]$/,
    where: [],
  },
  "aws:eks/cluster:Cluster": {
    key: "name",
    most: 100,
    shape: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
    where: ["account", "region"],
  },
  "aws:ecr/repository:Repository": {
    key: "name",
    most: 256,
    shape: /^([a-z0-9]+([._-][a-z0-9]+)*\/)*[a-z0-9]+([._-][a-z0-9]+)*$/,
    where: ["account", "region"],
  },
  "aws:ssoadmin/permissionSet:PermissionSet": {
    key: "name",
    most: 32,
    shape: /^[\w+=,.@-]+$/,
    where: [],
  },
  "aws:route53/zone:Zone": {
    key: "name",
    most: 253,
    shape: /^([a-z0-9-]{1,63}\.)+[a-z]+$/,
    where: [],
  },
  "github:index/repository:Repository": { key: "name", most: 100, shape: /^[\w.-]+$/, where: [] },
  "github:index/team:Team": { key: "name", most: 255, shape: /^[\w-]+$/, where: [] },
  "vault:index/policy:Policy": { key: "name", most: 512, shape: /^[\w-]+$/, where: [] },
  "vault:index/mount:Mount": { key: "path", most: 512, shape: /^[\w/-]+$/, where: [] },
  "vault:jwt/authBackend:AuthBackend": { key: "path", most: 512, shape: /^[\w-]+$/, where: [] },
  "vault:identity/group:Group": { key: "name", most: 512, shape: /^[\w-]+$/, where: [] },
  "vault:jwt/authBackendRole:AuthBackendRole": {
    key: "roleName",
    most: 512,
    shape: /^[\w-]+$/,
    where: ["backend"],
  },
  "keycloak:index/group:Group": { key: "name", most: 255, shape: /^[\w-]+$/, where: [] },
  "kubernetes:core/v1:Namespace": {
    key: "metadata.name",
    most: 63,
    shape: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    where: ["cluster"],
  },
};

/** Kinds that get a name of ours and seven digits, and the most that each takes. */
const autonamed: Readonly<Record<string, number>> = {
  "aws:eks/nodeGroup:NodeGroup": 63,
  "aws:ec2/launchTemplate:LaunchTemplate": 128,
  "aws:iam/rolePolicy:RolePolicy": 128,
  "aws:ec2/securityGroup:SecurityGroup": 255,
};

interface Place {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly backend: string;
}

function written(files: Readonly<Record<string, object>>): string {
  const folder = mkdtempSync(join(tmpdir(), "groundwork-random-"));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), JSON.stringify(content));
  }
  return folder;
}

/** The organisation, if it loads; all that may be wrong is names. */
function loaded(folder: string): Organization | undefined {
  try {
    const { ledger } = plannedAddresses(readOrganization(folder));
    writeFileSync(join(folder, "addresses.json"), JSON.stringify(ledger));
    return loadOrganization(folder);
  } catch (error) {
    if (error instanceof OrganizationError) {
      const kinds = new Set(error.problems.map(({ kind }) => kind));
      const places = error.problems.map(({ file, path }) => `${file} ${path}`);
      expect([...kinds].every((kind) => ["bounds", "malformed", "duplicate"].includes(kind))).toBe(
        true,
      );
      expect(new Set(places).size, error.message).toBe(places.length);
      return undefined;
    }
    throw error;
  }
}

function placeOf(stack: string, { accounts, environments, home }: Organization): Place {
  const [layer = "", ...keys] = stack.split(".");
  const environment = environments[keys.at(-1) ?? ""];
  const ofEnvironment = ["network", "cluster", "services", "environment", "workspace"].includes(
    layer,
  );
  const account = ofEnvironment
    ? environment?.account
    : layer === "account"
      ? keys[0]
      : home.account;
  return {
    account: accounts[account ?? ""] ?? "",
    region: (ofEnvironment ? environment?.region : undefined) ?? home.region,
    cluster: keys.at(-1) ?? "",
    backend: "",
  };
}

const nameOf = ({ inputs }: MadeResource, key: string) =>
  key.split(".").reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], inputs);

describe("an organisation that loads", () => {
  it("leads to names that its providers take, each once", () => {
    fc.assert(
      fc.property(organizations, (files) => {
        const folder = written(files);
        const organization = loaded(folder);
        rmSync(folder, { recursive: true });
        const names = organization === undefined ? [] : derivedNames(organization);
        const told = names.map(({ kind, within, name }) => `${kind} ${within} ${name}`);
        expect(new Set(told).size).toBe(told.length);
        for (const { kind, name } of names) {
          const rule: NameRule = nameRules[kind];
          expect(name.length, name).toBeLessThanOrEqual(rule.longest ?? Infinity);
          expect(name).toMatch(rule.shape ?? /./);
        }
      }),
      { numRuns: runs(1500) },
    );
  });

  it("has all its programs make names that providers take, each once", async () => {
    const right = organizations.filter((files) => {
      const folder = written(files);
      const organization = loaded(folder);
      rmSync(folder, { recursive: true });
      return organization !== undefined;
    });
    await fc.assert(
      fc.asyncProperty(right, async (files) => {
        const folder = written(files);
        const organization = loaded(folder);
        if (organization === undefined) {
          throw new Error("the organisation loaded before");
        }
        const derived = new Set(derivedNames(organization).map(({ name }) => name));
        const byEnvironment = Object.fromEntries(
          Object.keys(organization.environments).map((name) => [name, `of ${name}`]),
        );
        const given = {
          organization: { transitTableIds: byEnvironment },
          team: { secretReadPolicies: byEnvironment },
        };
        const made = new Map<string, string>();
        for (const { name: stack } of planStacks(organization)) {
          const { resources, names } = await runBeside(given, folder, stack);
          expect(new Set(names).size).toBe(names.length);
          for (const resource of resources) {
            const { type, name: logical, inputs } = resource;
            const most = autonamed[type];
            if (most !== undefined) {
              expect(logical.length + 8, `${stack} ${logical}`).toBeLessThanOrEqual(most);
            }
            const limit = limits[type];
            if (limit === undefined) {
              continue;
            }
            const name = nameOf(resource, limit.key) as string;
            expect(name.length, name).toBeLessThanOrEqual(limit.most);
            expect(name).toMatch(limit.shape);
            const place = { ...placeOf(stack, organization), backend: String(inputs["backend"]) };
            const key = [type, name, ...limit.where.map((part) => place[part])].join(" ");
            expect(made.get(key), `${key} of ${stack}`).toBeUndefined();
            made.set(key, stack);
            if (!fixed.has(name) && !/^(github|vault:identity)/.test(type)) {
              expect([...derived], `${type} ${name}`).toContain(name);
            }
          }
        }
        rmSync(folder, { recursive: true });
      }),
      { numRuns: runs(20), endOnFailure: true },
    );
  }, 300_000);
});

/** Names that no declaration decides. */
const fixed = new Set([
  ...["argocd", "cosign-system", "edge-system", "istio-ingress", "istio-system", "observability"],
  ...["load-balancers", "encrypted", "platform", "person", "platform.acme.example"],
]);
