import type { Tier } from "../kit/context";

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
  /** Text that a finding must contain, if its words are not all fixed. */
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
  /** The provider of the resource. */
  readonly provider?: { readonly name: string; readonly props: object };
})[];

/** Examples that a rule accepts, and others that it refuses, for tests and pages. */
export interface Examples<E extends Example | StackExample> {
  readonly good: readonly E[];
  readonly bad: readonly E[];
}

/** The examples of a rule of single resources. */
export interface ResourceCases extends Examples<Example> {
  /** Arguments of the components whose intent it judges. */
  readonly intentCases?: Examples<Example>;
}
