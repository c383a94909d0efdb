import type { Context } from "../kit/context";
import { Judged } from "../kit/judged";
import { Node, Unknown } from "../kit/node";
import { Computed } from "../kit/template-values";
import { contentsOf, holderTypes } from "../kit/templates";
import type { Rule } from "../rules/rule";

/**
 * All types that a rule is asked about: its own, and those that hold others as text if the rule
 * judges kinds of aws-native, whose properties are CloudFormation's.
 */
export function typesOf({ types }: Pick<Rule, "types">): readonly string[] {
  const others = types.some((type) => type.startsWith("aws-native:")) ? holderTypes : [];
  return [...new Set([...types, ...others])];
}

/** Judges a resource, and the resources that it holds as text. */
export function judgeWhole(rule: Rule, resource: Judged, ctx: Context): void {
  if (rule.types.includes(resource.type)) {
    rule.check(resource, ctx);
  }
  const all = typesOf(rule);
  const { name, urn, options } = resource;
  for (const held of contentsOf(resource, accountOf(ctx.settings)).held) {
    const type = all.find((one) => one.toLowerCase() === nativeOf(held.type));
    if (type !== undefined) {
      const named = held.name === "" ? name : `${name}/${held.name}`;
      const inner = new Judged(type, named, urn, options, held.properties, true);
      judgeWhole(rule, inner, within(held.path, ctx));
    }
  }
}

/** The type of aws-native for one of CloudFormation's, in lower case. */
const nativeOf = (type: string) =>
  type
    .toLowerCase()
    .replace(/^aws::/, "aws-native:")
    .replace("::", ":");

/** The account that a template means by its own: one of the company's. */
function accountOf(settings: Node): string {
  const found = settings.items("accounts").find(({ text }) => /^\d{12}$/.test(text));
  return found?.text ?? "000000000000";
}

/** A context for resources below a path. */
function within(at: string, ctx: Context): Context {
  const below = (path: string) => (path === "" ? at : `${at}.${path}`);
  return {
    get tier() {
      return ctx.tier;
    },
    stack: ctx.stack,
    settings: ctx.settings,
    violation(finding) {
      ctx.violation({ ...finding, path: below(finding.path) });
    },
    unknown(node, want) {
      const { path, value } = node.firstUnknown() ?? node;
      if (value instanceof Unknown && value.cause instanceof Computed) {
        ctx.violation({ path: below(path), want: `${want}, written in the template itself` });
      } else {
        ctx.unknown(new Node(below(path), value), want);
      }
    },
  };
}
