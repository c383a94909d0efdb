/**
 * Runs a program's TypeScript as the SDK does with PULUMI_NODEJS_TRANSPILE_ONLY, but caches the
 * compiled code of a file: loading TypeScript takes longer than most programs.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type TypeScript from "typescript";

import { makeFolder } from "../processes/folders";

/** The compiled code of a file, with its sources. */
interface Kept {
  /** Hash of each file that it depends on, by path. */
  readonly sources: Readonly<Record<string, string>>;
  readonly code: string;
}

/**
 * Makes `require` compile the TypeScript of the program in `folder`.
 * @returns whether it does: not if the program's modules are no CommonJS, if it has no TypeScript, or
 * if its settings are such that only the SDK's own way says what comes of them.
 */
export function runTypeScript(folder: string, cache: string): boolean {
  const resolver = createRequire(join(folder, "_.js"));
  if (
    !isCommonJs(folder) ||
    compilerOf(resolver) === undefined ||
    !hasUsualSettings(resolver, folder, cache)
  ) {
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
    makeFolder(dirname(file));
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
  // One file is written out by itself, so where imports lead does not matter.
  delete options.moduleResolution;
  const { outputText, diagnostics = [] } = ts.transpileModule(readFileSync(path, "utf8"), {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      ...options,
      module: ts.ModuleKind.CommonJS,
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
  // This file has the settings that a program does not give.
  const sources = [path, ...files, compilerOf(resolver) ?? "", __filename];
  return {
    sources: Object.fromEntries(sources.map((file) => [file, hashOf(file)])),
    code: outputText,
  };
}

/** Settings that do not only say how a file is written out, but what it may import. */
const unusual = ["customConditions", "resolvePackageJsonExports", "resolvePackageJsonImports"];
const usualModules = ["none", "commonjs", "node16", "node18", "node20", "nodenext"];
const usualResolutions = ["node", "nodejs", "node10", "node16", "nodenext"];

/** Whether the settings of the program in `folder` are those of most; kept, since TypeScript reads them. */
function hasUsualSettings(resolver: NodeJS.Require, folder: string, cache: string): boolean {
  const file = join(cache, hashed(`${folder}\nsettings`));
  return (readKept(file) ?? keep(file, judged(resolver, folder))).code === "usual";
}

function judged(resolver: NodeJS.Require, folder: string): Kept {
  const ts = resolver("typescript") as typeof TypeScript;
  const { options, files, isBroken } = settingsOf(ts, join(folder, "tsconfig.json"));
  const isOneOf = (value: number | undefined, names: Record<string, unknown>, usual: string[]) =>
    value === undefined || usual.includes(String(names[value]).toLowerCase());
  const isUsual =
    !isBroken &&
    unusual.every((name) => options[name] === undefined) &&
    isOneOf(options.module, ts.ModuleKind, usualModules) &&
    isOneOf(options.moduleResolution, ts.ModuleResolutionKind, usualResolutions);
  const sources = [...files, compilerOf(resolver) ?? "", __filename];
  return {
    sources: Object.fromEntries(sources.map((path) => [path, hashOf(path)])),
    code: isUsual ? "usual" : "unusual",
  };
}

/** TypeScript's complaint about an empty folder, which is what the host below shows it. */
const noInputs = 18003;

/** Settings, with the files that they are read from. */
function settingsOf(ts: typeof TypeScript, file: string) {
  const files = [file];
  const readFile = (path: string) => {
    files.push(path);
    return ts.sys.readFile(path);
  };
  if (!existsSync(file)) {
    return { options: {}, files, isBroken: false };
  }
  const { config, error } = ts.readConfigFile(file, readFile) as {
    config: unknown;
    error?: unknown;
  };
  // Which files are the program's does not matter here.
  const host = { ...ts.sys, readFile, readDirectory: () => [] };
  const { options, errors } = ts.parseJsonConfigFileContent(config, host, dirname(file));
  const isBroken = error !== undefined || errors.some(({ code }) => code !== noInputs);
  return { options, files, isBroken };
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
