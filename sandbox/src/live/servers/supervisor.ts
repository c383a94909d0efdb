/**
 * Starts the live servers of a sandbox and stops them all: on SIGTERM or SIGINT, when the
 * sandbox's description is gone, or when the process in GROUNDWORK_LIVE_PARENT is gone. It restarts
 * a server that has ended only on SIGHUP.
 */
import { existsSync, readFileSync } from "node:fs";
import type { Server } from "node:net";
import { dirname } from "node:path";

import { isAlive } from "../../processes/processes";
import { serveInternet } from "./internet";
import { serveIssuers } from "./issuers";
import { isFree, portTaken } from "./ports";
import { readJson, writeWhole } from "./report";
import { ServerGroup } from "./server-group";
import { livePaths, type LiveSpec } from "../spec";
import { makeWorld, type World } from "./world";

const paths = livePaths(dirname(process.argv[2] ?? ""));
const parent = Number(process.env["GROUNDWORK_LIVE_PARENT"] ?? "0");

const log = (line: string) => {
  console.log(`${new Date().toISOString()} ${line}`);
};

async function main(): Promise<void> {
  const spec = readJson<LiveSpec>(paths.spec);
  if (spec === undefined) {
    throw new Error(`${paths.spec}: want the spec of the servers, got none`);
  }
  const world = await makeWorld(paths, spec);
  await listen(world);
  const group = new ServerGroup(
    world.servers,
    paths,
    readFileSync(world.description.caFile, "utf8"),
    log,
  );
  const stop = stopper(group);
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
  let wanted = paths.spec;
  setInterval(() => {
    if (!existsSync(wanted)) {
      void stop(`${wanted} is gone`);
    } else if (parent > 0 && !isAlive(parent)) {
      void stop(`process ${parent}, which it was started for, is gone`);
    }
  }, 500);
  process.on("SIGHUP", () => void group.startAgain());
  if (!(await group.start())) {
    await stop("not all servers started", 1);
    return;
  }
  writeWhole(paths.description, world.description);
  wanted = paths.description;
}

/** Stops all in order, once, and ends this process. */
function stopper(group: ServerGroup) {
  let stopping = false;
  return async (why: string, code = 0): Promise<void> => {
    if (!stopping) {
      stopping = true;
      log(`stops all servers: ${why}`);
      await group.stop();
      process.exit(code);
    }
  };
}

async function listen({ issuers, issuing, issuersPort, proxyPort, description }: World) {
  await listens("the issuers", serveIssuers(issuers, issuing), issuersPort);
  await listens("the proxy", serveInternet(description.hosts, log), proxyPort);
}

/** @throws Error that names a server which can't listen. */
async function listens(name: string, server: Server, port: number): Promise<void> {
  if (!(await isFree(port))) {
    throw new Error(`${name}: ${portTaken(port)}`);
  }
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

main().catch((error: unknown) => {
  log(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
