/**
 * Runs a program's TypeScript as the SDK does with PULUMI_NODEJS_TRANSPILE_ONLY, but caches the
 * compiled code of a file: loading TypeScript takes longer than most programs.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type TypeScript from "typescript";

/** The compiled code of a file, with its sources. */
interface Kept {
  /** Hash of each file that it depends on, by path. */
  readonly sources: Readonly<Record<string, string>>;
  readonly code: string;
}

/**
 * Makes `require` compile the TypeScript of the program in `folder`.
 * @returns whether it does: not if the program's modules are no CommonJS, or it has no TypeScript.
 */
export function runTypeScript(folder: string, cache: string): boolean {
  const resolver = createRequire(join(folder, "_.js"));
  if (!isCommonJs(folder) || compilerOf(resolver) === undefined) {
    return false;
  }
  const compile = (module: NodeJS.Module, path: string) => {
    const file = join(cache, hashed(`${folder}\n${path}`));
    const kept = readKept(file) ?? keep(file, transpiled(resolver, folder, path));
    (module as Compiling)._compile(kept.code, path);
  };
  for (const extension of [".ts", ".tsx", ".cts"]) {
    require.extensions[extension] = compile;
  }
  return true;
}

interface Compiling extends NodeJS.Module {
  _compile(code: string, path: string): void;
}

/** Whether the modules in `folder` are CommonJS, by the nearest package.json. */
function isCommonJs(folder: string): boolean {
  const file = join(folder, "package.json");
  if (existsSync(file)) {
    return (JSON.parse(readFileSync(file, "utf8")) as { type?: string }).type !== "module";
  }
  return dirname(folder) === folder || isCommonJs(dirname(folder));
}

function readKept(file: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as Kept;
    const isFresh = Object.entries(kept.sources).every(([path, hash]) => hash === hashOf(path));
    return isFresh ? kept : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, kept: Kept): Kept {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(kept));
    renameSync(draft, file);
  } catch {
    // Without a cache, the file is compiled each time.
  }
  return kept;
}

/** By the program's own TypeScript and settings. */
function transpiled(resolver: NodeJS.Require, folder: string, path: string): Kept {
  const ts = resolver("typescript") as typeof TypeScript;
  const { options, files } = settingsOf(ts, join(folder, "tsconfig.json"));
  const { outputText, diagnostics = [] } = ts.transpileModule(readFileSync(path, "utf8"), {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      ...options,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      inlineSourceMap: true,
      inlineSources: true,
      sourceMap: false,
    },
  });
  if (diagnostics.length > 0) {
    const host = {
      getCanonicalFileName: (name: string) => name,
      getCurrentDirectory: () => folder,
      getNewLine: () => "\n",
    };
    const why = ts.formatDiagnostics(diagnostics, host);
    // By this name the SDK knows that the message names the place of the error.
    throw Object.assign(new Error(`Unable to compile TypeScript:\n${why}`), { name: "TSError" });
  }
  const sources = [path, ...files, compilerOf(resolver) ?? ""];
  return {
    sources: Object.fromEntries(sources.map((file) => [file, hashOf(file)])),
    code: outputText,
  };
}

/** Settings, with the files that they are read from. */
function settingsOf(ts: typeof TypeScript, file: string) {
  const files = [file];
  const readFile = (path: string) => {
    files.push(path);
    return ts.sys.readFile(path);
  };
  if (!existsSync(file)) {
    return { options: {}, files };
  }
  const { config } = ts.readConfigFile(file, readFile) as { config: unknown };
  // Which files are the program's does not matter here.
  const host = { ...ts.sys, readFile, readDirectory: () => [] };
  const { options } = ts.parseJsonConfigFileContent(config, host, dirname(file));
  return { options, files };
}

/** The package.json of the program's TypeScript, which names its version. */
function compilerOf(resolver: NodeJS.Require): string | undefined {
  try {
    return resolver.resolve("typescript/package.json");
  } catch {
    return undefined;
  }
}

const hashed = (text: string) => createHash("sha256").update(text).digest("hex");

/** The hash of the file's content; a missing file always has the same one. */
const hashOf = (file: string) => (existsSync(file) ? hashed(readFileSync(file, "utf8")) : "");
