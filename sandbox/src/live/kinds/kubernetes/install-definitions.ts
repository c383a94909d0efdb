import { execFile } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { parseAllDocuments } from "yaml";

import type { Bag } from "../../../cloud/store";
import { at, isBag } from "../../../cloud/values";
import { definitionFile, definitionSources, type DefinitionSource } from "./definition-sources";
import { makeFolder } from "../../../processes/folders";

const run = promisify(execFile);
const downloadTimeoutMs = 300_000;

/**
 * Installs the custom resource definitions of every chart into the user's cache, from their
 * projects' own Go modules. It prints each chart whose module can't be downloaded: its kinds stay
 * in the offline cloud.
 * @returns the charts without definitions.
 */
export async function installDefinitions(
  progress: (line: string) => void,
  sources: Readonly<Record<string, DefinitionSource>> = definitionSources,
): Promise<string[]> {
  const missing: string[] = [];
  for (const [chart, source] of Object.entries(sources)) {
    const lacking = source.definitions.filter((name) => !existsSync(definitionFile(source, name)));
    if (lacking.length === 0) {
      continue;
    }
    try {
      progress(`custom resources of ${chart}: from ${source.module}@${source.version}`);
      await install(source);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      progress(`custom resources of ${chart} stay in the offline cloud: ${why}`);
      missing.push(chart);
    }
  }
  return missing;
}

async function install(source: DefinitionSource): Promise<void> {
  const folder = await download(source);
  const found = new Map(
    source.files
      .flatMap((file) => definitionsIn(readFileSync(join(folder, file), "utf8")))
      .map((definition) => [String(at(definition, "metadata.name")), definition]),
  );
  for (const name of source.definitions) {
    const definition = found.get(name);
    if (definition === undefined) {
      throw new Error(
        `${source.module}@${source.version}: want ${name} in ${source.files.join(", ")}, got ${[...found.keys()].join(", ")}`,
      );
    }
    const path = definitionFile(source, name);
    makeFolder(dirname(path));
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(definition));
    renameSync(`${path}.${process.pid}`, path);
  }
}

/** Folder of the module in Go's own cache. */
async function download({ module, version }: DefinitionSource): Promise<string> {
  const args = ["mod", "download", "-json", `${module}@${version}`];
  const env = { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "-mod=mod" };
  const options = { cwd: tmpdir(), env, timeout: downloadTimeoutMs, maxBuffer: 1e7 };
  const { stdout } = await run("go", args, options).catch((error: unknown) => {
    const { stdout = "", code, message } = error as NodeJS.ErrnoException & { stdout?: string };
    if (code === "ENOENT") {
      throw new Error("there is no Go to download it with; install Go and put it on PATH");
    }
    throw new Error(/"Error": "(.*)"/.exec(stdout)?.[1] ?? message);
  });
  return (JSON.parse(stdout) as { readonly Dir: string }).Dir;
}

/** The definitions in a file. Exported for its tests. */
export function definitionsIn(text: string): Bag[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as unknown)
    .filter(isBag)
    .filter(({ kind }) => kind === "CustomResourceDefinition")
    .map(plainDefinition);
}

/**
 * A definition as a cluster takes it: without labels and annotations, which hold a chart's
 * templates, and without a conversion webhook, since no controller answers here; versions then
 * differ by name only.
 */
function plainDefinition({ apiVersion, kind, metadata, spec }: Bag): Bag {
  const own = isBag(spec) ? spec : {};
  return {
    apiVersion,
    kind,
    metadata: { name: isBag(metadata) ? metadata["name"] : undefined },
    spec: { ...own, conversion: { strategy: "None" } },
  };
}
