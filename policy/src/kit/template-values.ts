import { Unknown } from "./node";

/** A value that a template computes, so that no preview and no state ever shows it. */
export class Computed extends Error {}

/** What the functions of a template can refer to. */
export interface Scope {
  /** Values of parameters by name, as far as they are known. */
  readonly parameters: ReadonlyMap<string, unknown>;
  /** Types of the template's resources by name. */
  readonly types: ReadonlyMap<string, string>;
  /** Id of the account that the template is for. */
  readonly account: string;
}

/** A place whose value a template computes. */
export const computed = () => new Unknown(new Computed("computed by the template"));

/**
 * The value with its functions applied, as far as their result is known. A resource of the template
 * counts as one of its account, by the name that the template gives it: a specific one.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function applied(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((member) => applied(member, scope)).filter((member) => member !== undefined);
  }
  if (typeof value !== "object" || value === null || value instanceof Unknown) {
    return value;
  }
  const entries = Object.entries(value);
  const [first] = entries;
  if (first && entries.length === 1 && /^(Ref$|Fn::)/.test(first[0])) {
    return call(first[0], first[1], scope);
  }
  const results = entries.map(([key, member]) => [key, applied(member, scope)] as const);
  return Object.fromEntries(results.filter(([, member]) => member !== undefined));
}

function call(name: string, given: unknown, scope: Scope): unknown {
  if (name === "Ref") {
    return typeof given === "string" ? reference(given, scope) : computed();
  }
  const list = Array.isArray(given) ? (given as unknown[]) : [given];
  if (name === "Fn::GetAtt") {
    return attribute(String(list[0]), String(list[1]), scope);
  }
  if (name === "Fn::Sub") {
    return substituted(list[0], list[1], scope);
  }
  return name === "Fn::Join" ? joined(list, scope) : computed();
}

function reference(name: string, { parameters, types, account }: Scope): unknown {
  const pseudo: Readonly<Record<string, unknown>> = {
    "AWS::AccountId": account,
    "AWS::Partition": "aws",
    "AWS::Region": "us-east-1",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::NoValue": undefined,
  };
  if (Object.hasOwn(pseudo, name)) {
    return pseudo[name];
  }
  if (parameters.has(name)) {
    return parameters.get(name);
  }
  // A resource of one's own kind answers what its program likes.
  return isOfAws(types.get(name)) ? name : computed();
}

function attribute(name: string, path: string, { types, account }: Scope): unknown {
  const type = types.get(name) ?? "";
  const [, service, kind] = type.toLowerCase().split("::");
  return path === "Arn" && isOfAws(type)
    ? `arn:aws:${service}::${account}:${kind}/${name}`
    : computed();
}

const isOfAws = (type: string | undefined) =>
  type !== undefined && /^AWS::(?!CloudFormation::)\w+::\w+$/.test(type);

function substituted(text: unknown, given: unknown, scope: Scope): unknown {
  if (typeof text !== "string") {
    return computed();
  }
  const own = new Map(Object.entries(typeof given === "object" && given !== null ? given : {}));
  const parts = text.split(/\$\{([^}]*)\}/).map((part, at) => {
    if (at % 2 === 0) {
      return part;
    }
    const [first = "", path] = part.split(/\.(.*)/s);
    if (part.startsWith("!")) {
      return `\${${part.slice(1)}}`;
    }
    if (own.has(part)) {
      return applied(own.get(part), scope);
    }
    return path === undefined ? reference(part, scope) : attribute(first, path, scope);
  });
  return textOf(parts, "");
}

function joined([separator, members]: readonly unknown[], scope: Scope): unknown {
  const parts = applied(members, scope);
  return typeof separator === "string" && Array.isArray(parts)
    ? textOf(parts as unknown[], separator)
    : computed();
}

function textOf(parts: readonly unknown[], separator: string): unknown {
  const isPlain = parts.every((part) => typeof part === "string" || typeof part === "number");
  return isPlain ? parts.join(separator) : computed();
}
