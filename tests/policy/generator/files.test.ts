import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";

import { generatedFiles, generatedIn, writeGenerated } from "../../../policy/src/generator/files";
import { typesOf } from "../../../policy/src/pack/held";
import { graphPolicyName, policyName } from "../../../policy/src/pack/pack";
import {
  graphRulesWithCases as graphRules,
  rulesWithCases as rules,
} from "../../../policy/src/rules/cases";
import { allRules, isResourceRule } from "../examples";

const place = mkdtempSync(join(tmpdir(), "groundwork-generated-"));
const readme = join(__dirname, "../../../policy/README.md");
const read = (file: string) => readFileSync(join(place, file), "utf8");
const pageOf = (id: string) => read(`docs/rules/${id}.md`);
const put = (file: string) => {
  mkdirSync(join(place, dirname(file)), { recursive: true });
  writeFileSync(join(place, file), "old\n");
};

beforeAll(() => {
  ["docs/rules/OLD-01.md", "docs/rules/NET-01.md", "config/old.json", "README.md"].forEach(put);
  writeGenerated(place);
});
afterAll(() => {
  rmSync(place, { recursive: true });
});

/** What a heading of a page has below it, up to the next. */
const below = (page: string, heading: string) =>
  page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0]?.trim() ?? "";

const fencedIn = (text: string) => /^```\w+\n([^]*?)^```$/m.exec(text)?.[1] ?? "";

describe("the generator", () => {
  it("writes a page of each rule, their index, the frameworks, the census and each tier's settings, and no other", () => {
    const pages = allRules.map(({ id }) => `docs/rules/${id}.md`);
    const config = ["sandbox", "nonprod", "prod"].map((tier) => `config/${tier}.json`);
    const wanted = [
      ...pages,
      ...config,
      "docs/rules.md",
      "docs/frameworks.md",
      "docs/census.md",
    ].sort();
    expect(generatedIn(place)).toEqual(wanted);
    expect(Object.keys(generatedFiles()).sort()).toEqual(wanted);
  });

  it("leaves what lies beside its folders", () => {
    expect(read("README.md")).toBe("old\n");
  });

  it("links only what is there", () => {
    const headings = readFileSync(readme, "utf8").matchAll(/^## (.*)$/gm);
    const anchors = [...headings].map(([, text = ""]) => text.toLowerCase().replaceAll(" ", "-"));
    const known = [...generatedIn(place), ...anchors.map((anchor) => `README.md#${anchor}`)];
    const links = generatedIn(place).flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https:)([^)]+)\)/g)].map(([, to = ""]) =>
        join(dirname(file), to),
      ),
    );
    expect([...new Set(links)].filter((to) => !known.includes(to))).toEqual([]);
    expect(links).toEqual(expect.arrayContaining(["README.md#settings", "docs/rules/EKS-01.md"]));
  });
});

describe.each(allRules)("the page of $id", (rule) => {
  const text = () => pageOf(rule.id);

  it("has title, severity, types, fix and link", () => {
    const { id, title, severity, types, fix, link } = rule;
    expect(text()).toMatch(new RegExp(`^# ${id}\n`));
    expect(text()).toContain(`\n${title}\n`);
    expect(text()).toContain(`| severity | ${severity} |`);
    expect(text()).toContain(types.map((type) => `\`${type}\``).join(", "));
    expect(text()).toContain(`**Fix.** ${fix}\n\n**See.** <${link}>\n`);
  });

  it("has every control that the rule answers, by its title", () => {
    const lines = below(text(), "Frameworks").split("\n");
    const unlike = rule.frameworks.filter(
      (control, at) => !lines[at]?.startsWith(`- ${control}: `) || lines[at].endsWith(": "),
    );
    expect(unlike).toEqual([]);
    expect(lines.length).toBe(rule.frameworks.length);
  });

  it("has the schema of every setting", () => {
    const { settings = {} } = rule;
    const shown = fencedIn(below(text(), "Settings"));
    const { properties } = JSON.parse(shown || '{"properties":{}}') as { properties: unknown };
    expect(properties).toEqual(settings);
  });

  it.each(["good", "bad"] as const)("has the first %s examples as they are", (side) => {
    const section = below(text(), side === "good" ? "Good" : "Bad");
    const shown = parseAllDocuments(fencedIn(section)).map(
      (document) => document.toJS() as unknown,
    );
    const examples = rule[side].slice(0, 3);
    const [type] = rule.types;
    const wanted = examples.map((one) => (isResourceRule(rule) ? { type, ...one } : one));
    expect(shown).toEqual(JSON.parse(JSON.stringify(wanted)));
    const left = rule[side].length - shown.length;
    expect(section.includes(`${left} more`)).toBe(left > 0);
  });

  it("is linked by the index and by each of its controls", () => {
    expect(read("docs/rules.md")).toContain(
      `| [${rule.id}](rules/${rule.id}.md) | ${rule.title} |`,
    );
    expect(read("docs/frameworks.md")).toContain(`[${rule.id}](rules/${rule.id}.md)`);
  });
});

describe.each(["sandbox", "nonprod", "prod"] as const)("the settings of %s", (tier) => {
  it("have each policy of the pack, at its rule's level in this tier", () => {
    const levels = rules.flatMap((rule) =>
      typesOf(rule).map((type) => [policyName(rule, type), rule.enforcement[tier]]),
    );
    const isMandatory = graphRules.some(({ enforcement }) => enforcement[tier] === "mandatory");
    levels.push([graphPolicyName, isMandatory ? "mandatory" : "advisory"]);
    expect(JSON.parse(read(`config/${tier}.json`))).toEqual(
      Object.fromEntries(
        levels.map(([name = "", enforcementLevel]) => [name, { enforcementLevel, tier }]),
      ),
    );
  });
});

describe("a change of a rule", () => {
  const [first, ...others] = rules;
  const changed = (change: object) =>
    generatedFiles(first ? [{ ...first, ...change }, ...others] : others, graphRules);
  const differing = (files: Readonly<Record<string, string>>) =>
    Object.entries(generatedFiles())
      .filter(([file, text]) => files[file] !== text)
      .map(([file]) => file)
      .sort();
  const own = `docs/rules/${first?.id ?? ""}.md`;

  it.each([
    ["fix", { fix: "Do something else." }, [own]],
    ["title", { title: "Says something else." }, [own, "docs/rules.md"]],
    ["control", { frameworks: ["CIS-EKS-1.4 2.1.1"] }, ["docs/frameworks.md", own]],
    [
      "level",
      { enforcement: { sandbox: "advisory", nonprod: "mandatory", prod: "mandatory" } },
      ["config/sandbox.json", own, "docs/rules.md"],
    ],
  ])("shows: %s", (_, change, files) => {
    expect(differing(changed(change))).toEqual(files.sort());
  });

  it("shows: it goes", () => {
    const files = generatedFiles(others, graphRules);
    expect(files[own]).toBeUndefined();
    expect(Object.values(files).filter((text) => text.includes(first?.id ?? ""))).toEqual([]);
  });
});
