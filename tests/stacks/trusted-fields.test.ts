import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { approvalOf, trustedChanges } from "../../stacks/checks/trusted-fields";
import { environmentSchema } from "../../stacks/declarations/environment-schema";
import type { Organization } from "../../stacks/declarations/model";
import { organizationSchema } from "../../stacks/declarations/organization-schema";
import { rawFolder } from "../../stacks/declarations/raw-folder";
import { teamSchema } from "../../stacks/declarations/team-schema";
import { planBatches, planStacks } from "../../stacks/derived/plan";
import { resolve } from "../../stacks/derived/resolved/resolve";
import { loadOrganization } from "../../stacks/organization";
import { trustRows } from "../docs/trust";
import { run } from "./program-run";
import { type Sample, samples, writeSample } from "./trust-samples";
import { rawSample, type Variation, variationsOf } from "./trusted-changes";

const place = mkdtempSync(join(tmpdir(), "groundwork-trust-"));
afterAll(() => {
  rmSync(place, { recursive: true });
});

const decision = (base: Sample, head: Sample) =>
  approvalOf(trustedChanges(rawSample(base), rawSample(head)));

const cases = Object.entries(samples);
const declared = trustRows().filter(({ file }) =>
  ["organization.yaml", "environments/<name>.yaml", "teams/<name>.yaml"].includes(file),
);
const nameOf = ({ file, path }: { readonly file: string; readonly path: string }) =>
  `${file}: ${path}`;

describe("a change of each field", () => {
  it("is tried by the samples, every field of every file", () => {
    const tried = new Set(
      cases.flatMap(([, sample]) => variationsOf(sample).map(({ row }) => nameOf(row))),
    );
    expect(declared.map(nameOf).filter((field) => !tried.has(field))).toEqual([]);
  });

  it.each(cases)("is decided as the table says: %s", (_, sample) => {
    const wrong = variationsOf(sample).flatMap(({ row, changed, removed }) =>
      [changed, ...(removed === undefined ? [] : [removed])]
        .flatMap((head) => [decision(sample, head), decision(head, sample)])
        .some((each) => each !== row.decision)
        ? [nameOf(row)]
        : [],
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  it.each(cases)("waits for an approval if a job would turn to another: %s", (_, sample) => {
    const before = contactsOf(sample);
    const seen = (variation: Variation) => {
      const after = contactsOf(variation.changed);
      return after !== undefined && after !== before;
    };
    const moving = variationsOf(sample).filter(seen);
    expect(moving.length).toBeGreaterThan(8);
    const unread = moving.filter(({ changed }) => decision(sample, changed) !== "preview-code");
    expect(unread.map(({ row }) => nameOf(row))).toEqual([]);
  });
});

/** Whom jobs turn to, and as who, from what the programs and the workflow take. */
function contactsOf(sample: Sample): string | undefined {
  const organization = organizationOf(sample);
  if (organization === undefined) {
    return undefined;
  }
  try {
    const resolved = resolve(organization);
    const { realmServer, secretServer, githubOwner, issuer, clientIds, home, domain } = resolved;
    return JSON.stringify({
      batches: planBatches(organization)
        .map(({ kind, name, accountId, region }) => [kind, name, accountId, region].join())
        .sort(),
      servers: [realmServer, secretServer, githubOwner, issuer, clientIds, home, domain],
      accounts: Object.values(resolved.accounts).map(({ accountId, region }) => [
        accountId,
        region,
      ]),
      environments: Object.values(resolved.environments).map((environment) => [
        environment.name,
        environment.accountId,
        environment.region,
        environment.domain,
        environment.deployRoleArn,
        environment.cluster.name,
      ]),
      center: resolved.identityCenter,
    });
  } catch {
    return undefined;
  }
}

function organizationOf(sample: Sample): Organization | undefined {
  const named = (folder: string) =>
    Object.entries(sample)
      .filter(([file]) => file.startsWith(folder))
      .map(([file, data]) => [file.slice(folder.length, -".yaml".length), data] as const);
  const files = organizationSchema.safeParse(sample["organization.yaml"]);
  const environments = named("environments/").map(
    ([name, data]) => [name, environmentSchema.safeParse(data)] as const,
  );
  const teams = named("teams/").map(([name, data]) => [name, teamSchema.safeParse(data)] as const);
  return files.success && [...environments, ...teams].every(([, { success }]) => success)
    ? {
        ...files.data,
        environments: Object.fromEntries(
          environments.flatMap(([name, { data }]) => (data === undefined ? [] : [[name, data]])),
        ),
        teams: Object.fromEntries(
          teams.flatMap(([name, { data }]) => (data === undefined ? [] : [[name, data]])),
        ),
        ledger: { version: 1, ranges: {} },
      }
    : undefined;
}

describe("what the programs configure their providers with", () => {
  it.each([0, 2, 4].flatMap((each) => cases.slice(each, each + 1)))(
    "comes from trusted fields alone: %s",
    async (name, sample) => {
      const folder = writeSample(join(place, name), sample);
      const configured: object[] = [];
      // A network that already exists reads its ranges from AWS, which has none here.
      const { environments } = loadOrganization(folder);
      const there = Object.keys(environments).filter(
        (each) => environments[each]?.network.mode === "existing",
      );
      for (const { name: stack } of planStacks(loadOrganization(folder))) {
        if (!there.some((each) => stack === `network.${each}`)) {
          configured.push(...(await run(folder, stack)).providers);
        }
      }
      // A tag that names the stack is no part of a connection.
      const text = JSON.stringify(configured.map((each) => ({ ...each, defaultTags: undefined })));
      const reaching = variationsOf(sample).filter(({ value }) => occurs(value, text));
      expect(new Set(reaching.map(({ row }) => nameOf(row))).size).toBeGreaterThanOrEqual(4);
      const unmarked = reaching.filter(({ row }) => row.decision !== "preview-code");
      expect(unmarked.map(({ row }) => nameOf(row))).toEqual([]);
    },
  );
});

/** Whether a value is a part of its own in a text. */
function occurs(value: unknown, text: string): boolean {
  const escaped = String(value).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return (
    typeof value === "string" &&
    value.length > 3 &&
    new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`).test(text)
  );
}

describe("files", () => {
  const [[, sample]] = cases as [[string, Sample]];
  const changesOf = (head: Sample) => trustedChanges(rawSample(sample), rawSample(head));
  const { "environments/prod.yaml": production = {}, ...less } = sample;

  it("are read as they lie in a folder, and no link of it is followed", () => {
    const folder = writeSample(join(place, "folder"), sample);
    const base = rawFolder(folder);
    expect(trustedChanges(base, rawFolder(folder))).toEqual([]);
    expect([...base.keys()]).toEqual([...Object.keys(sample), "addresses.json"].sort());
    symlinkSync(folder, join(place, "linked"));
    expect(rawFolder(join(place, "linked"))).toEqual(new Map([["", { why: "it is no folder" }]]));
    symlinkSync("organization.yaml", join(folder, "waivers.yaml"));
    expect(trustedChanges(base, rawFolder(folder))).toMatchObject([
      { file: "waivers.yaml", path: "(file)" },
    ]);
  });

  it("may bring and take a team unread", () => {
    const team = { environments: ["dev"], repositories: ["more"] };
    expect(changesOf({ ...sample, "teams/more.yaml": team })).toEqual([]);
    const fewer = Object.fromEntries(
      Object.entries(sample).filter(([file]) => file !== "teams/sales.yaml"),
    );
    expect(changesOf(fewer)).toEqual([]);
  });

  it("are read when they bring, take or rename an environment, in any account", () => {
    const named = (head: Sample) => changesOf(head).map(({ file, path }) => `${file}: ${path}`);
    expect(named({ ...sample, "environments/more.yaml": production })).toContain(
      "environments/more.yaml: account",
    );
    expect(named(less)).toContain("environments/prod.yaml: account");
    expect(named({ ...less, "environments/live.yaml": production })).toContain(
      "environments/live.yaml: account",
    );
  });

  it("are read when an environment is judged less strictly, or no longer is", () => {
    const { "environments/dev.yaml": dev = {} } = sample;
    const { guardrails, ...strict } = dev as Readonly<Record<string, unknown>>;
    expect(guardrails).toBe("nonprod");
    const head = (own: object) => ({ ...sample, "environments/dev.yaml": own });
    for (const [own, after] of [
      [{ ...dev, guardrails: "sandbox" }, "sandbox"],
      [strict, undefined],
    ] as const) {
      expect(changesOf(head(own))).toEqual([
        expect.objectContaining({
          path: "guardrails",
          before: "nonprod",
          ...(after !== undefined && { after }),
          who: "the policy pack, which judges the environment as strictly as this says",
        }),
      ]);
    }
  });

  it("are read when an environment moves to another account, declared or not", () => {
    const moved = { ...production, account: "first-account" };
    expect(changesOf({ ...sample, "environments/prod.yaml": moved })).toEqual([
      expect.objectContaining({
        file: "environments/prod.yaml",
        path: "account",
        before: "second-account",
        after: "first-account",
        who: "AWS, in this account and region",
      }),
    ]);
  });
});
