import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { readIfThere } from "@groundwork-iac/platform/internal/declarations/files";
import {
  type Problem,
  ProblemsError,
} from "@groundwork-iac/platform/internal/declarations/problems";
import { Sandbox } from "@groundwork-iac/sandbox";
import { z } from "zod";

import {
  type Held,
  type Holding,
  holdingsOf,
  requireDestroyable,
  say,
  stackNames,
  tearDown,
} from "../engine";
import { readProject, stacksOf } from "../project";
import { recoverInterrupted } from "./recover";
import { placeIn, withServerNews } from "./sandbox-place";
import { withUndeclared } from "./undeclared";

export interface SandboxDownOptions {
  /** Remove what declarations retain, too. */
  readonly purge?: boolean;
}

/**
 * Destroys every stack, each before the stacks that it reads. Resources that their declarations retain
 * stay, as in AWS, and so do seeded ones, unless they are purged; if there are none, the sandbox goes.
 * @throws Error when any other resource is left in it.
 */
export async function sandboxDown(
  root: string,
  { purge = false }: SandboxDownOptions = {},
): Promise<void> {
  const project = readProject(root);
  const sandbox = new Sandbox(project);
  if (!sandbox.exists) {
    const seeds = sandbox.seeded();
    if (sandbox.live.isWanted || (purge && seeds.length > 0)) {
      await sandbox.live.stop();
      sandbox.remove();
    }
    console.log("no sandbox here");
    sayOfSeeds(seeds, purge);
    return;
  }
  const { spec } = sandbox.live;
  if (spec !== undefined) {
    await sandbox.live.start(spec, say);
    await sandbox.mendLive(say);
  }
  sandbox.mend(say);
  const place = await placeIn(sandbox, project, "down");
  const stacks =
    project.organization === undefined
      ? stacksOf(project, [...(await stackNames(place))].sort())
      : withUndeclared(stacksOf(project, []), await stackNames(place));
  await recoverInterrupted(place, sandbox);
  if (!purge) {
    await requireDestroyable(place, stacks, stacks);
  }
  const memory = join(sandbox.paths.state, "retained.json");
  const remember = (retained: readonly Held[]) => {
    writeFileSync(memory, JSON.stringify([...rememberedIn(memory), ...retained.map(keyOf)]));
  };
  await withServerNews(sandbox, () => tearDown(place, stacks, purge ? { purge, remember } : {}));
  removeRetained(sandbox, rememberedIn(memory));
  const staying = await holdingsOf(place, [...(await stackNames(place))]);
  const seeds = sandbox.seeded();
  const left = leftIn(sandbox.inventory(), staying, seeds);
  if (left.length > 0) {
    throw new Error(`left over in ${sandbox.paths.state}: ${left.join(", ")}`);
  }
  await sandbox.live.stop();
  sayOfSeeds(seeds, purge);
  if (staying.length === 0 && (purge || seeds.length === 0)) {
    sandbox.remove();
    console.log("everything is destroyed; the offline cloud's store is empty");
    return;
  }
  sandbox.live.remove();
  if (staying.length === 0) {
    console.log("everything else is destroyed");
    return;
  }
  staying.flatMap(managedIn).forEach(({ type, id = "" }) => {
    console.log(`retained by declaration: ${type} ${id}`);
  });
  console.log(
    "everything else is destroyed; the next `groundwork sandbox up` goes on with what is retained, and " +
      "`groundwork sandbox down --purge` removes it",
  );
}

const managedIn = ({ resources }: Holding) =>
  resources.filter(
    ({ type, id, custom, external }) =>
      custom !== false && external !== true && id !== undefined && !type.startsWith("pulumi:"),
  );

type Seed = ReturnType<Sandbox["seeded"]>[number];

/** Says of the resources that were there before any stack whether they stay. */
function sayOfSeeds(seeds: readonly Seed[], purge: boolean): void {
  for (const [file, own] of Map.groupBy(seeds, ({ seed }) => seed.file)) {
    const kinds = [...Map.groupBy(own, ({ token }) => token)];
    const counts = kinds.map(([token, { length }]) => `${length} x ${token}`).join(", ");
    console.log(`${purge ? "seeded, purged" : "seeded, kept"}: ${counts} of ${file}`);
  }
  if (seeds.length > 0 && !purge) {
    console.log("`groundwork sandbox down --purge` removes what is seeded, too");
  }
}

/** The resources that no state and no file of seeds has, by kind, and the stacks that hold nothing. */
function leftIn(
  inventory: Readonly<Record<string, number>>,
  staying: readonly Holding[],
  seeds: readonly Seed[],
): readonly string[] {
  const held = staying.flatMap(managedIn);
  // A stack may have adopted a seed and retain it.
  const others = seeds.filter(
    ({ token, id }) => !held.some((one) => one.type === token && one.id === id),
  );
  const surplus = Object.entries(inventory).flatMap(([token, count]) => {
    const known = [...held.map(({ type }) => type), ...others.map((seed) => seed.token)];
    const unknown = count - known.filter((type) => type === token).length;
    return unknown > 0 ? [`${unknown} x ${token}`] : [];
  });
  const empty = staying.filter((holding) => managedIn(holding).length === 0);
  return [...surplus, ...empty.map(({ stack }) => `stack ${stack}`)];
}

const retainedSchema = z.object({ type: z.string(), id: z.string().optional() });
type Retained = Pick<Held, "type" | "id">;
const keyOf = ({ type, id = "" }: Retained): Retained => ({ type, id });

/** What this run, and runs before it that failed, left by declaration. */
function rememberedIn(file: string): readonly Retained[] {
  const problems: Problem[] = [];
  const remembered = readIfThere(file, z.array(retainedSchema), problems) ?? [];
  if (problems.length > 0) {
    throw new ProblemsError("what an earlier run left can't be read; remove the file:", problems);
  }
  return remembered.map(keyOf);
}

/** Lists the resources that declarations retain, and removes them from the offline cloud. */
function removeRetained(sandbox: Sandbox, retained: readonly Retained[]): void {
  for (const { type, id = "" } of retained) {
    if (sandbox.purge(type, id)) {
      console.log(`retained by declaration, purged here: ${type} ${id}`);
    }
  }
}
