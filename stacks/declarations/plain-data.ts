import { type Document, isAlias, isNode, isPair, isScalar, parseAllDocuments, visit } from "yaml";

/** The data of a text, or why it could be read in more than one way. */
export type PlainData = { readonly data: unknown } | { readonly why: string };

/**
 * The data of a text that every parser reads alike: one document without aliases, anchors, tags and
 * directives, whose keys are texts that are there once.
 */
export function plainData(text: string): PlainData {
  try {
    const documents: readonly Document[] = [...parseAllDocuments(text)];
    const [document, ...others] = documents;
    if (document === undefined) {
      return { data: null };
    }
    const why = others.length > 0 ? "it holds several documents" : oddity(document);
    return why === undefined ? { data: document.toJS() as unknown } : { why };
  } catch {
    return { why: "no parser takes it" };
  }
}

function oddity(document: Document): string | undefined {
  if (document.errors.length > 0 || document.warnings.length > 0) {
    return "it is no plain YAML, or has a key twice";
  }
  if (document.directives?.yaml.explicit === true) {
    return "it has a directive";
  }
  let why: string | undefined;
  visit(document, (_, node) => {
    why = isPair(node) ? keyOddity(node.key) : isNode(node) ? nodeOddity(node) : undefined;
    return why === undefined ? undefined : visit.BREAK;
  });
  return why;
}

function keyOddity(key: unknown): string | undefined {
  if (!isScalar(key) || typeof key.value !== "string") {
    return "it has a key that is no text";
  }
  return key.value === "<<" || key.value === "__proto__" ? `it has a key ${key.value}` : undefined;
}

function nodeOddity(node: object): string | undefined {
  const { anchor, tag } = node as { readonly anchor?: string; readonly tag?: string };
  if (isAlias(node) || anchor !== undefined) {
    return "it has an anchor or an alias";
  }
  return tag === undefined ? undefined : "it has a tag";
}
