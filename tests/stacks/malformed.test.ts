import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { loadOrganization } from "../../stacks/organization";
import { environmentFaults } from "./malformed/environment";
import type { Malformed } from "./malformed/malformed";
import { organizationFaults } from "./malformed/organization";
import { teamFaults } from "./malformed/team";

const reference = join(__dirname, "../../organization");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-malformed-"));
  cpSync(reference, folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What loading the folder says, a line a problem. */
function problems(): string[] {
  try {
    loadOrganization(folder);
  } catch (error) {
    return (error as Error).message
      .replaceAll(`${folder}/`, "")
      .split("\n")
      .slice(1)
      .map((line) => line.replace("  - ", ""));
  }
  return [];
}

function edit(file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  const after = before.replace(from, () => to);
  expect(after, `${file} has ${String(from)}`).not.toBe(before);
  writeFileSync(path, after);
}

const faults = [...organizationFaults, ...environmentFaults, ...teamFaults];

describe("a malformed declaration", () => {
  it("is tried in at least a hundred ways", () => {
    expect(faults.length).toBeGreaterThanOrEqual(100);
  });

  it.each(faults)("is told once: %s in %s", (...fault) => {
    const [, file, from, to, message, named = file] = fault as unknown as Malformed;
    edit(file, from, to);
    expect(problems()).toEqual([`${named}: ${message}`]);
  });

  it.each([
    ["organization.yml", "organization.yaml"],
    ["Organization.yaml", "organization.yaml"],
    ["organisation.yaml", "organization.yaml"],
    ["environment", "environments"],
    ["Teams", "teams"],
  ])("is told once: %s for %s", (name, wanted) => {
    renameSync(join(folder, wanted), join(folder, name));
    expect(problems()).toEqual([
      `${name}: (name): want ${wanted}, got "${name}"; nobody reads it under this name`,
    ]);
  });

  it.each([
    ["waivers.yml", "waivers.yaml"],
    ["waiver.yaml", "waivers.yaml"],
    ["approvals.yml", "approvals.yaml"],
  ])("is told once: %s beside what is there", (name, wanted) => {
    writeFileSync(join(folder, name), "[]\n");
    expect(problems()).toEqual([
      `${name}: (name): want ${wanted}, got "${name}"; nobody reads it under this name`,
    ]);
  });

  it.each([
    ["environments/dev.yml", "environments/dev.yaml"],
    ["environments/Dev.yaml", "environments/dev.yaml"],
    ["environments/prod.json", "environments/prod.yaml"],
    ["teams/checkout.yml", "teams/checkout.yaml"],
  ])("is told once: %s for %s", (name, wanted) => {
    renameSync(join(folder, wanted), join(folder, name));
    expect(problems().map((problem) => problem.split(": want")[0])).toEqual([`${name}: (name)`]);
  });

  it("makes no follower of a team's environment in its rights", () => {
    edit(
      "teams/payments.yaml",
      "[dev, prod]",
      "[dev, prodd]\naccess: { developer: { prod: view } }",
    );
    expect(problems()).toEqual([
      'teams/payments.yaml: environments.1: want one of dev, prod, got "prodd"; did you mean "prod"?',
    ]);
  });

  it("makes no follower in the files that name it", () => {
    edit("environments/dev.yaml", "nat: one", "nat: two");
    edit("teams/search.yaml", "displayName:", "dispalyName:");
    edit("teams/payments.yaml", "checkout: view", "search: view");
    expect(problems().map((problem) => problem.split(": ")[0])).toEqual([
      "environments/dev.yaml",
      "teams/search.yaml",
    ]);
  });

  it("hides no other problem of an existing network", () => {
    edit(
      "environments/dev.yaml",
      /network:\n( .*\n)+/,
      `network:
  mode: existing
  cidr: 172.20.0.0/16
  vpcId: vpc-0a1b2c3d
  zones: [eu-west-1a, eu-west-1z]
  demand: { growthPercent: 400 }
  subnets:
    nodes:
      eu-west-1a: { id: subnet-0a1b2c3d, cidr: 172.20.0.0/20 }
      eu-west-1z: { id: subnet-1a1b2c3d, cidr: 172.20.16.0/20 }
    data:
      eu-west-1a: { id: subnet-0a1b2c3d, cidr: 172.20.32.0/20 }
`,
    );
    expect(problems().map((problem) => problem.split(": ")[1])).toEqual([
      "network.zones.1",
      "network.demand.growthPercent",
      "network.subnets.nodes.eu-west-1a",
      "network.subnets.nodes.eu-west-1z",
      "network.cidr",
    ]);
  });

  it("is never quoted whole, nor a password in it", () => {
    edit("organization.yaml", "contact: platform@acme.example", `contact: ${"x".repeat(100_000)}`);
    edit("organization.yaml", "https://bao.", "https://root:hunter2@bao.");
    expect(problems().join("\n").length).toBeLessThan(1000);
    expect(problems().join("\n")).not.toContain("hunter2");
  });
});
