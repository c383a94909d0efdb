/**
 * Makes a program's SDKs load only the modules that it uses: by themselves they load a client of the
 * npm registry, exporters of traces and each of a cloud's two hundred services.
 */
import { existsSync, globSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { loadLater } from "./load-later";
import { registerLate } from "./registered";

/** The SDK that the stand-ins below were tried with; any other is loaded as it is. */
const tried = /^3\.258\./;

/** Whether the SDK in a folder loads late; `GROUNDWORK_PLAIN_SDK` has each one loaded as it is. */
export function loadsLate(sdk: string | undefined): sdk is string {
  if (sdk === undefined || process.env["GROUNDWORK_PLAIN_SDK"] !== undefined) {
    return false;
  }
  const { version } = JSON.parse(readFileSync(join(sdk, "package.json"), "utf8")) as {
    version: string;
  };
  return tried.test(version);
}

/**
 * @param from A file of the program, or of the process that runs it.
 * @returns the folder of its `@pulumi/pulumi`, if that loads late.
 */
export function lightenSdks(from: string, packages: readonly string[] = []): string | undefined {
  const core = packageFolder(from, "@pulumi/pulumi");
  if (!loadsLate(core)) {
    return undefined;
  }
  lightenCore(core);
  lightenPlatform(from);
  const folders = new Map<string, string>();
  for (const name of packages) {
    const folder = packageFolder(from, `@pulumi/${name}`);
    if (folder !== undefined) {
      folders.set(name, folder);
      modulesOf(folder).forEach((file) => {
        loadLater(file);
      });
    }
  }
  registerLate(core, folders);
  return core;
}

/** Modules of the SDK that every program loads and few use. */
function lightenCore(sdk: string): void {
  const load = createRequire(join(sdk, "package.json"));
  const file = (path: string) => join(sdk, path);
  loadLater(file("automation/index.js"));
  loadLater(file("typescript-shim.js"));
  loadLater(file("runtime/closure/codePaths.js"), (real) => ({
    computeCodePaths: (...args: unknown[]) =>
      (real() as { computeCodePaths: (...args: unknown[]) => unknown }).computeCodePaths(...args),
  }));
  loadLater(file("cmd/run/tracing.js"), () => ({
    // The module's behaviour as long as no one turns tracing on.
    newSpan: (name: string) => {
      const { trace } = load("@opentelemetry/api") as OpenTelemetry;
      return trace.getTracer("nodejs-runtime").startSpan(name);
    },
  }));
}

/** The platform's programs, one per layer; a stack runs one of them. */
function lightenPlatform(from: string): void {
  const programs = resolved(from, "@groundwork-iac/platform/platform");
  const components = resolved(from, "@groundwork-iac/platform");
  if (programs === undefined || components === undefined) {
    return;
  }
  const parts = [
    ...globSync("programs/*.js", { cwd: dirname(programs) }).map((name) =>
      join(dirname(programs), name),
    ),
    ...globSync("*/index.js", { cwd: dirname(components) }).map((name) =>
      join(dirname(components), name),
    ),
  ];
  parts.forEach((file) => {
    loadLater(file);
  });
  const zod = packageFolder(programs, "zod");
  if (zod !== undefined) {
    loadLater(join(zod, "v4/locales/index.cjs"));
  }
}

function resolved(from: string, name: string): string | undefined {
  try {
    return realpathSync(createRequire(from).resolve(name));
  } catch {
    return undefined;
  }
}

interface OpenTelemetry {
  readonly trace: { getTracer(name: string): { startSpan(name: string): unknown } };
}

/** The module of each service that an SDK has. */
function modulesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !notServices.has(entry.name))
    .map(({ name }) => join(folder, name, "index.js"))
    .filter((file) => existsSync(file))
    .concat(join(folder, "index.js"));
}

/** Folders whose modules the SDK uses itself as it is loaded. */
const notServices = new Set(["config", "node_modules"]);

function packageFolder(from: string, name: string): string | undefined {
  try {
    return realpathSync(dirname(createRequire(from).resolve(`${name}/package.json`)));
  } catch {
    return undefined;
  }
}
