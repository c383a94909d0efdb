import { Node, type Truth } from "./node";

/**
 * The statements of an IAM policy document, given as JSON text or as an object; undefined if the
 * text is no JSON object. A document that is not known yet is one unknown statement.
 */
export function statements(document: Node): Node[] | undefined {
  if (document.unknown) {
    return [document];
  }
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
