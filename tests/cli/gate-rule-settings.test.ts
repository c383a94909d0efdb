import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { RuleFacts } from "../../cli/src/gate/inputs/catalogue";
import {
  byPolicy,
  loweredBy,
  readRuleSettings,
  withDerived,
} from "../../cli/src/gate/inputs/rule-settings";
import { graphRules } from "../../policy/src/rules/all";
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

  it.each(["", "[]", "{"])("%j is refused", (text) => {
    expect(problems(text)).toEqual([
      'policy.json: want JSON with settings by rule, such as {"KC-01": {"loopback": ["cli"]}}, got something else',
    ]);
  });

  it("is refused when it is asked for and not there", () => {
    expect(() => readRuleSettings(join(folder, "none.json"), rules)).toThrow("got no file");
  });
});

describe("a lowered rule", () => {
  const levels = (settings: Record<string, string>) =>
    loweredBy(
      Object.fromEntries(
        Object.entries(settings).map(([id, enforcementLevel]) => [id, { enforcementLevel }]),
      ),
      [...rules, advised],
    ).map(({ rule, level }) => `${rule} ${level}`);
  const enforcement = { sandbox: "advisory", nonprod: "advisory", prod: "advisory" };
  const advised = { ...rules[0], id: "XY-01", enforcement, severity: "low" } as RuleFacts;

  it("is advisory or off by the settings, the severest first", () => {
    const settings = { "ECR-01": "advisory", "IAM-05": "disabled", "XY-01": "disabled" };
    expect(levels(settings)).toEqual(["IAM-05 disabled", "ECR-01 advisory", "XY-01 disabled"]);
  });

  it("is none that is as strict as the pack has it, or stricter", () => {
    expect(levels({ "ECR-01": "mandatory", "KC-03": "remediate", "XY-01": "advisory" })).toEqual(
      [],
    );
    expect(levels({ "XY-01": "mandatory" })).toEqual([]);
    expect(loweredBy({ "KC-01": { loopback: ["cli"] } }, rules)).toEqual([]);
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
    expect(withDerived(written, derived, rules)).toEqual({
      "GR-14": { production: ["prod"], nonproduction: ["lab"] },
      "IAM-03": { accounts: ["111111111111"] },
      "KC-01": { loopback: ["cli"] },
    });
  });
});
