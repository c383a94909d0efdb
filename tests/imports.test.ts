import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, expect, it } from "vitest";

const root = join(__dirname, "..");
const place = mkdtempSync(join(tmpdir(), "groundwork-imports-"));

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

interface Cruised {
  readonly summary: {
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/** The rules there are, and who breaks which in the copy, as `rule: file`. */
function cruised(): Readonly<Record<"rules" | "broken", string[]>> {
  const bin = join(root, "node_modules/.bin/depcruise");
  const args = ["--config", ".dependency-cruiser.mjs", "--output-type", "json"];
  const rooms = ["components", "stacks", "cli", "policy", "sandbox"];
  const { stdout, stderr } = spawnSync(process.execPath, [bin, ...args, ...rooms], {
    cwd: place,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  expect(stderr).toBe("");
  const { violations, ruleSetUsed } = (JSON.parse(stdout) as Cruised).summary;
  return {
    rules: ruleSetUsed.forbidden.map(({ name }) => name),
    broken: violations.map(({ from, rule }) => `${rule.name}: ${from}`).sort(),
  };
}

/** Adds to a file of the copy. */
function write(file: string, text: string): void {
  mkdirSync(dirname(join(place, file)), { recursive: true });
  appendFileSync(join(place, file), text);
}

/** A file and what it must not import, one for each rule. */
const planted: Readonly<Record<string, readonly [file: string, imported: string][]>> = {
  "no-circle": [["components/network/internal/space.ts", "../planner"]],
  resolved: [["components/network/lost.ts", "./nowhere"]],
  "components-know-components": [
    ["components/team/a.ts", "../../stacks/contracts"],
    ["components/team/b.ts", "@groundwork-iac/policy"],
    ["components/team/c.ts", "../../cli/src/main"],
    ["components/team/d.ts", "@groundwork-iac/platform/platform"],
  ],
  "stacks-know-components": [
    ["stacks/programs/a.ts", "../../cli/src/main"],
    ["stacks/programs/b.ts", "@groundwork-iac/sandbox"],
    ["stacks/programs/g.ts", "../../examples/a/index"],
    ["stacks/programs/h.ts", "../../organization/a"],
  ],
  "stacks-by-path": [["stacks/programs/c.ts", "@groundwork-iac/platform/network"]],
  "stacks-know-no-policy": [["stacks/programs/d.ts", "@groundwork-iac/policy/admission"]],
  "policy-stands-alone": [
    ["policy/src/a.ts", "../../components/network/ranges"],
    ["policy/src/b.ts", "@groundwork-iac/platform"],
  ],
  "sandbox-stands-alone": [
    ["sandbox/src/a.ts", "../../stacks/contracts"],
    ["sandbox/src/b.ts", "@groundwork-iac/cli"],
  ],
  "command-by-packages": [["cli/src/a.ts", "../../components/network/ranges"]],
  "no-path-to-another-package": [
    ["cli/src/gate/inputs/a.ts", "../../../../sandbox/src/live/spec"],
    ["cli/src/gate/inputs/b.ts", "../../../../policy/src/index"],
  ],
  "nothing-compiled-by-path": [
    ["cli/src/gate/inputs/c.ts", "../../../../dist/stacks/contracts"],
    ["sandbox/src/c.ts", "../dist/paths"],
  ],
  "no-file-of-a-package": [["cli/src/b.ts", "@groundwork-iac/sandbox/dist/paths"]],
  "module-keeps-internal": [
    ["components/cluster/a.ts", "../network/internal/space"],
    ["stacks/programs/e.ts", "../../components/network/internal/space"],
  ],
  "component-by-file": [["components/cluster/b.ts", "../team"]],
  "lib-knows-no-module": [["components/lib/a.ts", "../network/ranges"]],
  "declarations-load-no-sdk": [["stacks/declarations/b.ts", "../../components/team/loading"]],
  "declarations-first": [["stacks/declarations/a.ts", "../derived/plan"]],
  "derived-second": [["stacks/derived/a.ts", "../checks/audit"]],
  "checks-third": [["stacks/checks/a.ts", "../reports/table"]],
  "reports-and-programs-apart": [
    ["stacks/programs/f.ts", "../reports/table"],
    ["stacks/reports/a.ts", "../programs/network"],
  ],
  "commands-from-main": [["cli/src/engine/a.ts", "../commands/check"]],
  "gate-by-its-door": [["cli/src/commands/a.ts", "../gate/judging/verdict"]],
  "engine-below-actions": [
    ["cli/src/engine/b.ts", "../actions/up"],
    ["cli/src/engine/c.ts", "../tenancy/index"],
  ],
  "kit-below-rules": [
    ["policy/src/kit/a.ts", "../rules/all"],
    ["policy/src/kit/b.ts", "../pack/pack"],
    ["policy/src/kit/c.ts", "../../mutation/needs"],
  ],
  "mutation-knows-the-pack": [["policy/mutation/a.ts", "../../components/network/ranges"]],
  "no-import-of-a-process": [["sandbox/src/live/a.ts", "../cloud/plugin"]],
  "cloud-knows-no-live": [["sandbox/src/cloud/a.ts", "../live/spec"]],
  "engine-knows-neither": [
    ["sandbox/src/engine/a.ts", "../cloud/store"],
    ["sandbox/src/engine/b.ts", "../live/spec"],
  ],
  "processes-know-nothing": [["sandbox/src/processes/a.ts", "../live/spec"]],
};

it("names every circle and every import that the rooms forbid, of types too", () => {
  const settings = [".dependency-cruiser.mjs", "tsconfig.json", "tsconfig.base.json"];
  for (const file of [
    ...settings,
    "components/lib",
    "components/network/internal/space.ts",
    "components/network/ranges.ts",
    "components/network/sizes.ts",
  ]) {
    cpSync(join(root, file), join(place, file), { recursive: true });
  }
  for (const file of [
    "components/team/index.ts",
    "stacks/contracts.ts",
    "stacks/derived/plan.ts",
    "stacks/checks/audit.ts",
    "stacks/reports/table.ts",
    "stacks/programs/network.ts",
    "cli/src/main.ts",
    "cli/src/commands/check.ts",
    "cli/src/gate/index.ts",
    "cli/src/gate/judging/verdict.ts",
    "policy/src/index.ts",
    "policy/src/rules/all.ts",
    "policy/src/pack/pack.ts",
    "policy/mutation/needs.ts",
    "cli/src/actions/up.ts",
    "cli/src/tenancy/index.ts",
    "sandbox/src/cloud/plugin.ts",
    "examples/a/index.ts",
    "organization/a.ts",
    "dist/stacks/contracts.ts",
    "sandbox/dist/paths.ts",
    "sandbox/src/live/spec.ts",
    "sandbox/src/cloud/store.ts",
  ]) {
    write(file, "export interface Thing { readonly name: string }\n");
  }
  write("components/network/planner.ts", 'export * from "./internal/space";\n');
  write("components/team/loading.ts", 'export type { Thing } from "@pulumi/aws/s3";\n');
  expect(cruised().broken).toEqual([]);

  for (const [file, imported] of Object.values(planted).flat()) {
    write(file, `import type { Thing } from "${imported}";\nexport type Other = Thing;\n`);
  }
  const expected = Object.entries(planted).flatMap(([rule, plants]) =>
    plants.map(([file]) => `${rule}: ${file}`),
  );
  const { rules, broken } = cruised();
  expect(broken).toEqual(expected.sort());
  expect(rules.sort()).toEqual(Object.keys(planted).sort());
});
