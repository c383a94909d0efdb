import type { Context } from "./context";
import { hasVariable } from "./iam-pattern";
import { allOf, Node, type Truth } from "./node";
import { parseStrictly } from "./strict-json";

/**
 * The statements of an IAM policy document, given as JSON text or as an object; undefined if it is
 * none: no JSON object, a key twice, a member that IAM does not know. A document that is not known
 * yet has one unknown statement.
 */
export function statements(document: Node): Node[] | undefined {
  const parsed =
    typeof document.value === "string"
      ? new Node(document.path, parseStrictly(document.value) ?? false)
      : document;
  const found = parsed.items("Statement");
  return isDocument(parsed) && found.every(isStatement) ? found : undefined;
}

/** Whether a statement grants something. */
export function allows(statement: Node): Truth {
  return statement.at("Effect").is((effect) => effect !== "Deny");
}

/** Reports a text that is no document; its statements otherwise. */
export function readStatements(document: Node, ctx: Context): Node[] {
  const found = statements(document);
  if (found === undefined) {
    ctx.violation({ path: document.path, want: "a policy document, with each key once" });
  }
  return found ?? [];
}

/** Reports each wrong statement, and a text that is no document. */
export function refuseStatements(
  document: Node,
  ctx: Context,
  want: string,
  isWrong: (statement: Node) => Truth,
): void {
  refuseEach(readStatements(document, ctx), ctx, want, isWrong);
}

/** Reports each wrong one of statements. */
export function refuseEach(
  found: readonly Node[],
  ctx: Context,
  want: string,
  isWrong: (statement: Node) => Truth,
): void {
  for (const statement of found) {
    const wrong = isWrong(statement);
    if (wrong === "unknown") {
      ctx.unknown(statement, want);
    } else if (wrong) {
      ctx.violation({ path: statement.path, want });
    }
  }
}

/** The values that StringEquals compares a key with. IAM ignores case in both names. */
export function equals(statement: Node, key: string): Node[] {
  return insensitive(insensitive(statement.key("Condition"), "StringEquals"), key).items();
}

/** Whether StringEquals compares a key with values that are all right, and none of the request's own. */
export function equalsOnly(
  statement: Node,
  key: string,
  isRight: (value: string) => boolean,
): Truth {
  const values = equals(statement, key);
  const isFixed = (value: string) => !hasVariable(value) && isRight(value);
  return values.length > 0 && allOf(values.map((value) => value.is(isFixed)));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
const members = {
  document: ["Version", "Id", "Statement"],
  statement: [
    ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"],
    ...["Resource", "NotResource", "Condition"],
  ],
};

function isDocument(node: Node): boolean {
  return node.absent || isObject(node, members.document);
}

function isStatement(statement: Node): boolean {
  const condition = statement.key("Condition");
  return (
    isObject(statement, members.statement) &&
    ["Action", "NotAction", "Resource", "NotResource"].every((name) =>
      statement.key(name).items().every(isText),
    ) &&
    // Two names that differ in case alone are one to IAM.
    [condition, ...condition.keys().map((operator) => condition.key(operator))].every(
      (node) => new Set(node.keys().map((key) => key.toLowerCase())).size === node.keys().length,
    )
  );
}

/** Whether a value is an object of these members, or not known. */
function isObject(node: Node, known: readonly string[]): boolean {
  const { value } = node;
  return (
    node.unknown !== undefined ||
    (typeof value === "object" &&
      !Array.isArray(value) &&
      node.keys().every((key) => known.includes(key)))
  );
}

const isText = (node: Node) => node.unknown !== undefined || typeof node.value === "string";

function insensitive(node: Node, name: string): Node {
  const key = node.keys().find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return node.key(key ?? name);
}
