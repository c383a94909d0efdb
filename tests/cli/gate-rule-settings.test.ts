import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { heed } from "../../cli/src/gate/inputs/lowered";
import {
  byPolicy,
  derivedSettings,
  readRuleSettings,
} from "../../cli/src/gate/inputs/rule-settings";
import { graphRules } from "../../policy/src/rules/all";
import { grantedToday } from "../granted";
import { rules } from "./gate-judging";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-settings-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const read = (data: unknown) => {
  const file = join(folder, "policy.json");
  writeFileSync(file, typeof data === "string" ? data : JSON.stringify(data));
  return readRuleSettings(file, rules);
};

/** What is said of a file, a line a problem, without the folder. */
function problems(data: unknown): string[] {
  try {
    read(data);
  } catch (error) {
    const { message } = error as Error;
    return message
      .replaceAll(`${folder}/`, "")
      .split("\n")
      .map((line) => line.replace(/^ {2}- policy\.json: /, ""))
      .filter((line) => line !== "the gate's files have problems:");
  }
  return [];
}

const policiesOf = (id: string) => rules.find((rule) => rule.id === id)?.policies ?? [];

describe("policy.json", () => {
  it("has settings and levels by rule", () => {
    const settings = {
      "IAM-03": { accounts: ["111111111111"], enforcementLevel: "advisory" },
      "GR-14": { production: ["blue"] },
    };
    expect(read({ $schema: "../policy.schema.json", ...settings })).toEqual(settings);
    expect(readRuleSettings(undefined, rules)).toEqual({});
  });

  it.each<[unknown, string]>([
    [
      { "IAM-03.Role": { accounts: [] } },
      "IAM-03.Role: want the id of a rule, got a policy of it; write it under IAM-03",
    ],
    [{ "KC-1": {} }, '(file): want no key "KC-1"; did you mean "KC-01"?'],
    [{ "KC-01": { loopbacks: [] } }, 'KC-01: want no key "loopbacks"; did you mean "loopback"?'],
    [{ "KC-01": { loopback: "cli" } }, 'KC-01.loopback: want a list, got "cli"'],
    [{ "KC-01": { loopback: [1] } }, "KC-01.loopback.0: want a text in quotes, got 1"],
    [{ "KC-01": "advisory" }, 'KC-01: want a map, got "advisory"'],
    [
      { "KC-01": { enforcementLevel: "off" } },
      'KC-01.enforcementLevel: want one of mandatory, advisory, disabled, got "off"',
    ],
    [
      { "KC-01": { lowered: { ...grantedToday(), owner: undefined } } },
      "KC-01.lowered.owner: want a text, got nothing",
    ],
    [{ "GR-14": { enforcementLevel: "advisory" } }, 'GR-14: want no key "enforcementLevel"'],
  ])("%j is refused, with what to write", (data, problem) => {
    expect(problems(data)).toEqual([problem]);
  });

  it("names the graph rules for whoever writes to their policy", () => {
    const ids = graphRules.map(({ id }) => id).join(" or ");
    expect(problems({ graph: { production: [] } })).toEqual([
      `graph: want the id of a rule, got a policy of it; write it under ${ids}`,
    ]);
  });

  it("is refused where its JSON breaks off, or has a key twice", () => {
    expect(problems("{")).toEqual([
      expect.stringMatching(/^\(file\): want JSON, got .* at line 1/),
    ]);
    expect(problems('{ "KC-01": {}, "KC-01": {} }')).toEqual([
      expect.stringMatching(/^\(file\): want JSON, got Map keys must be unique at line 1/),
    ]);
  });

  it("is refused where it is no map", () => {
    expect(problems("")).toEqual(["(file): want JSON, got Unexpected end of JSON input"]);
    expect(problems("[]")).toEqual([
      'policy.json: want JSON with settings by rule, such as {"KC-01": {"loopback": ["cli"]}}, got something else',
    ]);
  });

  it("is refused when it is asked for and not there", () => {
    expect(() => readRuleSettings(join(folder, "none.json"), rules)).toThrow("got no file");
  });
});

describe("the settings of the SDK", () => {
  it("hold a rule's for each of its policies", () => {
    const own = { accounts: ["111111111111"] };
    const settings = byPolicy({ "IAM-03": own }, rules);
    expect(settings).toEqual(Object.fromEntries(policiesOf("IAM-03").map((name) => [name, own])));
    expect(Object.keys(settings)).toContain("IAM-03.Role");
  });

  it("hold all graph rules' for the one policy", () => {
    const [first = "", second = ""] = graphRules.map(({ id }) => id);
    expect(byPolicy({ [first]: { a: ["1"] }, [second]: { b: ["2"] } }, rules)).toEqual({
      graph: { a: ["1"], b: ["2"] },
    });
    const keys = graphRules.flatMap(({ settings = {} }) => Object.keys(settings));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("follow from the organisation where nothing is written, by rule and key", () => {
    const derived = {
      "GR-14": { production: ["prod"], nonproduction: ["dev"] },
      "IAM-03": { accounts: ["111111111111"], later: ["a setting of a later pack"] },
      "XY-99": { of: ["a later pack"] },
    };
    const written = { "GR-14": { nonproduction: ["lab"] }, "KC-01": { loopback: ["cli"] } };
    const file = { file: "policy.json", settings: written, isTeams: false };
    const { settings } = heed(derivedSettings(derived, rules), file, rules, "2026-03-10", []);
    expect(settings).toEqual({
      "GR-14": { production: ["prod"], nonproduction: ["lab"] },
      "IAM-03": { accounts: ["111111111111"] },
      "KC-01": { loopback: ["cli"] },
    });
  });
});
