import type { Context, Tier } from "../kit/context";
import type { Index } from "../kit/index-of-stack";
import type { Judged } from "../kit/judged";
import type { Twin } from "../kit/twin";

export type Severity = "critical" | "high" | "medium" | "low";
/**
 * What becomes of a resource whose judged value is not known at preview: a violation, an advisory
 * that says it must be checked after `up`, or nothing.
 */
export type OnUnknown = "deny" | "defer" | "skip";
export type Level = "mandatory" | "advisory";

/** What refuses a violation before or beside the pack, whoever tries. */
export interface Prevention {
  readonly by:
    | "service control policy"
    | "permissions boundary"
    | "admission policy"
    | "Pod Security"
    | "the server";
  /** What of the rule it prevents. */
  readonly what: string;
  /** Type of the component of ours that sets it; none where the server does so by itself. */
  readonly component?: `groundwork:${string}:${string}`;
}

interface Common {
  /** Stable; people exempt and configure by it. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Controls of published frameworks that the rule answers, as `../frameworks` lists them. */
  readonly frameworks: readonly string[];
  readonly onUnknown: OnUnknown;
  readonly enforcement: Readonly<Record<Tier, Level>>;
  /** What prevents a violation. Every rule is judged before and after an update all the same. */
  readonly prevention?: readonly Prevention[];
  /** What to do about a finding, in one sentence. */
  readonly fix: string;
  readonly link: string;
  /** What the rule asks of components' arguments where it can't judge what they are made into. */
  readonly intents?: readonly Intent[];
}

/**
 * A component whose arguments tell what becomes of a child's property. One argument that is not
 * known makes the whole text of a policy document unknown; the arguments tell the rest apart still.
 */
export interface Intent {
  /** Type token of the component. */
  readonly component: string;
  /** Its child, and the property of it that is made of the arguments. */
  readonly child: { readonly type: string; readonly property: string };
  check(this: void, component: Judged, ctx: Context): void;
}

/** Judges one resource by its inputs, before anything is made. */
export interface Rule extends Common {
  readonly types: readonly [string, ...string[]];
  /** JSON schema of the rule's settings. */
  readonly settings?: Readonly<Record<string, { type: "array"; items: { type: "string" } }>>;
  check(this: void, resource: Judged, ctx: Context): void;
  /** By a finding's path, what its place may be set to without asking: where no one depends on it. */
  readonly remedies?: Readonly<Record<string, unknown>>;
  /** The same rule in the cluster, where it makes sense there. */
  readonly admission?: Twin;
}

/** Judges resources together. */
export interface GraphRule extends Common {
  /**
   * `stack`: what it joins is made in one stack. `estate`: it joins across stacks, too, so that only
   * all of them together (`groundwork gate --estate`) show everything; it judges one alone as far as
   * that goes.
   */
  readonly scope: "stack" | "estate";
  /** JSON schema of the rule's settings; all graph rules have theirs in one place, under \`graph\`. */
  readonly settings?: Rule["settings"];
  /** The types that the index must hold. */
  readonly types: readonly string[];
  check(this: void, index: Index, report: (resource: Judged) => Context): void;
}

export const rule = (data: Rule): Rule => Object.freeze(data);
export const graphRule = (data: GraphRule): GraphRule => Object.freeze(data);

export const everywhere = {
  sandbox: "mandatory",
  nonprod: "mandatory",
  prod: "mandatory",
} as const;
