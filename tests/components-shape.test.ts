import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import ts from "typescript";
import { describe, expect, it } from "vitest";

import { components } from "./components";

const root = join(__dirname, "..");
const folder = join(root, "components");
const modules = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "lib")
  .map(({ name }) => name)
  .sort();
const files = globSync("*/*.ts", { cwd: folder, exclude: ["lib/**", "*/index.ts"] }).sort();

/** The shape that every component has, of the component `name` of `module`. */
const shapeOf = (module: string, name: string) => ({
  type: `typeToken("${module}", "${name}")`,
  parameters: ["name: string", `args: ${name}Args`, "opts?: pulumi.ComponentResourceOptions"],
  passesOn: true,
  registersLast: true,
});

/** The shape that a class has, as its source has it; none if it is no component. */
function shapeIn(source: string, declared: ts.ClassDeclaration) {
  const text = (node: ts.Node) => source.slice(node.getStart(), node.end);
  const [base] = declared.heritageClauses?.flatMap(({ types }) => types) ?? [];
  if (base === undefined || text(base) !== "pulumi.ComponentResource") {
    return undefined;
  }
  const type = declared.members
    .filter(ts.isPropertyDeclaration)
    .find((member) => text(member.name) === "type");
  const made = declared.members.find(ts.isConstructorDeclaration);
  const statements = made?.body?.statements ?? [];
  const name = declared.name?.text ?? "";
  const passing = new RegExp(`^super\\(\\s*${name}\\.type,\\s*name,[^]*,\\s*opts,?\\s*\\);$`);
  return {
    type: type?.initializer && text(type.initializer),
    // Arguments that are all optional may be left out.
    parameters: made?.parameters.map((parameter) => text(parameter).replace(/ = \{\}$/, "")),
    passesOn: statements.map(text).some((line) => passing.test(line)),
    registersLast: text(statements.at(-1) as ts.Node).startsWith("this.registerOutputs({"),
  };
}

/** Shapes of the classes of a file that extend Pulumi's, by name. */
function shapes(source: string): Record<string, object> {
  const parsed = ts.createSourceFile("component.ts", source, ts.ScriptTarget.Latest, true);
  const classes = parsed.statements.filter(ts.isClassDeclaration);
  return Object.fromEntries(
    classes.flatMap((declared) => {
      const shape = shapeIn(source, declared);
      return shape === undefined ? [] : [[declared.name?.text ?? "", shape]];
    }),
  );
}

const found = files.map((file) => ({
  file,
  module: dirname(file),
  shapes: shapes(readFileSync(join(folder, file), "utf8")),
}));

describe("every component takes (name, args, opts), has its own token, and registers its outputs", () => {
  it.each(found.filter((file) => Object.keys(file.shapes).length > 0))("$file", (file) => {
    const names = Object.keys(file.shapes);
    expect(file.shapes).toEqual(
      Object.fromEntries(names.map((name) => [name, shapeOf(file.module, name)])),
    );
  });

  it("and stands in the list that other tests go through", () => {
    const tokens = found.flatMap(({ module, shapes }) =>
      Object.keys(shapes).map((name) => `groundwork:${module}:${name}`),
    );
    expect(tokens.sort()).toEqual(Object.keys(components).sort());
  });

  it.each([
    ["options before arguments", "args: AArgs, opts?: pulumi", "opts: pulumi"],
    ["arguments of another's", "args: AArgs", "args: BArgs"],
    ["another's token", '"team", "A"', '"team", "B"'],
    ["options that go nowhere", "name, args, opts)", "name, args)"],
    ["outputs that nobody gets", "this.registerOutputs({});", ""],
  ])("would not take %s", (_what, text, other) => {
    const source = `class A extends pulumi.ComponentResource {
      public static readonly type = typeToken("team", "A");
      public constructor(name: string, args: AArgs, opts?: pulumi.ComponentResourceOptions) {
        super(A.type, name, args, opts);
        this.registerOutputs({});
      }
    }`;
    expect(shapes(source)).toEqual({ A: shapeOf("team", "A") });
    expect(source).toContain(text);
    expect(shapes(source.replace(text, other))).not.toEqual({ A: shapeOf("team", "A") });
  });
});

describe("the border of the package", () => {
  const manifest = readFileSync(join(root, "package.json"), "utf8");
  const { exports } = JSON.parse(manifest) as { readonly exports: Record<string, unknown> };

  it.each(modules)("%s shows each of its files by its index", (module) => {
    const index = readFileSync(join(folder, module, "index.ts"), "utf8");
    const shown = [...index.matchAll(/from "\.\/([^"]+)"/g)].map(([, file]) => file);
    const own = files.filter((file) => dirname(file) === module);
    expect(shown.sort()).toEqual(own.map((file) => basename(file, ".ts")).sort());
  });

  it.each(modules)("%s is shown by the index of all, and by its files", (module) => {
    const index = readFileSync(join(folder, "index.ts"), "utf8");
    expect(index).toContain(`export * as ${module} from "./${module}";`);
    const target = `./dist/components/${module}/*`;
    expect(exports[`./${module}/*`]).toEqual({ types: `${target}.d.ts`, default: `${target}.js` });
    const inner = existsSync(join(folder, module, "internal")) ? [null] : [];
    const hidden = Object.entries(exports).filter(([key]) => key === `./${module}/internal/*`);
    expect(hidden.map(([, value]) => value)).toEqual(inner);
  });
});
