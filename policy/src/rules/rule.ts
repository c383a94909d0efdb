import type { Context, Tier } from "../kit/context";
import type { Index } from "../kit/index-of-stack";
import type { Judged } from "../kit/judged";
import type { Setting } from "../kit/settings";
import type { Twin } from "../kit/twin";

export type Severity = "critical" | "high" | "medium" | "low";
/**
 * How a rule treats a resource whose judged value is not known at preview: it reports a violation,
 * reports an advisory to check it after `up`, or reports nothing.
 */
export type OnUnknown = "deny" | "defer" | "skip";
export type Level = "mandatory" | "advisory";

/** A server or policy that refuses a violation before or beside the pack, whoever tries. */
export interface Prevention {
  readonly by:
    | "service control policy"
    | "permissions boundary"
    | "admission policy"
    | "Pod Security"
    | "the server";
  /** The violations that it prevents, as text. */
  readonly what: string;
  /** Type of our component that sets it up; omitted if the server does so by itself. */
  readonly component?: `groundwork:${string}:${string}`;
}

interface Common {
  /** Stable: waivers and settings name it. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Controls of published frameworks that the rule answers, as `../frameworks` lists them. */
  readonly frameworks: readonly string[];
  readonly onUnknown: OnUnknown;
  readonly enforcement: Readonly<Record<Tier, Level>>;
  /** All that prevents a violation. The pack judges every rule before and after an update all the same. */
  readonly prevention?: readonly Prevention[];
  /** The way to mend a finding, in one sentence. */
  readonly fix: string;
  readonly link: string;
  /** Checks of components' arguments, for a value of a child that is not known yet. */
  readonly intents?: readonly Intent[];
}

/**
 * A component whose arguments decide a child's property. One argument that is not known makes the
 * whole text of a policy document unknown; the other arguments can still be judged.
 */
export interface Intent {
  /** Type token of the component. */
  readonly component: string;
  /** Its child, and the child's property that the arguments decide. */
  readonly child: { readonly type: string; readonly property: string };
  check(this: void, component: Judged, ctx: Context): void;
}

/** Judges one resource by its inputs, before anything is made. */
export interface Rule extends Common {
  readonly types: readonly [string, ...string[]];
  /** The rule's settings, each with its effect on what the rule allows. */
  readonly settings?: Readonly<Record<string, Setting>>;
  check(this: void, resource: Judged, ctx: Context): void;
  /** By a finding's path, the value that the pack may set there without asking, since nobody depends on the old one. */
  readonly remedies?: Readonly<Record<string, unknown>>;
  /** The same rule in the cluster, if a cluster can hold it. */
  readonly admission?: Twin;
}

/** Judges resources together. */
export interface GraphRule extends Common {
  /**
   * `stack`: it joins resources of one stack. `estate`: it joins across stacks, too, so that only all
   * of them together (`groundwork gate --estate`) show every violation; it judges one stack as far
   * as that goes.
   */
  readonly scope: "stack" | "estate";
  /** The rule's settings, each with its effect; the settings of all graph rules lie under `graph`. */
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
