import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import ts from "typescript";
import { describe, expect, it } from "vitest";

import * as modules from "../../components";
import { resourcePolicies } from "../../policy/src/pack/pack";
import { refusal, type Waiver } from "../../policy/src/pack/waivers";
import { rules } from "../../policy/src/rules/all";

const root = dirname(dirname(__dirname));
const readmeOf = (module: string) =>
  readFileSync(join(root, "components", module, "README.md"), "utf8");
const examplesOf = (markdown: string) =>
  [...markdown.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code = ""]) => code);

/** Files that a compilation has read, for the next. */
const read = new Map<string, ts.SourceFile>();

/** What the compiler says about a module's examples, by line. */
function complaints(examples: ReadonlyMap<string, string>): string[] {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, "tsconfig.base.json"), (path) => ts.sys.readFile(path)).config,
    ts.sys,
    root,
  );
  const host = ts.createCompilerHost(options);
  host.fileExists = (path) => examples.has(path) || ts.sys.fileExists(path);
  host.readFile = (path) => examples.get(path) ?? ts.sys.readFile(path);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, ...how) => {
    const file = read.get(path) ?? getSourceFile(path, ...how);
    if (file !== undefined && !examples.has(path)) {
      read.set(path, file);
    }
    return file;
  };
  const program = ts.createProgram([...examples.keys()], { ...options, noEmit: true }, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
    return `${file?.fileName ?? ""}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

describe("the modules' READMEs", () => {
  const names = Object.keys(modules) as (keyof typeof modules)[];

  it("have examples that compile against the package", () => {
    const examples = new Map(
      names.flatMap((name) =>
        examplesOf(readmeOf(name)).map((code, index): [string, string] => [
          join(root, "tests", `${name}-${index}.ts`),
          code,
        ]),
      ),
    );
    expect(examples.size).toBeGreaterThanOrEqual(names.length);
    expect(complaints(examples)).toEqual([]);
  });

  it("would not compile with a wrong argument", () => {
    const code = examplesOf(readmeOf("network"))[0]?.replace("nat:", "natt:") ?? "";
    expect(complaints(new Map([[join(root, "tests", "wrong.ts"), code]]))).toEqual([
      expect.stringContaining("'natt' does not exist in type 'VpcArgs'"),
    ]);
  });

  it.each(names)("%s lists each of its components", (name) => {
    const components = Object.values<unknown>({ ...modules[name] })
      .filter((value) => typeof value === "function" && "type" in value)
      .map((component) => (component as unknown as { readonly name: string }).name);
    const listed = [...readmeOf(name).matchAll(/^\| `(\w+)`/gm)].map(([, part]) => part);
    expect(listed).toEqual(expect.arrayContaining(components));
  });
});

describe("the policy pack's README", () => {
  const text = readFileSync(join(root, "policy/README.md"), "utf8");

  it("has an example that compiles", () => {
    const [code = "", ...others] = examplesOf(text);
    expect(others).toEqual([]);
    expect(complaints(new Map([[join(root, "tests", "policy.ts"), code]]))).toEqual([]);
  });

  it("has settings of a policy that there is, with a waiver that is in force", () => {
    const [, json = ""] = /^```json\n([^]*?)^```$/m.exec(text) ?? [];
    const settings = JSON.parse(json) as Record<string, { readonly waivers: Waiver[] }>;
    const names = resourcePolicies(rules).map(({ name }) => name);
    const told = Object.entries(settings);
    expect(told.map(([name, { waivers }]) => [names.includes(name), waivers.length])).toEqual([
      [true, 1],
    ]);
    const rule = rules.find(({ id }) => id === "ECR-01");
    const [waiver] = told.flatMap(([, { waivers }]) => waivers);
    expect(
      rule && waiver && refusal(waiver, { rule, stack: "prod" }, "2026-05-30"),
    ).toBeUndefined();
    expect(waiver?.rule).toBe(rule?.id);
  });
});
