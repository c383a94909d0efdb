import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { OwnProgram } from "../../stacks/platform";
import { run } from "./program-run";

const folder = mkdtempSync(join(tmpdir(), "groundwork-own-"));
beforeAll(() => {
  cpSync(join(__dirname, "existing-organization"), folder, { recursive: true });
  const file = join(folder, "organization.yaml");
  const stacks = "stacks: { reports.eu: { reads: [identity] }, lost: {} }\n";
  writeFileSync(file, readFileSync(file, "utf8") + stacks);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const reading: OwnProgram = ({ read, keys }) => ({ issuer: read("identity").issuer, keys });
const greedy: OwnProgram = ({ read }) => ({ id: read("network", "main").vpcId });
const start = (stack: string, program: OwnProgram = reading) =>
  run(folder, stack, {}, { stacks: { reports: program, constructor: program } });

describe("the program of a company's own stack", () => {
  it("gets its keys, and reads the stacks that the file lists", async () => {
    await expect(start("reports.eu")).resolves.toMatchObject({ read: new Set(["identity"]) });
  });

  it("reads no other, and the refusal names the file and the entry", async () => {
    await expect(start("reports.eu", greedy)).rejects.toThrow(
      "organization.yaml: stacks.reports.eu.reads: want network.main, which its program reads, " +
        "got identity; add it, so that it comes up first",
    );
  });

  it.each([
    [
      "reports.us",
      'stack "reports.us": want it under stacks of organization.yaml, got reports.eu, lost',
    ],
    [
      "constructor",
      'stack "constructor": want it under stacks of organization.yaml, got reports.eu, lost',
    ],
    [
      "lost",
      'stack "lost": want a name that starts with one of organization, account, identity, tools, network, ' +
        "cluster, services, environment, team, workspace, reports, constructor; organization.yaml declares " +
        "it: give platform() its program under stacks.lost",
    ],
    ["toString", 'stack "toString": want a name that starts with one of organization'],
  ])("is wanted for %s in code and in the file", async (stack, message) => {
    await expect(start(stack)).rejects.toThrow(message);
  });
});
