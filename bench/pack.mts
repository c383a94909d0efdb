import { createRequire } from "node:module";
import { join } from "node:path";

import { type Bench, output, printed, root } from "./measure.mts";
import { install, peers } from "./peers.mts";

const ours = join(root, "policy");
const empty = join(root, "bench/empty-pack");

/** The CPU that the pack takes, and that Pulumi's own takes for the same. */
export function measurePack(bench: Bench): void {
  measure(bench, ours, { boot: 1, rules: 0.1, stack: 0.3 });
  bench.seconds("SDK alone: boot", undefined, () => boot(empty));
  bench.seconds("SDK alone: as the engine starts it", undefined, () => started(empty));
  bench.ratio(
    "boot to the SDK's",
    1.1,
    () => boot(ours),
    () => boot(empty),
  );
  for (const peer of peers) {
    const folder = install(peer);
    bench.subject(`${peer.name} of Pulumi's`);
    if (folder === undefined) {
      console.log(`  not measured: npm can't install ${Object.keys(peer.packages).join(", ")}`);
    } else {
      measure(bench, folder);
    }
  }
}

function measure(bench: Bench, pack: string, goal: Partial<Record<Goal, number>> = {}): void {
  bench.seconds("boot", goal.boot, () => boot(pack));
  bench.seconds("boot without kept code", undefined, () => boot(pack, keepNothing));
  bench.seconds("as the engine starts it", undefined, () => started(pack));
  const one = judge(pack, "resources");
  console.log(`  500 resources: ${one.policies} policies, ${one.judged} judgements`);
  const all = () => judge(pack, "resources").seconds;
  const idle = () => judge(pack, "resources", "idle").seconds;
  bench.seconds("500 resources", undefined, all);
  bench.seconds("  the SDK's part", undefined, idle);
  bench.seconds("  the rules' part, in pairs", goal.rules, () => all() - idle());
  const stack = judge(pack, "stack");
  console.log(`  a stack of 500: ${stack.policies} policies, ${stack.judged} judgements`);
  bench.seconds("a stack of 500", goal.stack, () => judge(pack, "stack").seconds);
  bench.seconds("  the SDK's part", undefined, () => judge(pack, "stack", "idle").seconds);
}

type Goal = "boot" | "rules" | "stack";

const keepNothing = { NODE_DISABLE_COMPILE_CACHE: "1" };
const bootFile = join(import.meta.dirname, "boot.cjs");

/** Seconds of CPU from a pack's first line until it serves: the SDK and itself. */
const boot = (pack: string, env = {}): number =>
  Number(output(process.execPath, [bootFile, pack], { env }));

/** Seconds of CPU of the process that the engine starts for a pack, until the pack serves. */
function started(pack: string): number {
  const runner = createRequire(join(pack, "package.json")).resolve(
    "@pulumi/pulumi/cmd/run-policy-pack/index.js",
  );
  const args = ["-r", bootFile, runner, "127.0.0.1:1", pack];
  return Number(output(process.execPath, args, { cwd: pack }));
}

interface Judged {
  /** Policies that the pack has. */
  readonly policies: number;
  /** How often one of them took a resource, or the stack, to be of its kind. */
  readonly judged: number;
  readonly seconds: number;
}

const judge = (pack: string, ...args: string[]): Judged =>
  JSON.parse(printed("judge.cjs", pack, ...args)) as Judged;
