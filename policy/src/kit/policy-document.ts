import type { Context } from "./context";
import { allOf, Node, type Truth } from "./node";

/**
 * The statements of an IAM policy document, given as JSON text or as an object; undefined if the
 * text is no JSON object. A document that is not known yet has one unknown statement.
 */
export function statements(document: Node): Node[] | undefined {
  if (typeof document.value !== "string") {
    return document.items("Statement");
  }
  const parsed = parse(document.value);
  return typeof parsed === "object" && parsed !== null
    ? new Node(document.path, parsed).items("Statement")
    : undefined;
}

/** Whether a statement grants something. */
export function allows(statement: Node): Truth {
  return statement.at("Effect").is((effect) => effect !== "Deny");
}

/** Reports each wrong statement, and a text that is no document. */
export function refuseStatements(
  document: Node,
  ctx: Context,
  want: string,
  isWrong: (statement: Node) => Truth,
): void {
  const found = statements(document);
  if (found === undefined) {
    ctx.violation({ path: document.path, want: "a policy document" });
    return;
  }
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

/** Whether StringEquals compares a key with values that are all right. */
export function equalsOnly(
  statement: Node,
  key: string,
  isRight: (value: string) => boolean,
): Truth {
  const values = equals(statement, key);
  return values.length > 0 && allOf(values.map((value) => value.is(isRight)));
}

function insensitive(node: Node, name: string): Node {
  const key = node.keys().find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return node.key(key ?? name);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
