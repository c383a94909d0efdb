import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

import { Sandbox } from "@groundwork-iac/sandbox";

import { type Bench, cpuOf, output, root } from "./measure.mts";

/** The reference organisation's stack of most resources. */
const stack = "network.prod";

/** Warm previews in a sandbox of its own. */
export function measurePreviews(bench: Bench): void {
  const place = mkdtempSync(join(tmpdir(), "groundwork-bench-"));
  process.env["XDG_STATE_HOME"] = place;
  const groundwork = join(root, "groundwork");
  output(groundwork, ["sandbox", "up", stack]);
  try {
    measure(bench, place);
  } finally {
    output(groundwork, ["sandbox", "down"]);
    rmSync(place, { recursive: true, force: true });
  }
}

function measure(bench: Bench, place: string): void {
  const sandbox = new Sandbox({ root, name: "groundwork", main: "stacks/index.ts" });
  const pulumi = join(sandbox.paths.engine, "bin/pulumi");
  const ours = { cwd: sandbox.paths.project, env: sandbox.environment };
  const count =
    output(pulumi, ["stack", "export", "--stack", stack], ours).split('"urn":').length - 1;
  console.log(`  ${stack} has ${count} resources`);

  const floor = { cwd: join(place, "floor"), env: { ...ours.env, BENCH_COUNT: String(count) } };
  mkdirSync(floor.cwd);
  const main = relative(floor.cwd, join(root, "bench/floor/index.js"));
  writeFileSync(join(floor.cwd, "Pulumi.yaml"), `name: floor\nruntime: nodejs\nmain: ${main}\n`);
  output(pulumi, ["stack", "init", "floor"], floor);

  const preview = (where: typeof ours, name: string, ...args: string[]) =>
    cpuOf(pulumi, ["preview", "--non-interactive", "--stack", name, ...args], where);
  const judged = (pack: string) => preview(ours, stack, "--policy-pack", join(root, pack));
  bench.ratio(
    "preview to as many plain resources",
    1.3,
    () => preview(ours, stack),
    () => preview(floor, "floor"),
  );
  bench.ratio(
    "our pack to an empty one",
    1.1,
    () => judged("policy"),
    () => judged("bench/empty-pack"),
  );
}
