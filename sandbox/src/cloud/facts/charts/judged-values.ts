import { suggestion } from "../../check";
import type { Failure } from "../../check";
import type { Bag } from "../../store";
import { isBag, unknownValue } from "../../values";
import type { ChartFacts, ValueNode } from "./index";

/**
 * Every value that a chart does not take: a name that neither its values, its schema nor its templates
 * have, which Helm would ignore, or a value of another type.
 */
export function judgedValues(
  facts: ChartFacts,
  values: unknown,
  hides: (path: string) => boolean,
): Failure[] {
  const failures: Failure[] = [];
  visit(facts.values, values, "values");
  return failures;

  function visit(node: ValueNode, value: unknown, path: string): void {
    // Helm takes null for "leave the default out".
    if (value === unknownValue || value === undefined || value === null) {
      return;
    }
    if (typeof node !== "string") {
      if (isBag(value)) {
        members(node, value, path);
      } else {
        refuse(path, "want an object", value);
      }
      return;
    }
    const types = node.split("|");
    if (node !== "any" && !types.includes(typeOf(value)) && !isShare(types, value)) {
      refuse(
        path,
        `want ${types
          .filter((type) => type !== "null")
          .map(article)
          .join(" or ")}`,
        value,
      );
    }
  }

  function members(node: Exclude<ValueNode, string>, value: Bag, path: string): void {
    for (const [name, member] of Object.entries(value)) {
      const below = Object.hasOwn(node, name) ? node[name] : node["*"];
      const place = /^\w[\w-]*$/.test(name) ? `${path}.${name}` : `${path}["${name}"]`;
      if (below === undefined) {
        const meant = suggestion(name, Object.keys(node));
        refuse(place, `want a value that ${facts.chart} ${facts.version} reads${meant}`, member);
      } else {
        visit(below, member, place);
      }
    }
  }

  function refuse(property: string, want: string, value: unknown): void {
    const given = hides(property) ? "" : `, got ${JSON.stringify(value)}`;
    failures.push({ property, reason: `${want}${given}` });
  }
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value;
}

/** A share of a number, such as `25%`. */
function isShare(types: readonly string[], value: unknown): boolean {
  return types.includes("number") && typeof value === "string" && /^\d+%$/.test(value);
}

function article(type: string): string {
  return type === "object" ? "an object" : `a ${type}`;
}
