import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type * as TypeScript from "typescript";
import { makeFolder } from "../processes/folders";

/** The type of a value, as far as the SDK's declarations state it. */
export type Shape =
  | { readonly is: "string" | "number" | "boolean" | "any" }
  | { readonly is: "literal"; readonly values: readonly string[] }
  | { readonly is: "list" | "map"; readonly of: Shape }
  | { readonly is: "object"; readonly name: string };

/** A property of a kind or of one of its nested types. */
export interface Property {
  readonly shape: Shape;
  readonly required: boolean;
}

export type Properties = Readonly<Record<string, Property>>;

/** A kind as its SDK declares it. */
export interface Declaration {
  readonly token: string;
  readonly inputs: Properties;
  /** True when keys beside the declared ones are accepted, as in custom resources. */
  readonly open: boolean;
  readonly outputs: readonly string[];
  /** Outputs that are always a string. */
  readonly texts: readonly string[];
  /** Nested types that `inputs` refers to, by name. */
  readonly types: Readonly<Record<string, Properties>>;
}

/** Bump this when the compiler's result changes, so that caches are rebuilt. */
const format = 3;

/**
 * Reads the properties of kinds from the declaration files of an installed SDK package, and caches the
 * result in one small file per kind, so that a plugin starts without the TypeScript compiler.
 */
export class Declarations {
  private readonly known = new Map<string, Declaration | undefined>();
  private sources: Sources | undefined;

  /**
   * @param packageFolder Folder of the SDK package, such as `node_modules/@pulumi/aws`.
   * @param cacheFolder Folder for the compiled files; shared by all sandboxes of a user.
   */
  public constructor(
    private readonly packageFolder: string,
    private readonly cacheFolder: string,
  ) {}

  /** The declaration of a kind, or nothing if the SDK has no such kind. */
  public of(token: string): Declaration | undefined {
    if (!this.known.has(token)) {
      this.known.set(token, this.load(token));
    }
    return this.known.get(token);
  }

  private load(token: string): Declaration | undefined {
    const path = join(this.cacheFolder, `${fileName(token)}.json`);
    if (existsSync(path)) {
      return JSON.parse(readFileSync(path, "utf8")) as Declaration;
    }
    this.sources ??= new Sources(this.packageFolder);
    const declaration = this.sources.compile(token);
    if (declaration !== undefined) {
      makeFolder(this.cacheFolder);
      const draft = `${path}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(declaration));
      renameSync(draft, path);
    }
    return declaration;
  }
}

/** The cache folder of one package at one version. */
export function declarationsFolder(cache: string, name: string, version: string): string {
  return join(cache, "declarations", `${name}-${version}-f${format}`);
}

function fileName(token: string): string {
  const short = createHash("sha256").update(token).digest("hex").slice(0, 8);
  return `${token.split(":").at(-1) ?? ""}-${short}`;
}

/** The file in which an SDK declares a kind, from the kind's token; `aws:ec2/vpc:Vpc` is `ec2/vpc.d.ts`. */
function declarationFile(token: string): string {
  const [pkg, module = "", type = ""] = token.split(":");
  const file = type.charAt(0).toLowerCase() + type.slice(1);
  if (pkg === "kubernetes") {
    const [group = "", version] = module.split("/");
    const folder = group.split(".")[0] ?? "";
    return version === undefined ? join("core", group, file) : join(folder, version, file);
  }
  const [folder = "", name = file] = module.split("/");
  return folder === "index" ? name : join(folder, name);
}

type Interface = TypeScript.InterfaceDeclaration;

/** The declaration files, parsed on demand. */
class Sources {
  private readonly ts: typeof TypeScript;
  private nested: Map<string, Interface> | undefined;

  public constructor(private readonly folder: string) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- half a second, seldom needed
    this.ts = require("typescript") as typeof TypeScript;
  }

  public compile(token: string): Declaration | undefined {
    const path = join(this.folder, `${declarationFile(token)}.d.ts`);
    if (!existsSync(path)) {
      return undefined;
    }
    const type = token.split(":").at(-1) ?? "";
    const file = this.parse(path);
    const args = file.statements.find(
      (s): s is Interface => this.ts.isInterfaceDeclaration(s) && s.name.text === `${type}Args`,
    );
    const declared = file.statements.find(
      (s): s is TypeScript.ClassDeclaration =>
        this.ts.isClassDeclaration(s) && s.name?.text === type,
    );
    if (args === undefined || declared === undefined) {
      return undefined;
    }
    const [inputs, outputs] = [this.properties(args), this.outputs(declared)];
    return {
      token,
      inputs,
      open: args.members.some((member) => this.ts.isIndexSignatureDeclaration(member)),
      outputs: outputs.map(nameOf),
      texts: outputs.filter((m) => m.type?.getText(file) === "pulumi.Output<string>").map(nameOf),
      types: this.closure(inputs),
    };
  }

  private parse(path: string): TypeScript.SourceFile {
    return this.ts.createSourceFile(
      path,
      readFileSync(path, "utf8"),
      this.ts.ScriptTarget.Latest,
      false,
    );
  }

  private outputs(declared: TypeScript.ClassDeclaration): TypeScript.PropertyDeclaration[] {
    const isOutput = (m: TypeScript.ClassElement): m is TypeScript.PropertyDeclaration =>
      this.ts.isPropertyDeclaration(m) && this.ts.isIdentifier(m.name);
    return declared.members.filter(isOutput).filter((m) => !nameOf(m).startsWith("__"));
  }

  private closure(inputs: Properties): Record<string, Properties> {
    const types: Record<string, Properties> = {};
    const visit = (properties: Properties) => {
      for (const { shape } of Object.values(properties)) {
        const name = referred(shape);
        if (name === undefined || name in types) {
          continue;
        }
        const found = this.nestedTypes().get(name);
        types[name] = found === undefined ? {} : this.properties(found);
        visit(types[name]);
      }
    };
    visit(inputs);
    return types;
  }

  private nestedTypes(): Map<string, Interface> {
    if (this.nested === undefined) {
      this.nested = new Map();
      const file = this.parse(join(this.folder, "types", "input.d.ts"));
      this.collect(file.statements, "", this.nested);
    }
    return this.nested;
  }

  private collect(
    statements: readonly TypeScript.Statement[],
    prefix: string,
    into: Map<string, Interface>,
  ): void {
    for (const statement of statements) {
      if (this.ts.isInterfaceDeclaration(statement)) {
        into.set(`${prefix}${statement.name.text}`, statement);
      } else if (this.ts.isModuleDeclaration(statement)) {
        const { body, name } = statement;
        if (body !== undefined && this.ts.isModuleBlock(body)) {
          this.collect(body.statements, `${prefix}${name.text}.`, into);
        }
      }
    }
  }

  private properties(declared: Interface): Record<string, Property> {
    const properties: Record<string, Property> = {};
    for (const member of declared.members) {
      if (!this.ts.isPropertySignature(member) || member.type === undefined) {
        continue;
      }
      const { name } = member;
      if (this.ts.isIdentifier(name) || this.ts.isStringLiteral(name)) {
        const required = member.questionToken === undefined;
        properties[name.text] = { shape: this.shape(member.type), required };
      }
    }
    return properties;
  }

  private shape(type: TypeScript.TypeNode): Shape {
    const { ts } = this;
    if (ts.isParenthesizedTypeNode(type)) {
      return this.shape(type.type);
    }
    if (ts.isArrayTypeNode(type)) {
      return { is: "list", of: this.shape(type.elementType) };
    }
    if (ts.isUnionTypeNode(type)) {
      return this.union(type.types);
    }
    if (ts.isTypeLiteralNode(type)) {
      const index = type.members.find((m) => ts.isIndexSignatureDeclaration(m));
      return index === undefined ? { is: "any" } : { is: "map", of: this.shape(index.type) };
    }
    if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) {
      return { is: "literal", values: [type.literal.text] };
    }
    if (ts.isTypeReferenceNode(type)) {
      return this.reference(type);
    }
    return { is: primitive(type.kind, ts) };
  }

  /** `Input<X>` is `X`; `inputs.eks.Thing` is a nested type; enums and ARNs are strings. */
  private reference(type: TypeScript.TypeReferenceNode): Shape {
    const name = entityName(type.typeName, this.ts);
    const [first] = type.typeArguments ?? [];
    if (name === "pulumi.Input" && first !== undefined) {
      return this.shape(first);
    }
    if (name.startsWith("inputs.")) {
      return { is: "object", name: name.slice("inputs.".length) };
    }
    return { is: name.startsWith("pulumi.asset") ? "any" : "string" };
  }

  /** A string or a resource is a string, since the SDK sends resources as their id. */
  private union(types: readonly TypeScript.TypeNode[]): Shape {
    const shapes = types
      .filter((type) => type.kind !== this.ts.SyntaxKind.UndefinedKeyword)
      .map((type) => this.shape(type));
    const [first = { is: "any" } as const] = shapes;
    if (shapes.length === 1) {
      return first;
    }
    if (shapes.every((shape) => shape.is === "literal")) {
      return { is: "literal", values: shapes.flatMap((shape) => shape.values) };
    }
    const scalar = shapes.some(({ is }) => is === "number" || is === "boolean");
    return { is: !scalar && shapes.some(({ is }) => is === "string") ? "string" : "any" };
  }
}

const nameOf = ({ name }: TypeScript.PropertyDeclaration) => (name as TypeScript.Identifier).text;

function entityName(name: TypeScript.EntityName, ts: typeof TypeScript): string {
  return ts.isIdentifier(name) ? name.text : `${entityName(name.left, ts)}.${name.right.text}`;
}

function primitive(kind: TypeScript.SyntaxKind, ts: typeof TypeScript) {
  switch (kind) {
    case ts.SyntaxKind.StringKeyword:
      return "string" as const;
    case ts.SyntaxKind.NumberKeyword:
      return "number" as const;
    case ts.SyntaxKind.BooleanKeyword:
      return "boolean" as const;
    default:
      return "any" as const;
  }
}

function referred(shape: Shape): string | undefined {
  switch (shape.is) {
    case "object":
      return shape.name;
    case "list":
    case "map":
      return referred(shape.of);
    default:
      return undefined;
  }
}
