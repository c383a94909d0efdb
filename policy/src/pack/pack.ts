import type {
  PolicyConfigSchema,
  ReportViolation,
  ResourceValidation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";

import type { Context, Tier } from "../kit/context";
import { Index } from "../kit/index-of-stack";
import { Judged } from "../kit/judged";
import { Node, plain, Unknown } from "../kit/node";
import { stackOf } from "../kit/urns";
import type { GraphRule, Level, Rule } from "../rules/rule";
import { excuseSettings, newRun, type Run, unusedWaivers } from "./excuses";
import { judgeWhole, typesOf } from "./held";
import { intentOf } from "./intent";
import { tierOf, tierSchema } from "./levels";
import { remediation } from "./remedies";
import { codes, headOf } from "./message";
import { type Call, defer, type Deferral, judgesSchema, notKnown, violate } from "./report";

export const graphPolicyName = "graph";
const waiverPolicyName = "waivers";

/**
 * One SDK policy per rule and type that it is asked about: a policy that carries its type is skipped for all other types
 * before the SDK unpacks the resource, and it can carry only one.
 */
export function resourcePolicies(
  rules: readonly Rule[],
  run: Run = newRun(),
): ResourceValidationPolicy[] {
  return rules.flatMap((rule) =>
    typesOf(rule).map((type) => ({
      name: policyName(rule, type),
      description: rule.title,
      enforcementLevel: rule.enforcement.prod,
      severity: rule.severity,
      configSchema: schema(rule.settings),
      tags: [...rule.frameworks],
      remediationSteps: rule.fix,
      url: rule.link,
      validateResource: Object.assign(validation(rule, type, run), { __pulumiType: type }),
      ...(rule.remedies && {
        remediateResource: Object.assign(remediation(rule, run), { __pulumiType: type }),
      }),
    })),
  );
}

/**
 * One SDK policy per component whose intent a rule judges. It finds nothing itself: it keeps the
 * arguments for the component's children, which the engine sends after it.
 */
export function intentPolicies(
  rules: readonly (Rule | GraphRule)[],
  run: Run = newRun(),
): ResourceValidationPolicy[] {
  const types = new Set(
    rules.flatMap(({ intents = [] }) => intents.map(({ component }) => component)),
  );
  return [...types].map((type) => ({
    name: ["intent", ...type.split(":").slice(1)].join("."),
    description:
      "Keeps the arguments of a component, to judge properties of its children that are not known yet.",
    enforcementLevel: "advisory",
    validateResource: Object.assign(
      ({ name, urn, opts, props }: ResourceValidationArgs) => {
        run.components.set(urn, new Judged(type, name, urn, opts, plain(props)));
      },
      { __pulumiType: type },
    ),
  }));
}

/** All graph rules in one SDK policy, since the SDK unpacks the whole stack for each. */
export function graphPolicy(
  rules: readonly GraphRule[],
  run: Run = newRun(),
): StackValidationPolicy {
  const types = new Set(rules.flatMap((rule) => rule.types));
  const schemas = rules.flatMap((rule) => Object.entries(rule.settings ?? {}));
  return {
    name: graphPolicyName,
    description: "Judges the resources of a stack together.",
    enforcementLevel: strictest(rules, "prod"),
    configSchema: schema(Object.fromEntries(schemas)),
    validateStack(args, report) {
      const settings = new Node("", args.getConfig());
      const index = new Index(args.resources, types);
      const deferred: Deferral[] = [];
      for (const rule of rules) {
        guard(rule, undefined, report, () => {
          rule.check(index, (resource) =>
            context(rule, resource, { settings, report, deferred, run }),
          );
        });
      }
      raise(deferred);
    },
  };
}

/**
 * Reports waivers that excused nothing. It stands last in the pack, since the SDK runs policies in
 * their order; the engine leaves it out when another policy has failed a preview.
 */
export function waiverPolicy(
  rules: readonly (Rule | GraphRule)[],
  run: Run,
): StackValidationPolicy {
  const severities = new Map(rules.map(({ id, severity }) => [id, severity]));
  const spanning = rules.filter((rule) => "scope" in rule && rule.scope === "estate");
  const estate = new Set(spanning.map(({ id }) => id));
  return {
    name: waiverPolicyName,
    description: "Reports waivers that excuse nothing.",
    enforcementLevel: "advisory",
    configSchema: { properties: { waivers: excuseSettings["waivers"] ?? {} } },
    validateStack(args, report) {
      const stacks = new Set(args.resources.map(({ urn }) => stackOf(urn)));
      const settings = new Node("", args.getConfig());
      // One stack alone does not show which waivers of a rule across stacks are unused.
      const isJudged = (rule: string) => estate.has(rule) === stacks.size > 1;
      for (const stack of stacks) {
        unusedWaivers(settings, stack, severities, run, isJudged).forEach((text) => {
          report(text);
        });
      }
      run.used.clear();
    },
  };
}

/** The `--policy-pack-config` of a tier. Without one, the pack judges every stack as production. */
export function configOf(
  tier: Tier,
  rules: readonly Rule[],
  graphRules: readonly GraphRule[],
): Record<string, { enforcementLevel: Level; tier: Tier }> {
  const levels: [string, Level][] = rules.flatMap((rule) =>
    typesOf(rule).map((type): [string, Level] => [policyName(rule, type), rule.enforcement[tier]]),
  );
  levels.push([graphPolicyName, strictest(graphRules, tier)]);
  return Object.fromEntries(
    levels.map(([name, enforcementLevel]) => [name, { enforcementLevel, tier }]),
  );
}

/**
 * A rule's id, followed by the kind if the rule judges several, with the version or module between
 * them if several kinds have one name, and the group if they have one version, too.
 */
export function policyName(rule: Rule, type: string): string {
  const { id } = rule;
  const types = typesOf(rule);
  const kind = kindOf(type);
  const [pkg, module = ""] = type.split(":");
  const alike = types.filter((other) => kindOf(other) === kind && other.split(":")[0] === pkg);
  const parts = module.split("/").filter((part) => part.toLowerCase() !== kind.toLowerCase());
  const versionOf = (other: string) => other.split(":")[1]?.split("/").at(-1);
  const same = alike.filter((other) => versionOf(other) === versionOf(type));
  // Of several groups with one kind in one version, the first keeps its short name.
  const from = same.indexOf(type) > 0 ? 0 : -1;
  const between = alike.length === 1 ? [] : parts.slice(from);
  const native = pkg === "aws-native" ? ["native"] : [];
  return types.length === 1 ? id : [id, ...native, ...between, kind].join(".");
}

const kindOf = (type: string) => type.split(":").at(-1) ?? type;

function validation(rule: Rule, type: string, run: Run): ResourceValidation {
  return (args, report) => {
    const { name, urn, opts, props } = args;
    const deferred: Deferral[] = [];
    guard(rule, urn, report, () => {
      const resource = new Judged(type, name, urn, opts, plain(props));
      const settings = new Node("", args.getConfig());
      judgeWhole(rule, resource, context(rule, resource, { settings, report, deferred, run }));
    });
    raise(deferred);
  };
}

function context(rule: Rule | GraphRule, resource: Judged, call: Call): Context {
  const { settings } = call;
  return {
    // Few rules ask for it.
    get tier() {
      return tierOf(settings);
    },
    stack: stackOf(resource.urn),
    settings,
    violation(finding) {
      violate(rule, resource, finding, call);
    },
    unknown(node, want) {
      const found = node.firstUnknown();
      if (!(found?.value instanceof Unknown)) {
        throw new Error(`${node.path} is known`);
      }
      const finding = { path: found.path, want };
      const { cause } = found.value;
      const intent = intentOf(
        rule,
        resource,
        found,
        { tier: tierOf(settings), settings },
        call.run,
      );
      if (intent.is === "bad") {
        intent.findings.forEach((bad) => {
          violate(rule, intent.component, bad, call);
        });
      } else if (intent.is === "good") {
        defer(rule, resource, finding, cause, call, intent.component);
      } else if (rule.onUnknown === "deny") {
        violate(rule, resource, finding, call, notKnown(settings));
      } else if (rule.onUnknown === "defer") {
        defer(rule, resource, finding, cause, call);
      }
    },
  };
}

/**
 * A policy has one level, and only the SDK's own error for an unknown value makes an advisory of a
 * mandatory one; so deferrals travel in that error.
 */
function raise(deferred: readonly Deferral[]): void {
  const [first] = deferred;
  if (first) {
    // The SDK writes a text before it, and the first line must begin a line.
    first.cause.message = deferred.map(({ message }) => `\n${message}`).join("");
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
    // An error's text can quote a secret; its name cannot.
    const kind = error instanceof Error ? error.constructor.name : typeof error;
    const head = headOf(codes.failed, id, urn);
    report(`${head}\n  the rule failed with ${kind} and judged nothing`, urn);
  }
}

function strictest(rules: readonly GraphRule[], tier: Tier): Level {
  return rules.some((rule) => rule.enforcement[tier] === "mandatory") ? "mandatory" : "advisory";
}

function schema(settings: Rule["settings"] = {}): PolicyConfigSchema {
  const own = Object.entries(settings).map(([key, { type, items }]) => [key, { type, items }]);
  return {
    properties: {
      tier: tierSchema,
      judges: judgesSchema,
      ...excuseSettings,
      ...(Object.fromEntries(own) as PolicyConfigSchema["properties"]),
    },
  };
}
