import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Sandbox } from "@groundwork-iac/sandbox";

import { type Held, say, stackNames, tearDown } from "../engine";
import { readProject, stacksOf } from "../project";
import { placeIn, withServerNews } from "./sandbox-place";

/**
 * Destroys every stack, each before the stacks that it reads, purges the resources that their
 * declarations retain, and removes the sandbox.
 * @throws Error when any other resource is left in it.
 */
export async function sandboxDown(root: string): Promise<void> {
  const project = readProject(root);
  const sandbox = new Sandbox(project);
  if (!sandbox.exists) {
    if (sandbox.live.isWanted) {
      await sandbox.live.stop();
      sandbox.remove();
    }
    console.log("no sandbox here");
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
      : stacksOf(project, []);
  const memory = join(sandbox.paths.state, "retained.json");
  await withServerNews(sandbox, () =>
    tearDown(place, stacks, (retained) => {
      writeFileSync(memory, JSON.stringify([...rememberedIn(memory), ...retained.map(keyOf)]));
    }),
  );
  purge(sandbox, rememberedIn(memory));
  const left = [
    ...Object.entries(sandbox.inventory()).map(([token, count]) => `${count} x ${token}`),
    ...[...(await stackNames(place))].map((name) => `stack ${name}`),
  ];
  if (left.length > 0) {
    throw new Error(`left over in ${sandbox.paths.state}: ${left.join(", ")}`);
  }
  await sandbox.live.stop();
  sandbox.remove();
  console.log("everything is destroyed; the offline cloud's store is empty");
}

type Retained = Pick<Held, "type" | "id">;
const keyOf = ({ type, id = "" }: Held): Retained => ({ type, id });

/** What this run, and runs before it that failed, left by declaration. */
function rememberedIn(file: string): readonly Retained[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Retained[]) : [];
}

/** Lists the resources that declarations retain, and removes them from the offline cloud. */
function purge(sandbox: Sandbox, retained: readonly Retained[]): void {
  for (const { type, id = "" } of retained) {
    if (sandbox.purge(type, id)) {
      console.log(`retained by declaration, purged here: ${type} ${id}`);
    }
  }
}
