import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";

import { network } from "@groundwork-iac/platform";
import { Sandbox } from "@groundwork-iac/sandbox";

/** Milliseconds that something took. */
type Measure = () => number;

const root = dirname(import.meta.dirname);
const { values } = parseArgs({ options: { runs: { type: "string", default: "7" } } });
const runs = Number(values.runs);
const place = mkdtempSync(join(tmpdir(), "groundwork-bench-"));
process.env["XDG_STATE_HOME"] = place;

function timed(command: string, args: string[], options: { cwd?: string; env?: object } = {}) {
  const env = { ...process.env, ...options.env };
  const begun = process.hrtime.bigint();
  execFileSync(command, args, { cwd: options.cwd ?? root, env, stdio: "pipe" });
  return Number(process.hrtime.bigint() - begun) / 1e6;
}

/** A and B in turn, once each to warm up; the ratio of each pair. */
function compare(name: string, goal: number, a: Measure, b: Measure): void {
  a();
  b();
  const pairs = Array.from({ length: runs }, () => [a(), b()] as const);
  const ratios = pairs.map(([x, y]) => x / y).sort((x, y) => x - y);
  const median = (list: number[]) => list.sort((x, y) => x - y)[Math.floor(list.length / 2)] ?? 0;
  const line = [
    name.padEnd(8),
    `ratio ${median([...ratios]).toFixed(2)}`,
    `(${(ratios[0] ?? 0).toFixed(2)} to ${(ratios.at(-1) ?? 0).toFixed(2)})`,
    `goal ${goal.toFixed(2)}`,
    `${median(pairs.map(([x]) => x)).toFixed(0)} ms to ${median(pairs.map(([, y]) => y)).toFixed(0)} ms`,
  ];
  console.log(line.join("  "));
}

const node = (...args: string[]) => timed(process.execPath, args);
const printed = (...args: string[]) =>
  Number(execFileSync(process.execPath, [join(root, "bench/program.mts"), ...args], { cwd: root }));

const printedBy = (kind: string) =>
  1000 * Number(execFileSync(process.execPath, [join(root, "bench/pack.cjs"), kind]));

compare(
  "program",
  1.1,
  () => printed(),
  () => printed("plain"),
);

/** The CPU that the pack takes, in seconds, each run a process of its own. */
function spent(name: string, goal: number, kind: string): void {
  const seconds = Array.from({ length: runs }, () => printedBy(kind) / 1000).sort((x, y) => x - y);
  const median = seconds[Math.floor(runs / 2)] ?? 0;
  const spread = `(${(seconds[0] ?? 0).toFixed(2)} to ${(seconds.at(-1) ?? 0).toFixed(2)})`;
  console.log(`${name.padEnd(14)}${median.toFixed(2)} s CPU  ${spread}  goal ${goal.toFixed(2)}`);
}
spent("pack boot", 1, "boot");
spent("500 resources", 0.1, "resources");
spent("500 in a graph", 0.3, "graph");
compare(
  "boot",
  1.1,
  () => printedBy("boot"),
  () => printedBy("sdk"),
);

/** Milliseconds to plan the addresses of so many networks of six tiers and three zones. */
function planned(count: number): number {
  const needs = {
    region: "eu-west-1",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    nodesByZone: 5,
    podsByNode: 58,
    loadBalancers: 2,
    dataByZone: 10,
    interfaceEndpoints: 4,
    growthPercent: 4,
  };
  const names = Array.from({ length: count }, (_, index) => `env-${index}`);
  const begun = process.hrtime.bigint();
  network.planAddressSpace({
    ranges: ["10.0.0.0/8"],
    podRanges: ["11.0.0.0/8", "12.0.0.0/8"],
    environments: Object.fromEntries(names.map((name) => [name, needs])),
  });
  return Number(process.hrtime.bigint() - begun) / 1e6;
}
compare(
  "plan",
  4.4,
  () => planned(1000),
  () => planned(250),
);

const sdks = ["pulumi", "aws", "github", "keycloak", "kubernetes", "vault"];
const requireAll = sdks.map((name) => `require("@pulumi/${name}")`).join(";");
compare(
  "import",
  1.1,
  () => node("-e", 'require("@groundwork-iac/platform")'),
  () => node("-e", requireAll),
);

const groundwork = join(root, "groundwork");
timed(groundwork, ["sandbox", "up", "network.prod"]);
const sandbox = new Sandbox({ root, name: "groundwork", main: "stacks/index.ts" });
const pulumi = join(sandbox.paths.engine, "bin/pulumi");
const env = { ...sandbox.environment, BENCH_COUNT: "48" };
const floor = join(place, "floor");
execFileSync("mkdir", ["-p", floor]);
const main = relative(floor, join(root, "bench/floor/index.js"));
writeFileSync(join(floor, "Pulumi.yaml"), `name: floor\nruntime: nodejs\nmain: ${main}\n`);
timed(pulumi, ["stack", "init", "floor"], { cwd: floor, env });

const preview = (cwd: string, stack: string, ...args: string[]) =>
  timed(pulumi, ["preview", "--non-interactive", "--stack", stack, ...args], { cwd, env });
const previewNetwork = (...args: string[]) =>
  preview(sandbox.paths.project, "network.prod", ...args);
compare(
  "preview",
  1.3,
  () => previewNetwork(),
  () => preview(floor, "floor"),
);
compare(
  "policy",
  1.1,
  () => previewNetwork("--policy-pack", join(root, "policy")),
  () => previewNetwork("--policy-pack", join(root, "bench/empty-pack")),
);
timed(groundwork, ["sandbox", "down"]);
rmSync(place, { recursive: true, force: true });
