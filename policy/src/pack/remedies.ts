import type { ResourceRemediation } from "@pulumi/policy";

import type { Context } from "../kit/context";
import { Judged } from "../kit/judged";
import { Node, plain } from "../kit/node";
import { stackOf } from "../kit/urns";
import type { Rule } from "../rules/rule";
import { excuseOf, type Run } from "./excuses";
import { tierOf } from "./levels";

/**
 * Sets each place that a rule finds wrong to the value that the rule knows to be right, at the level
 * `remediate`. It leaves excused violations and unknown values alone.
 */
export function remediation(rule: Rule, run: Run): ResourceRemediation {
  return (args) => {
    const { name, type, urn, opts, props } = args;
    const resource = new Judged(type, name, urn, opts, plain(props));
    const settings = new Node("", args.getConfig());
    const remedies = remediesOf(rule, resource, settings, run);
    for (const [path, value] of remedies) {
      put(props, path.split("."), value);
    }
    return remedies.size === 0 ? undefined : props;
  };
}

/** Right values by the paths of violations. None if a rule fails: its validation reports that. */
function remediesOf(
  rule: Rule,
  resource: Judged,
  settings: Node,
  run: Run,
): ReadonlyMap<string, unknown> {
  const { urn } = resource;
  const violated = { rule, urn, stack: stackOf(urn) };
  const found = new Map<string, unknown>();
  const ctx: Context = {
    tier: tierOf(settings),
    stack: violated.stack,
    settings,
    violation({ path }) {
      // A finding may point at one member of a list that must go as a whole.
      const place = path.replace(/\[\d+\]$/, "");
      const remedy = rule.remedies?.[place];
      if (remedy !== undefined && excuseOf(settings, violated, path, run).by === "nothing") {
        found.set(place, remedy);
      }
    },
    unknown() {
      // The rule's validation reports it.
    },
  };
  try {
    rule.check(resource, ctx);
  } catch {
    return new Map();
  }
  return found;
}

function put(into: Record<string, unknown>, [key = "", ...below]: string[], value: unknown): void {
  if (below.length === 0) {
    into[key] = structuredClone(value);
    return;
  }
  if (typeof into[key] !== "object" || into[key] === null) {
    into[key] = {};
  }
  put(into[key] as Record<string, unknown>, below, value);
}
