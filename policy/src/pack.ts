import type {
  PolicyConfigSchema,
  ReportViolation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";

import { Index } from "./lib/index-of-stack";
import { Node, plain, Unknown } from "./lib/node";
import {
  type Context,
  type Finding,
  type GraphRule,
  Judged,
  type Level,
  type Rule,
  type Tier,
} from "./rule";

export const graphPolicyName = "graph";
const tiers: readonly Tier[] = ["sandbox", "nonprod", "prod"];

/**
 * One SDK policy a rule and type: a policy that carries its type is skipped for all other types
 * before the SDK unpacks the resource, and it can carry only one.
 */
export function resourcePolicies(rules: readonly Rule[]): ResourceValidationPolicy[] {
  return rules.flatMap((rule) =>
    rule.types.map((type) => ({
      name: policyName(rule, type),
      description: rule.title,
      enforcementLevel: rule.enforcement.prod,
      severity: rule.severity,
      configSchema: schema(rule.settings),
      tags: [...rule.frameworks],
      remediationSteps: rule.fix,
      url: rule.link,
      validateResource: Object.assign(validation(rule, type), { __pulumiType: type }),
    })),
  );
}

/** All graph rules in one SDK policy, since the SDK unpacks the whole stack for each. */
export function graphPolicy(rules: readonly GraphRule[]): StackValidationPolicy {
  const types = new Set(rules.flatMap((rule) => rule.types));
  return {
    name: graphPolicyName,
    description: "What the resources of a stack must be together.",
    enforcementLevel: strictest(rules, "prod"),
    configSchema: schema(),
    validateStack(args, report) {
      const settings = new Node("", args.getConfig());
      const index = new Index(args.resources, types);
      const deferred: Deferral[] = [];
      for (const rule of rules) {
        guard(rule, undefined, report, () => {
          rule.check(index, (resource) => context(rule, resource, settings, report, deferred));
        });
      }
      raise(deferred);
    },
  };
}

/** The `--policy-pack-config` of a tier. Without one, everything is judged as production. */
export function configOf(
  tier: Tier,
  rules: readonly Rule[],
  graphRules: readonly GraphRule[],
): Record<string, { enforcementLevel: Level; tier: Tier }> {
  const levels: [string, Level][] = rules.flatMap((rule) =>
    rule.types.map((type): [string, Level] => [policyName(rule, type), rule.enforcement[tier]]),
  );
  levels.push([graphPolicyName, strictest(graphRules, tier)]);
  return Object.fromEntries(
    levels.map(([name, enforcementLevel]) => [name, { enforcementLevel, tier }]),
  );
}

/**
 * A rule's id; with the kind behind it if the rule judges several, and with the version or module
 * between them if several are called alike.
 */
export function policyName({ id, types }: Rule, type: string): string {
  const kind = kindOf(type);
  const alike = types.filter((other) => kindOf(other) === kind);
  const [, module = ""] = type.split(":");
  const parts = module.split("/").filter((part) => part.toLowerCase() !== kind.toLowerCase());
  const between = alike.length === 1 ? [] : parts.slice(-1);
  return types.length === 1 ? id : [id, ...between, kind].join(".");
}

const kindOf = (type: string) => type.split(":").at(-1) ?? type;

function validation(rule: Rule, type: string): ResourceValidation {
  return (args, report) => {
    const { name, urn, opts, props } = args;
    const deferred: Deferral[] = [];
    guard(rule, urn, report, () => {
      const resource = new Judged(type, name, urn, opts, plain(props));
      const settings = new Node("", args.getConfig());
      rule.check(resource, context(rule, resource, settings, report, deferred));
    });
    raise(deferred);
  };
}

interface Deferral {
  readonly cause: Error;
  readonly message: string;
}

function context(
  rule: Rule | GraphRule,
  resource: Judged,
  settings: Node,
  report: ReportViolation,
  deferred: Deferral[],
): Context {
  const tier = tiers.find((known) => known === settings.at("tier").text) ?? "prod";
  return {
    tier,
    stack: stackOf(resource.urn),
    settings,
    violation(finding) {
      report(message(rule, resource, finding), resource.urn);
    },
    unknown(node, want) {
      const found = node.firstUnknown();
      if (!(found?.value instanceof Unknown)) {
        throw new Error(`${node.path} is known`);
      }
      const finding = { path: found.path, want };
      if (rule.onUnknown === "deny") {
        const text = message(rule, resource, finding, "not known at preview");
        report(`${text}\n  or write the value so that a preview knows it`, resource.urn);
      } else if (rule.onUnknown === "defer") {
        const text = message(rule, resource, finding, "not known at preview");
        deferred.push({
          cause: found.value.cause,
          message: `DEFERRED ${text}\n  check it after the update with: pulumi policy analyze`,
        });
      }
    },
  };
}

/**
 * A policy has one level, and only the SDK's own error for an unknown value makes an advisory of a
 * mandatory one; so what is deferred is said through that error.
 */
function raise(deferred: readonly Deferral[]): void {
  const [first] = deferred;
  if (first) {
    first.cause.message = deferred.map(({ message }) => message).join("\n");
    throw first.cause;
  }
}

/** Runs one rule so that its failure neither passes for a clean result nor ends the others. */
function guard(
  { id }: Rule | GraphRule,
  urn: string | undefined,
  report: ReportViolation,
  run: () => void,
): void {
  try {
    run();
  } catch (error) {
    // An error's text can quote what it was given; its name cannot.
    const kind = error instanceof Error ? error.constructor.name : typeof error;
    const where = urn === undefined ? "" : ` ${urn}`;
    report(`RULE-ERROR ${id}${where}\n  the rule failed with ${kind} and judged nothing`, urn);
  }
}

function message(
  { id, fix, link }: Rule | GraphRule,
  { urn }: Judged,
  { path, want, given }: Finding,
  state?: string,
): string {
  const got = state ?? (given === undefined ? undefined : `given ${String(given)}`);
  return [
    `${id} ${urn}`,
    `  ${path}: want ${want}${got === undefined ? "" : `, ${got}`}`,
    `  fix: ${fix}`,
    `  see: ${link}`,
  ].join("\n");
}

function stackOf(urn: string): string {
  return urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
}

function strictest(rules: readonly GraphRule[], tier: Tier): Level {
  return rules.some((rule) => rule.enforcement[tier] === "mandatory") ? "mandatory" : "advisory";
}

function schema(settings: Rule["settings"] = {}): PolicyConfigSchema {
  return { properties: { tier: { type: "string", enum: [...tiers] }, ...settings } };
}
