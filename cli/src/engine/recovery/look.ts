import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import type { Place } from "../place";
import type { Deployment, Recorded } from "./pending";

/** A stack's resources as their providers have just read them, by URN, and what kept one from being read. */
export interface Seen {
  readonly resources: ReadonlyMap<string, Recorded>;
  readonly failure?: string;
}

/**
 * Reads resources in a copy of a stack's state, so that the stack itself stays as it is, and its lock
 * too. One that is not there is gone from the copy.
 * @param state The state, with the resources as if they were there.
 */
export async function lookedUp(
  { project }: Pick<Place, "project">,
  stack: string,
  { deployment, ...versions }: Deployment,
  urns: readonly string[],
): Promise<Seen> {
  const backend = mkdtempSync(join(tmpdir(), "groundwork-look-"));
  try {
    const folder = join(backend, ".pulumi", "stacks", project.name);
    const file = join(folder, `${stack}.json`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(backend, ".pulumi", "meta.yaml"), "version: 1\n");
    const checkpoint = { stack: `organization/${project.name}/${stack}`, latest: deployment };
    writeFileSync(file, JSON.stringify({ ...versions, checkpoint }));
    const args = ["--yes", "--skip-preview", "--non-interactive", "--stack", stack];
    const targets = urns.flatMap((urn) => ["--target", urn]);
    const env = {
      ...process.env,
      PULUMI_BACKEND_URL: pathToFileURL(backend).href,
      PULUMI_DIY_BACKEND_GZIP: "false",
    };
    const options = { cwd: project.root, env, maxBuffer: Infinity };
    const failure = await promisify(execFile)("pulumi", ["refresh", ...args, ...targets], options)
      .then(() => undefined)
      .catch(reasonOf);
    const { checkpoint: read } = JSON.parse(readFileSync(file, "utf8")) as Read;
    const resources = (read.latest?.resources ?? []).filter(isCurrent);
    return {
      resources: new Map(resources.map((resource) => [resource.urn, resource])),
      ...(failure !== undefined && { failure }),
    };
  } finally {
    rmSync(backend, { recursive: true, force: true });
  }
}

interface Read {
  readonly checkpoint: { readonly latest?: { readonly resources?: readonly Recorded[] } };
}

const isCurrent = (resource: Recorded) => resource.delete !== true;

/** The engine's own words: its first error. */
function reasonOf(error: unknown): string {
  const { stdout = "", stderr = "" } = error as {
    readonly stdout?: string;
    readonly stderr?: string;
  };
  const said = `${stderr}\n${stdout}`.split("\n").find((line) => /^\s*error: /.test(line));
  return (said ?? (error instanceof Error ? error.message : String(error))).trim();
}
