import { optional } from "../kit/cel";
import type { Tier } from "../kit/context";
import { Node } from "../kit/node";
import type { LabelRequirement, Named, Twin } from "../kit/twin";
import { heeded } from "../pack/lowering";
import { dateOf } from "../pack/waivers";
import { rules as allRules } from "../rules/all";
import type { Level, Rule } from "../rules/rule";
import { type ClusterStack, exclusion, inForce } from "./waivers";

export type { ClusterStack } from "./waivers";

/** What the twins of a cluster are made for. */
export interface AdmissionRequest {
  /** @default "prod" */
  readonly tier?: Tier;
  /** Settings by the id of a rule, as `policy.json` has them: what lowers a rule needs `lowered` beside it. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Entries of the files of waivers; those of a team's file with `team`. */
  readonly waivers?: readonly unknown[];
  /** Stacks that work in the cluster: a waiver is in force if its resource can be of one of them. */
  readonly stacks?: readonly ClusterStack[];
  /** @default today, in UTC */
  readonly today?: string;
}

/** A twin, as a cluster takes it: properties of the policy and of its binding. */
export interface AdmissionManifest {
  readonly rule: string;
  readonly policy: { readonly metadata: Metadata; readonly spec: PolicySpec };
  readonly binding: {
    readonly metadata: Metadata;
    readonly spec: { readonly policyName: string; readonly validationActions: string[] };
  };
}

interface Metadata {
  readonly name: string;
  readonly annotations?: Record<string, string>;
}

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/validating-admission-policy-v1/ */
interface PolicySpec {
  readonly failurePolicy: string;
  readonly matchConstraints: {
    readonly resourceRules: ResourceRule[];
    readonly namespaceSelector?: Selector;
    readonly objectSelector?: Selector;
  };
  readonly matchConditions: Named[];
  readonly variables?: Named[];
  readonly validations: {
    readonly expression: string;
    readonly message: string;
    readonly reason: string;
  }[];
}

interface ResourceRule {
  readonly apiGroups: string[];
  readonly apiVersions: string[];
  readonly operations: string[];
  readonly resources: string[];
}

interface Selector {
  readonly matchExpressions: (Omit<LabelRequirement, "values"> & { readonly values: string[] })[];
}

/** The twins of the rules that have one, as a cluster is to have them. */
export function admissionPolicies(
  request: AdmissionRequest = {},
  rules: readonly Rule[] = allRules,
): AdmissionManifest[] {
  return rules.flatMap((rule) => {
    const { today = dateOf(new Date()) } = request;
    const settings = heeded(rule, new Node("", request.settings?.[rule.id]), today);
    const level = levelOf(rule, settings, request.tier);
    return rule.admission === undefined || level === undefined
      ? []
      : [manifest(rule, rule.admission, level, settings, request)];
  });
}

function manifest(
  rule: Rule,
  twin: Twin,
  level: Level,
  settings: Node,
  { waivers = [], stacks = [], today = dateOf(new Date()) }: AdmissionRequest,
): AdmissionManifest {
  const name = `groundwork-${rule.id.toLowerCase()}`;
  const excused = inForce(new Node("", { waivers }), rule, stacks, today);
  const annotations = {
    "groundwork.dev/rule": rule.title,
    ...(excused.length === 0
      ? {}
      : { "groundwork.dev/waivers": JSON.stringify(excused.map(({ waiver }) => waiver)) }),
  };
  return {
    rule: rule.id,
    policy: {
      metadata: { name, annotations },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: resourceRules(twin.kinds ?? rule.types),
          ...selectors(twin),
        },
        matchConditions: [
          { name: "changes-what-is-judged", expression: changes(twin.parts) },
          ...(twin.conditions ?? []),
          ...excused.map(exclusion),
        ],
        ...(twin.variables && { variables: [...twin.variables(settings)] }),
        validations: twin.validations(settings).map(({ expression, want }) => ({
          expression,
          message: `${rule.id}: want ${want}; fix: ${rule.fix} See ${rule.link}`,
          reason: "Forbidden",
        })),
      },
    },
    binding: {
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: level === "mandatory" ? ["Deny"] : ["Warn", "Audit"],
      },
    },
  };
}

/** None where the rule is switched off. */
function levelOf(rule: Rule, settings: Node, tier: Tier = "prod"): Level | undefined {
  const level = settings.at("enforcementLevel").text || rule.enforcement[tier];
  return level === "disabled" ? undefined : level === "advisory" ? level : "mandatory";
}

/** The rule's kinds, each by its plural name. */
function resourceRules(types: readonly string[]): ResourceRule[] {
  const kinds = types.filter((type) => !type.endsWith("Patch"));
  const groups = new Map<string, string[]>();
  for (const type of kinds) {
    const [, groupVersion = "", kind = ""] = type.split(":");
    groups.set(groupVersion, [...(groups.get(groupVersion) ?? []), ...resourcesOf(kind)]);
  }
  return [...groups].map(([groupVersion, resources]) => {
    const [group = "", version = ""] = groupVersion.split("/");
    return {
      apiGroups: [group === "core" ? "" : group],
      apiVersions: [version],
      operations: ["CREATE", "UPDATE"],
      resources,
    };
  });
}

/** A pod gets containers of its own kind for debugging by a way of its own. */
function resourcesOf(kind: string): string[] {
  const plural = kind.toLowerCase().replace(/([^aeiou])y$/, "$1ie") + "s";
  return kind === "Pod" ? [plural, `${plural}/ephemeralcontainers`] : [plural];
}

function selectors({ spared = {} }: Twin) {
  const selector = (required: readonly LabelRequirement[]): Selector => ({
    matchExpressions: required.map((one) => ({ ...one, values: [...one.values] })),
  });
  const { namespaces, objects } = spared;
  return {
    ...(namespaces && { namespaceSelector: selector(namespaces) }),
    ...(objects && { objectSelector: selector(objects) }),
  };
}

const changes = (parts: readonly string[]): string =>
  [
    'request.operation != "UPDATE"',
    ...parts.map((part) => {
      const way = part.split(".");
      return `${optional("object", way)} != ${optional("oldObject", way)}`;
    }),
  ].join(" || ");
