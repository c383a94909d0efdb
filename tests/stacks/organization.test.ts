import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { loadOrganization } from "../../stacks/organization";
import { planStacks } from "../../stacks/plan";

const organization = [
  "name: acme",
  "domain: platform.acme.example",
  "accounts:",
  '  nonprod: "111111111111"',
  "",
].join("\n");
const environment = [
  "account: nonprod",
  "region: eu-west-1",
  "network:",
  "  cidr: 10.0.0.0/16",
  "  zones: [eu-west-1a]",
  "",
].join("\n");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-organization-"));
  mkdirSync(join(folder, "environments"));
  write("organization.yaml", organization);
  write("environments/dev.yaml", environment);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}

function refusal(): string {
  try {
    loadOrganization(folder);
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, "");
  }
  return "accepted";
}

describe("loadOrganization", () => {
  it("reads the reference organisation", () => {
    const reference = loadOrganization(join(__dirname, "../../stacks/organization"));
    expect(planStacks(reference)).toEqual([{ name: "network.dev", after: [] }]);
  });

  it("lists every problem of every file in one message", () => {
    write("organization.yaml", organization.replace("acme\n", "Acme!\n"));
    write("environments/dev.yaml", environment.replace("eu-west-1\n", "Ireland\n"));
    expect(refusal()).toBe(
      [
        "the organisation has problems:",
        '  - organization.yaml: name: want 2 to 31 of a-z, 0-9 and dash, starting with a letter, got "Acme!"',
        '  - environments/dev.yaml: region: want an AWS region such as eu-west-1, got "Ireland"',
      ].join("\n"),
    );
  });

  it.each([
    [
      "an account that is not declared",
      "account: nonprod",
      "account: prod",
      'account: want one of nonprod, got "prod"',
    ],
    [
      "a misspelt key",
      "region: eu",
      "regoin: eu",
      '(file): want no key "regoin"; did you mean "region"?',
    ],
    ["a key too many", "region: eu", "colour: red\nregion: eu", '(file): want no key "colour"'],
    ["a missing key", "account: nonprod\n", "", "account: want a string, got nothing"],
    ["no zone", "[eu-west-1a]", "[]", "network.zones: want"],
    [
      "a range that is none",
      "10.0.0.0/16",
      "ten",
      'network.cidr: want an IPv4 range such as 10.0.0.0/16, got "ten"',
    ],
    ["broken YAML", "network:", "network: [", "dev.yaml: want YAML"],
  ])("refuses %s", (_case, from, to, message) => {
    write("environments/dev.yaml", environment.replace(from, to));
    expect(refusal()).toContain(message);
  });

  it("refuses an organisation without environments", () => {
    rmSync(join(folder, "environments"), { recursive: true });
    expect(refusal()).toContain(
      "environments: want at least one environment, such as dev.yaml, got none",
    );
  });

  it("refuses an account id that YAML reads as a number", () => {
    write("organization.yaml", organization.replaceAll('"', ""));
    expect(refusal()).toContain("accounts.nonprod: want a string, got 111111111111");
  });
});
