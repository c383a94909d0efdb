import type { PolicyResourceOptions } from "@pulumi/policy";

import type { Twin } from "./admission-twin";
import { fits } from "./lib/glob";
import type { Index } from "./lib/index-of-stack";
import { Node } from "./lib/node";

export type Tier = "sandbox" | "nonprod" | "prod";
export type Severity = "critical" | "high" | "medium" | "low";
/**
 * What becomes of a resource whose judged value is not known at preview: a violation, an advisory
 * that says it must be checked after `up`, or nothing.
 */
export type OnUnknown = "deny" | "defer" | "skip";
export type Level = "mandatory" | "advisory";

/** What a finding says beyond what its rule says. */
export interface Finding {
  readonly path: string;
  readonly want: string;
  /**
   * Policies see secrets in plain text and cannot tell them apart. So this holds only what the rule
   * has recognised as a value of a closed form: a flag, a number, a network, a word of its own list.
   */
  readonly given?: string | number | boolean;
}

export interface Context {
  readonly tier: Tier;
  /** The stack's name, such as `network.dev`. */
  readonly stack: string;
  /** The rule's own settings. */
  readonly settings: Node;
  violation(finding: Finding): void;
  /** The rule cannot judge because the value at this place is not known yet. */
  unknown(node: Node, want: string): void;
}

export class Judged extends Node {
  public constructor(
    public readonly type: string,
    public readonly name: string,
    public readonly urn: string,
    public readonly options: Pick<PolicyResourceOptions, "protect" | "customTimeouts">,
    value: unknown,
  ) {
    super("", value);
  }
}

/** An example of a resource, by which a rule is tested and documented. */
export interface Example {
  /** @default the rule's first type */
  readonly type?: string;
  /** @default "example" */
  readonly name?: string;
  readonly props: object;
  readonly protect?: boolean;
  /** Minutes that the engine waits. */
  readonly timeouts?: { readonly create?: number; readonly delete?: number };
  /** @default "prod" */
  readonly tier?: Tier;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What a finding must say, where its text is more than fixed words. */
  readonly says?: string;
}

/** An example of a stack, or of several: resources by logical name. */
export type StackExample = readonly (Example & {
  readonly name: string;
  readonly type: string;
  /** Names of the resources that a property comes from. */
  readonly from?: Readonly<Record<string, string | readonly string[]>>;
  /** @default the one that the examples are judged in */
  readonly stack?: string;
  /** What the resource is made with. */
  readonly provider?: { readonly name: string; readonly props: object };
})[];

interface Common {
  /** Stable; people exempt and configure by it. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Controls of published frameworks that the rule answers. */
  readonly frameworks: readonly string[];
  readonly onUnknown: OnUnknown;
  readonly enforcement: Readonly<Record<Tier, Level>>;
  /** What to do about a finding, in one sentence. */
  readonly fix: string;
  readonly link: string;
}

/** Judges one resource by its inputs, before anything is made. */
export interface Rule extends Common {
  readonly types: readonly [string, ...string[]];
  /** JSON schema of the rule's settings. */
  readonly settings?: Readonly<Record<string, { type: "array"; items: { type: "string" } }>>;
  check(this: void, resource: Judged, ctx: Context): void;
  /** The same rule in the cluster, where it makes sense there. */
  readonly admission?: Twin;
  readonly good: readonly Example[];
  readonly bad: readonly Example[];
}

/** Judges the resources of a stack together. */
export interface GraphRule extends Common {
  readonly scope: "stack";
  /** JSON schema of the rule's settings; all graph rules have theirs in one place, under \`graph\`. */
  readonly settings?: Rule["settings"];
  /** The types that the index must hold. */
  readonly types: readonly string[];
  check(this: void, index: Index, report: (resource: Judged) => Context): void;
  readonly good: readonly StackExample[];
  readonly bad: readonly StackExample[];
}

export const rule = (data: Rule): Rule => Object.freeze(data);
export const graphRule = (data: GraphRule): GraphRule => Object.freeze(data);

export const everywhere = {
  sandbox: "mandatory",
  nonprod: "mandatory",
  prod: "mandatory",
} as const;

/** Setting that lists logical names; `*` stands for any text. */
export const listOfNames = { type: "array", items: { type: "string" } } as const;

/** Whether a setting lists the name. */
export function isListed(settings: Node, key: string, name: string): boolean {
  return settings.items(key).some(({ text }) => fits(text, name));
}
