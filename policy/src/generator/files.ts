import { globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Tier } from "../kit/context";
import { configOf } from "../pack/pack";
import {
  type GraphRuleWithCases,
  graphRulesWithCases,
  type RuleWithCases,
  rulesWithCases,
} from "../rules/cases";
import { censusPage } from "./census-page";
import { census } from "./census/census";
import { frameworkPage } from "./framework-page";
import { rulePages } from "./rule-pages";

const tiers: readonly Tier[] = ["sandbox", "nonprod", "prod"];

/** Folders of the package that hold generated files alone. */
const folders = ["config", "docs"];

/** Text of every generated file, by its path in the package. */
export function generatedFiles(
  rules: readonly RuleWithCases[] = rulesWithCases,
  graphRules: readonly GraphRuleWithCases[] = graphRulesWithCases,
): Readonly<Record<string, string>> {
  const all = [...rules, ...graphRules];
  const pages = {
    ...rulePages(all),
    "frameworks.md": frameworkPage(all),
    "census.md": censusPage(census(all)),
  };
  const config = (tier: Tier) => JSON.stringify(configOf(tier, rules, graphRules), undefined, 2);
  return Object.fromEntries([
    ...Object.entries(pages).map(([file, text]) => [`docs/${file}`, text]),
    ...tiers.map((tier) => [`config/${tier}.json`, `${config(tier)}\n`]),
  ]) as Record<string, string>;
}

/** Writes the generated files to a folder of the package, and removes others from theirs. */
export function writeGenerated(root: string): void {
  const files = generatedFiles();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  for (const file of generatedIn(root).filter((file) => !Object.hasOwn(files, file))) {
    rmSync(join(root, file));
  }
}

/** Paths of the files in the folders of generated files. */
export function generatedIn(root: string): string[] {
  const patterns = folders.map((folder) => `${folder}/**/*.*`);
  return globSync(patterns, { cwd: root }).sort();
}
