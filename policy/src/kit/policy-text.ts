import { type Attribute, type Block, parseHcl } from "./hcl";
import { parseStrictly } from "./strict-json";

/** The part of an OpenBao or Vault policy about one path. */
export interface PathRule {
  readonly path: string;
  readonly capabilities: readonly string[];
}

/**
 * The paths of a policy, written in HCL or JSON; undefined if it is not well-formed, has a
 * key of JSON twice, or holds anything but paths. https://openbao.org/docs/concepts/policies/
 */
export function pathsOf(text: string): PathRule[] | undefined {
  return text.trimStart().startsWith("{") ? fromJson(text) : fromHcl(text);
}

function fromHcl(text: string): PathRule[] | undefined {
  const rules = parseHcl(text)
    ?.filter((entry) => "body" in entry || entry.key !== "name")
    .map((entry) => ("body" in entry ? ruleOf(entry) : undefined));
  return complete(rules);
}

function ruleOf({ key, labels, body }: Block): PathRule | undefined {
  const [path = "", ...more] = labels;
  const attributes = body.filter((entry): entry is Attribute => "value" in entry);
  const once = new Set(attributes.map((attribute) => attribute.key)).size === attributes.length;
  return key === "path" && path !== "" && more.length === 0 && once
    ? pathRule(path, Object.fromEntries(attributes.map(({ key: name, value }) => [name, value])))
    : undefined;
}

function fromJson(text: string): PathRule[] | undefined {
  const parsed = parseStrictly(text);
  const paths = isRecord(parsed) ? parsed.path : undefined;
  return isRecord(paths)
    ? complete(
        Object.entries(paths).map(([path, attributes]) =>
          isRecord(attributes) ? pathRule(path, attributes) : undefined,
        ),
      )
    : undefined;
}

/** `policy` is the older way to give capabilities. */
function pathRule(path: string, attributes: Record<string, unknown>): PathRule | undefined {
  const { capabilities = [], policy = [] } = attributes;
  const given = [capabilities, policy].flat();
  return Array.isArray(capabilities) && given.every((word) => typeof word === "string")
    ? { path: path.replace(/^\//, ""), capabilities: given }
    : undefined;
}

function complete(rules: (PathRule | undefined)[] | undefined): PathRule[] | undefined {
  const found = rules?.filter((one) => one !== undefined);
  return found?.length === rules?.length ? found : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
