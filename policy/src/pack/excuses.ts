import type { PolicyConfigSchema } from "@pulumi/policy";

import type { Judged } from "../kit/judged";
import type { Node } from "../kit/node";
import { codes, headOf } from "./message";
import {
  concerns,
  dateOf,
  isMeant,
  refusal,
  type Violated,
  type Waiver,
  waiverSettings,
  waiversOf,
} from "./waivers";

/** The data that all policies of a pack share in one run. */
export interface Run {
  readonly today: () => string;
  /** Waivers that excused something, by their text. */
  readonly used: Set<string>;
  /** Components by URN, with their arguments, for rules that judge intent. */
  readonly components: Map<string, Judged>;
}

export const newRun = (today: Run["today"] = () => dateOf(new Date())): Run => ({
  today,
  used: new Set(),
  components: new Map(),
});

/** The waiver or baseline that excuses a violation, or the reasons why its waivers have no effect. */
export type Excuse =
  | { readonly by: "waiver"; readonly waiver: Waiver }
  | { readonly by: "baseline" }
  | { readonly by: "nothing"; readonly refusals: readonly string[] };

/** JSON schema of waivers and baseline, in the settings of every policy. */
export const excuseSettings: PolicyConfigSchema["properties"] = {
  ...waiverSettings,
  baseline: {
    type: "array",
    items: {
      type: "object",
      required: ["rule", "urn", "path"],
      additionalProperties: false,
      properties: { rule: { type: "string" }, urn: { type: "string" }, path: { type: "string" } },
    },
  },
};

/** The excuse of a violation at a path, by the settings of the policy that found it. */
export function excuseOf(settings: Node, violated: Violated, path: string, run: Run): Excuse {
  const meant = waiversOf(settings).filter((waiver) => isMeant(waiver, violated));
  const refusals: string[] = [];
  for (const waiver of meant) {
    const why = refusal(waiver, violated, run.today());
    if (why === undefined) {
      run.used.add(keyOf(waiver));
      return { by: "waiver", waiver };
    }
    refusals.push(`${why} (${waiver.owner}, ${waiver.ticket})`);
  }
  const { rule, urn } = violated;
  const isKnown = settings
    .items("baseline")
    .some(
      (entry) =>
        entry.at("rule").text === rule.id &&
        entry.at("urn").text === urn &&
        entry.at("path").text === path,
    );
  return isKnown ? { by: "baseline" } : { by: "nothing", refusals };
}

/**
 * Reports of a stack's waivers that excused nothing, each with its fix.
 * @param isJudged Whether this run judged the rule of an id, so that its waivers could excuse something.
 */
export function unusedWaivers(
  settings: Node,
  stack: string,
  severities: ReadonlyMap<string, Violated["rule"]["severity"]>,
  run: Run,
  isJudged: (rule: string) => boolean,
): string[] {
  return waiversOf(settings)
    .filter(
      (waiver) => isJudged(waiver.rule) && concerns(waiver, stack) && waiver.since <= run.today(),
    )
    .filter((waiver) => !run.used.has(keyOf(waiver)))
    .map((waiver) => {
      const rule = { id: waiver.rule, severity: severities.get(waiver.rule) ?? "low" };
      const why = refusal(waiver, { rule, stack }, run.today());
      const state = why ?? `excuses nothing in ${stack}`;
      const head = headOf(codes.unused, waiver.rule, waiver.resource);
      return `${head}\n  ${state}; remove it (${waiver.owner}, ${waiver.ticket})`;
    });
}

const keyOf = ({ rule, resource, team, since, expires }: Waiver) =>
  JSON.stringify([rule, resource, team, since, expires]);
