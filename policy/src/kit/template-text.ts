import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";

import { parseStrictly } from "./strict-json";

/** Names that the short tags of YAML stand for; the others are `Fn::` and the tag. */
const tags: Readonly<Record<string, string>> = { "!Ref": "Ref", "!Condition": "Condition" };

/**
 * The value of a template's text, JSON or YAML, in which each short tag is the function that it
 * stands for; undefined if the text is neither, has a key twice, or has an alias or a merge, which
 * CloudFormation does not take. Words are those of YAML 1.1: `yes` is true.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export const parseTemplate = (text: string): unknown => parseStrictly(text) ?? parseYaml(text);

function parseYaml(text: string): unknown {
  try {
    const { errors, contents } = parseDocument(text, { version: "1.1" });
    return errors.length > 0 ? undefined : valueOf(contents);
  } catch {
    return undefined;
  }
}

function valueOf(node: unknown): unknown {
  const value = plainOf(node);
  const tag = (node as { readonly tag?: unknown } | null)?.tag;
  if (typeof tag !== "string" || !/^!\w+$/.test(tag)) {
    return value;
  }
  const isPath = tag === "!GetAtt" && typeof value === "string";
  const name = tags[tag] ?? `Fn::${tag.slice(1)}`;
  return { [name]: isPath ? value.split(/\.(.*)/s).slice(0, 2) : value };
}

function plainOf(node: unknown): unknown {
  if (isAlias(node)) {
    throw new Error();
  }
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map(({ key, value }) => [
        String(isScalar(key) ? key.source : key),
        valueOf(value),
      ]),
    );
  }
  if (isSeq(node)) {
    return node.items.map(valueOf);
  }
  if (!isScalar(node)) {
    return undefined;
  }
  // A day is a text here, as the version of an IAM document is.
  return node.value instanceof Date ? node.source : node.value;
}
