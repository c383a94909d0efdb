import type { Ignorer } from "@stryker-mutator/api/ignore";

/** The part of Babel's path that is looked at. */
interface Path {
  readonly node: {
    readonly type: string;
    readonly name?: string;
    readonly value?: unknown;
    readonly key?: { readonly name?: string };
    readonly callee?: { readonly name?: string };
    readonly id?: { readonly name?: string } | null;
    readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
  };
  readonly parentPath: Path | null;
  readonly scope: {
    getBinding(name: string): { readonly referencePaths: readonly Path[] } | undefined;
  };
}

/**
 * Leaves unchanged what is no behaviour of a rule: its data (id, title, examples and so on), what
 * only its examples are made with, text for people, and names of resource types.
 */
export const ignorer: Ignorer = {
  shouldIgnore(given) {
    const path = given as unknown as Path;
    const text = textOf(path);
    if (isDatum(path)) {
      return "data of a rule";
    }
    if (madeForData(path, new Set())) {
      return "made for the data of a rule";
    }
    if (text?.includes(" ")) {
      return "text for people";
    }
    return text !== undefined && isType.test(text) ? "type of a resource" : undefined;
  },
};

/** Tests compare these with the installed SDKs. */
const isType = /^[\w-]+:[\w./-]+:\w+$/;

function textOf({ node }: Path): string | undefined {
  if (node.type === "StringLiteral") {
    return String(node.value);
  }
  return node.quasis?.map(({ value }) => value.raw).join("");
}

/** Whether this is a property of a rule, but its check. */
function isDatum({ node, parentPath }: Path): boolean {
  const call = parentPath?.parentPath?.node;
  return (
    node.type === "ObjectProperty" &&
    node.key?.name !== "check" &&
    call?.type === "CallExpression" &&
    ["rule", "graphRule"].includes(call.callee?.name ?? "")
  );
}

/** Whether this declares, in the file's outermost scope, what only the data of rules needs. */
function madeForData(path: Path, seen: Set<string>): boolean {
  const { node, parentPath, scope } = path;
  const statement = node.type === "VariableDeclarator" ? parentPath : path;
  const around = statement?.parentPath;
  const outer = isExport(around) ? around?.parentPath : around;
  const isOutermost =
    ["FunctionDeclaration", "VariableDeclarator"].includes(node.type) &&
    outer?.node.type === "Program";
  const name = node.id?.name;
  if (!isOutermost || name === undefined || seen.has(name)) {
    return false;
  }
  // What is exported is so for the cases beside the rule.
  const uses = (scope.getBinding(name)?.referencePaths ?? []).filter((use) => !isExport(use));
  const inData = (use: Path): boolean => {
    const above = ancestors(use);
    const more = new Set([...seen, name]);
    return above.some(isDatum) || above.some((one) => madeForData(one, more));
  };
  return uses.length > 0 && uses.every(inData);
}

const isExport = (path: Path | null | undefined) => path?.node.type === "ExportNamedDeclaration";

function ancestors(path: Path): Path[] {
  return path.parentPath ? [path, ...ancestors(path.parentPath)] : [path];
}
