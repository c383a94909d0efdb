import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";

import type { RuleFacts } from "../../cli/src/gate/inputs/catalogue";
import { guidanceOf } from "../../cli/src/gate/inputs/guidance";
import { heed, type Lowered } from "../../cli/src/gate/inputs/lowered";
import type { RuleSettings } from "../../cli/src/gate/inputs/rule-settings";
import { comment } from "../../cli/src/gate/reports/comment";
import { loweredLines } from "../../cli/src/gate/reports/lowered-lines";
import { jsonOf } from "../../cli/src/gate/reports/report";
import { problemText, type Problem } from "../../stacks/declarations/problems";
import { grantedToday } from "../granted";
import { rules, verdict } from "./gate-judging";

const folder = mkdtempSync(join(tmpdir(), "groundwork-lowered-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const today = "2026-03-10";
const lowered = {
  reason: "the old registry goes with the release of May",
  owner: "dina",
  ticket: "https://tickets.example.com/PAY-7",
  since: "2026-03-01",
  expires: "2026-05-30",
};
const until =
  "  until 2026-05-30, the old registry goes with the release of May, dina, https://tickets.example.com/PAY-7";

/** What is made of a file of settings, and of what follows from an organisation. */
function heeded(written: RuleSettings, { base = {}, isTeams = false, on = today } = {}) {
  const problems: Problem[] = [];
  const file = { file: "policy.json", settings: written, isTeams };
  const result = heed(base, file, rules, on, problems);
  return { ...result, problems: problems.map(problemText), lines: loweredLines(result.lowered) };
}

const settingsOf = (effect: RuleFacts["settings"][string]["effect"]) =>
  rules.flatMap(({ id, severity, title, settings }) =>
    Object.entries(settings)
      .filter(([, setting]) => setting.effect === effect)
      .map(([setting, { usual = [] }]) => ({ id, severity, title, setting, usual })),
  );
const levelled = rules.filter(({ policies }) => !policies.includes("graph"));
const name = fc.oneof(fc.constant("*"), fc.stringMatching(/^[a-z0-9*/:.-]{1,20}$/));

describe("every setting that lets a rule allow more", () => {
  it("is marked with its effect, in the rule itself", () => {
    const marked = rules.flatMap(({ settings }) => Object.values(settings));
    expect(marked.length).toBeGreaterThan(10);
    for (const { effect } of marked) {
      expect(["widens", "limits", "covers", "identifies"]).toContain(effect);
    }
  });

  it.each(settingsOf("widens"))("says LOWERED, with its width: $id $setting", (of) => {
    const { id, severity, title, setting } = of;
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const { lines, settings, problems } = heeded({ [id]: { [setting]: names, lowered } });
        const how = names.some((each) => /^\*+$/.test(each)) ? "everything" : "more";
        const [line, why] = lines;
        expect(problems).toEqual([]);
        expect(line).toBe(
          `LOWERED ${id} allows ${how}: ${setting} ${names.join(", ")} by settings; ${severity}: ${title}`,
        );
        expect(why).toBe(until);
        expect(settings[id]?.[setting]).toEqual(names);
      }),
    );
  });

  it.each(settingsOf("widens"))("is refused without a reason: $id $setting", ({ id, setting }) => {
    expect(heeded({ [id]: { [setting]: ["*"] } }).problems).toEqual([
      expect.stringMatching(
        new RegExp(
          `^policy\\.json: ${id}\\.${setting}: want a reason, an owner, a ticket and an end, since this lowers ${id}, got .*; write "lowered": .* into ${id}, or take the setting out$`,
        ),
      ),
    ]);
  });

  it.each(settingsOf("covers"))("leaves nothing out in silence: $id $setting", (of) => {
    const { id, setting, usual } = of;
    fc.assert(
      fc.property(fc.subarray([...usual, "blue", "green"], { minLength: 1 }), (names) => {
        const left = usual.filter((each) => !names.includes(each));
        const { lowered: told } = heeded({ [id]: { [setting]: names, lowered } });
        expect(told.map(({ leftOut = [] }) => leftOut)).toEqual([left]);
        const { lowered: derived } = heeded(
          { [id]: { [setting]: names, lowered } },
          { base: { [id]: { [setting]: ["blue"] } } },
        );
        expect(derived[0]?.leftOut ?? []).toEqual(names.includes("blue") ? [] : ["blue"]);
      }),
    );
  });

  it.each(settingsOf("limits"))(
    "limits, so that only more names than before lower: $id $setting",
    (of) => {
      const { id, setting } = of;
      const base = { [id]: { [setting]: ["registry.example.com/*"] } };
      const told = (names: string[], from: RuleSettings = {}) =>
        heeded({ [id]: { [setting]: names, lowered } }, { base: from }).lowered[0];
      expect(told(["*"])?.state).toBe("unused");
      expect(told(["registry.example.com/a"], base)?.state).toBe("unused");
      expect(told(["other.example.com/a"], base)?.width).toEqual(["other.example.com/a"]);
      expect(told([], base)?.width).toEqual(["*"]);
    },
  );

  it.each(settingsOf("identifies"))(
    "tells what differs from the organisation: $id $setting",
    (of) => {
      const { id, setting, usual } = of;
      const base = { [id]: { [setting]: ["pay", "pay-ops"] } };
      const named = { [id]: { [setting]: ["pay", "pay-ops", "*"], lowered } };
      expect(heeded(named, { base }).lowered[0]?.width).toEqual(["*"]);
      const [told] = heeded({ [id]: { [setting]: ["pay", "shop"], lowered } }, { base }).lowered;
      expect([told?.width, told?.leftOut]).toEqual([["shop"], ["pay-ops"]]);
      const [first] = heeded({ [id]: { [setting]: ["pay"], lowered } }).lowered;
      expect(first?.leftOut ?? []).toEqual(usual);
      expect(first?.state).toBe(usual.length > 0 ? "in force" : "unused");
    },
  );

  it("takes one more account id for no widening of GR-14, and any other name for one", () => {
    const from = ["dev", "111111111111"];
    const base = { "GR-14": { nonproduction: from } };
    const widthOf = (...more: string[]) => {
      const written = { "GR-14": { nonproduction: [...from, ...more], lowered } };
      return heeded(written, { base }).lowered[0]?.width;
    };
    expect(widthOf("222222222222")).toBeUndefined();
    for (const more of ["*", "prod", "prod*", "22222222222*", "2222222222223"]) {
      expect(widthOf("222222222222", more)).toEqual([more]);
    }
    const all = { "GR-14": { nonproduction: [...from, "*"] } };
    expect(heeded(all, { base, isTeams: true }).problems).toEqual([
      expect.stringContaining("GR-14.nonproduction: want nothing that lowers GR-14,"),
    ]);
    expect(heeded(all, { base }).problems).toHaveLength(1);
  });

  it.each(levelled)(
    "says LOWERED at a lower level, and is refused without a reason: $id",
    (rule) => {
      const { id, severity, title, enforcement } = rule;
      const lower = enforcement.prod === "mandatory" ? ["advisory", "disabled"] : ["disabled"];
      for (const enforcementLevel of lower) {
        expect(heeded({ [id]: { enforcementLevel, lowered } }).lines).toEqual([
          `LOWERED ${id} is ${enforcementLevel} by settings; ${severity}: ${title}`,
          until,
        ]);
        expect(heeded({ [id]: { enforcementLevel } }).problems).toHaveLength(1);
      }
      expect(heeded({ [id]: { enforcementLevel: "mandatory" } }).lowered).toEqual([]);
    },
  );
});

describe("a team's own file", () => {
  it.each([
    ...settingsOf("widens"),
    ...levelled.map(({ id, severity }) => ({ id, severity, setting: undefined })),
  ])("can't lower a critical rule, and another only with a reason: $id", (of) => {
    const { id, severity } = of;
    const own =
      of.setting === undefined ? { enforcementLevel: "disabled" } : { [of.setting]: ["*"] };
    const [path = ""] = Object.keys(own);
    const { problems } = heeded({ [id]: { ...own, lowered } }, { isTeams: true });
    expect(problems).toEqual(
      severity === "critical"
        ? [expect.stringContaining(`policy.json: ${id}.${path}: want nothing that lowers ${id},`)]
        : [],
    );
    expect(heeded({ [id]: own }, { isTeams: true }).problems).toHaveLength(1);
  });

  it("is one of a project without an organisation, unless --platform names its folder", () => {
    const project = {
      root: folder,
      name: "shop",
      main: "index.js",
      policyPack: join(__dirname, "../../policy"),
    };
    const policyConfig = join(folder, "policy.json");
    const write = (file: string, data: object) => {
      writeFileSync(file, JSON.stringify(data));
    };
    write(policyConfig, { "IAM-03": { accounts: ["*"], lowered: grantedToday() } });
    const guided = (platform?: string) =>
      guidanceOf({ ...project, policyConfig }, platform === undefined ? {} : { platform });
    expect(() => guided()).toThrow("IAM-03.accounts: want nothing that lowers IAM-03,");
    expect(guided(folder).settings["IAM-03.Role"]).toMatchObject({ accounts: ["*"] });

    const platform = mkdtempSync(join(folder, "platform-"));
    write(join(platform, "policy.json"), {
      "IAM-03": { accounts: ["222222222222"], lowered: grantedToday() },
    });
    expect(() => guided(platform)).toThrow(`${policyConfig}: IAM-03.accounts: want nothing`);
    write(policyConfig, { "IAM-03": { accounts: [] } });
    expect(guided(platform).settings["IAM-03.Role"]).toMatchObject({ accounts: [] });
    write(policyConfig, {});
    const { settings, lowered: told } = guided(platform);
    expect(settings["IAM-03.Role"]).toMatchObject({ accounts: ["222222222222"] });
    expect(told.map(({ width }) => width)).toEqual([["222222222222"]]);
  });

  it("waives no critical rule either", () => {
    const project = {
      root: folder,
      name: "shop",
      main: "index.js",
      policyPack: join(__dirname, "../../policy"),
    };
    const waiver = { rule: "IAM-03", resource: "urn:pulumi:*::*::*::old", ...grantedToday() };
    writeFileSync(join(folder, "waivers.yaml"), JSON.stringify([waiver]));
    expect(() => guidanceOf(project, {})).toThrow("0.rule: want a rule that is not critical");
    expect(guidanceOf(project, { platform: folder }).settings["waivers"]).toBeDefined();
  });
});

describe("the statement of a lowered rule", () => {
  const wide = {
    "KC-01": { loopback: ["cli"], lowered },
    "ECR-01": { enforcementLevel: "disabled", lowered },
  };
  const base = { "KC-01": { loopback: ["kubernetes"] } };

  it("has no effect once it has ended or before it begins, and says so", () => {
    for (const [on, word, state] of [
      ["2026-05-31", "ENDED", "ended"],
      ["2026-02-28", "EARLY", "not begun"],
    ] as const) {
      const { settings, lines, problems } = heeded(wide, { base, on });
      expect(problems).toEqual([]);
      expect(settings).toEqual(base);
      expect(lines).toEqual([
        expect.stringMatching(new RegExp(`^${word} KC-01 allows more: loopback cli by settings; `)),
        expect.stringContaining("  without effect: loopback is "),
        expect.stringMatching(new RegExp(`^${word} ECR-01 is disabled by settings; `)),
        `  without effect: enforcementLevel is ${state} (2026-03-01 to 2026-05-30); take it out (dina, https://tickets.example.com/PAY-7)`,
      ]);
    }
    expect(heeded(wide, { base, on: "2026-05-30" }).settings["KC-01"]).toEqual({
      loopback: ["cli"],
    });
  });

  it("is told where nothing is lowered", () => {
    expect(heeded({ "KC-01": { loopback: ["kubernetes"], lowered } }, { base }).lines).toEqual([
      "UNUSED KC-01 is lowered by no setting; take `lowered` out (dina, https://tickets.example.com/PAY-7)",
    ]);
  });

  it.each(["2026-05-31", "2026-02-28"])("ends within 90 days, not on %s", (expires) => {
    const { problems } = heeded({
      "KC-01": { loopback: ["cli"], lowered: { ...lowered, expires } },
    });
    expect(problems).toEqual([
      `policy.json: KC-01.lowered.expires: want a date from 2026-03-01 on and within 90 days, got "${expires}"`,
    ]);
  });

  it("shows with every name to programs and with the first to people, in report and comment", () => {
    const loopback = Array.from({ length: 30 }, (_, index) => `cli-${index}`);
    const odd = ["a\nLOWERED nothing", "\u001b[2J"];
    const { lowered: told, lines } = heeded({
      "KC-01": { loopback: [...odd, ...loopback], lowered: { ...lowered, owner: "dina\n- x" } },
    });
    expect(lines[0]).toContain('loopback "a\\nLOWERED nothing", "\\u001b[2J", cli-0, cli-1');
    expect(lines[0]).toContain("cli-17, and 12 more by settings");
    expect(lines.join("")).not.toContain("\n");
    expect(comment([verdict({})], told)).toContain(
      `### Lowered rules\n\n\`\`\`text\n${lines[0] ?? ""}`,
    );
    const parsed = JSON.parse(jsonOf([], told)) as { readonly lowered: readonly Lowered[] };
    expect(parsed.lowered).toMatchObject([
      {
        rule: "KC-01",
        setting: "loopback",
        width: [...odd, ...loopback],
        expires: "2026-05-30",
        state: "in force",
      },
    ]);
  });
});
