import { existsSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import type { MutantResult } from "@stryker-mutator/api/core";
import { Stryker } from "@stryker-mutator/core";
import packageJson from "@stryker-mutator/core/package.json" with { type: "json" };

import {
  type FileScore,
  readReport,
  reportFile,
  root,
  score,
  sha256,
  sources,
  type Status,
  textOf,
  total,
} from "./report.mts";

/** The least that a file's and the whole score may be, in percent. */
const least = 90;
const kept = join(root, "coverage/mutation");

process.chdir(root);
const asked = process.argv.slice(2).map((file) => relative(root, file));
const unknown = asked.filter((file) => !sources().includes(file));
if (unknown.length > 0) {
  console.error(`want files of rules such as ${sources()[0] ?? ""}, given ${unknown.join(" ")}`);
  process.exit(3);
}
const judged = asked.length > 0 ? asked : sources();

// Before the run, which takes a while: what is judged is what the files are now.
const hashes = new Map(judged.map((file) => [file, sha256(file)]));

const results = await new Stryker({
  mutate: judged,
  plugins: [join(import.meta.dirname, "runner.mts")],
  testRunner: "behaviours",
  ignorers: ["data-of-rules"],
  coverageAnalysis: "perTest",
  concurrency: 2,
  ignorePatterns: ["**", "!package.json", "!policy/src/**/*.{ts,json}", "!tests/policy/**/*.ts"],
  tempDirName: join("coverage", "stryker"),
  cleanTempDir: "always",
  disableTypeChecks: false,
  timeoutMS: 20_000,
  reporters: ["json", "html", "progress-append-only"],
  jsonReporter: { fileName: join(kept, "report.json") },
  htmlReporter: { fileName: join(kept, "report.html") },
  allowConsoleColors: false,
  warnings: false,
}).runMutationTest();

const before = existsSync(reportFile) ? readReport().files : {};
const files = Object.fromEntries(
  sources().flatMap((file): [string, FileScore][] => {
    const hash = hashes.get(file);
    if (hash !== undefined) {
      return [[file, { sha256: hash, ...score(statuses(file)) }]];
    }
    const line = before[file];
    return line ? [[file, line]] : [];
  }),
);
const report = {
  tool: `StrykerJS ${packageJson.version}`,
  total: total(Object.values(files)),
  files,
};
writeFileSync(reportFile, textOf(report));

for (const mutant of results.filter((one) => statusOf(one) === "survived")) {
  const { fileName, location, mutatorName, replacement } = mutant;
  const change = replacement.replaceAll(/\s+/g, " ").slice(0, 100);
  const place = `${relative(root, fileName)}:${location.start.line}:${location.start.column}`;
  console.log(`${place} ${mutatorName}: survives as ${change}`);
}
const poor = judged.filter((file) => (files[file]?.score ?? 0) < least);
for (const file of poor) {
  console.log(`${file}: want ${least} %, given ${files[file]?.score ?? 0} %`);
}
const { score: whole, mutants } = report.total;
console.log(`${whole} % of ${mutants} mutants; all of them: coverage/mutation/report.html`);
process.exitCode = poor.length > 0 || whole < least ? 1 : 0;

function statuses(file: string): Status[] {
  return results
    .filter(({ fileName }) => relative(root, fileName) === file)
    .flatMap((mutant) => statusOf(mutant) ?? []);
}

/** Undefined of a mutant that is none: what is left unchanged on purpose. */
function statusOf({ status, statusReason, fileName }: MutantResult): Status | undefined {
  switch (status) {
    case "Killed":
      return "killed";
    case "Timeout":
      return "timeout";
    case "Survived":
    case "NoCoverage":
      return "survived";
    case "Ignored":
      return undefined;
    default:
      throw new Error(`${fileName}: a mutant is ${status}: ${statusReason ?? ""}`);
  }
}
