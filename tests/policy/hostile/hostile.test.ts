import { describe, expect, it } from "vitest";

import { census } from "../../../policy/src/generator/census/census";
import { reasons } from "../../../policy/src/generator/census/reasons";
import { graphRulesWithCases, rulesWithCases } from "../../../policy/src/rules/cases";
import { judgeResource, judgeStack } from "../harness";
import { aws } from "./aws";
import { native } from "./native";
import { others } from "./others";

const rows = [...aws, ...native, ...others];
const judged = rows.filter(({ rule }) => rule !== undefined);
const silent = rows.filter(({ rule }) => rule === undefined);

/** Ids of the rules that refuse a resource, all rules of the pack beside each other. */
async function refusing({ made }: (typeof rows)[number]): Promise<string[]> {
  const found = await judgeStack(graphRulesWithCases, made);
  for (const one of made) {
    found.push(...(await judgeResource(rulesWithCases, one.type, one)));
  }
  return found
    .filter(({ level, message }) => level === "mandatory" && !message.startsWith("RULE-ERROR"))
    .map(({ message }) => message.split(" ")[0] ?? "");
}

describe("a hostile resource", () => {
  it.each(judged.map((row) => [row.what, row] as const))("is refused: %s", async (_, row) => {
    expect(await refusing(row)).toContain(row.rule);
  });

  it("is of at least 128 kinds of attack, each once", () => {
    const shown = rows.map(({ made }) => JSON.stringify(made));
    expect(shown.filter((text, at) => shown.indexOf(text) !== at)).toEqual([]);
    expect(new Set(rows.map(({ what }) => what)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThanOrEqual(128);
  });

  it.each(silent.map((row) => [row.what, row] as const))(
    "that no rule judges has a reason in the census: %s",
    async (_, row) => {
      const [type] = row.made.map((one) => one.type);
      const own = census([...rulesWithCases, ...graphRulesWithCases]).filter(
        ({ kind }) => kind === type,
      );
      expect(await refusing(row)).toEqual([]);
      expect(own.map(({ by = "" }) => by in reasons)).toContain(true);
    },
  );

  it("is silent at most once in twenty", () => {
    expect(silent.length / rows.length).toBeLessThanOrEqual(0.05);
  });

  it("leaves at most one property in twenty open", () => {
    const all = census([...rulesWithCases, ...graphRulesWithCases]);
    const open = all.filter(({ by }) => by === "open");
    expect(open.length / all.length).toBeLessThanOrEqual(0.05);
  });
});
