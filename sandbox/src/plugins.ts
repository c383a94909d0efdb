import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type { SandboxPaths } from "./paths";
import { makeFolder } from "./processes/folders";

/** Plays a provider for the project, if its SDK is installed: without it no program asks for one. */
export function installPlugin(paths: SandboxPaths, name: string): void {
  const sdk = installedSdk(paths.root, name);
  if (sdk === undefined) {
    return;
  }
  const { version, folder: sdkFolder } = sdk;
  const folder = join(paths.home, "plugins", `resource-${name}-v${version}`);
  makeFolder(folder);
  const script = join(folder, `pulumi-resource-${name}`);
  writeScript(script, join(__dirname, "cloud", "plugin.js"), [name, version, sdkFolder]);
}

/** The SDK of a package that a project has installed. */
export function installedSdk(root: string, name: string) {
  const manifest = manifestOf(root, `@pulumi/${name}`);
  if (manifest === undefined) {
    return undefined;
  }
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return { version, folder: dirname(manifest) };
}

function manifestOf(root: string, name: string): string | undefined {
  try {
    return createRequire(join(root, "_.js")).resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
}

/** Writes an executable that runs a compiled module with this Node.js. */
export function writeScript(path: string, module: string, args: string[]): void {
  const words = [process.execPath, module, ...args].map(
    (word) => `'${word.replaceAll("'", "'\\''")}'`,
  );
  writeFileSync(path, `#!/bin/sh\nexec ${words.join(" ")} "$@"\n`);
  chmodSync(path, 0o755);
}
