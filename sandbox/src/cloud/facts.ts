import { ec2Kinds } from "./facts/aws-ec2";
import type { Stored } from "./store";

export type ValueType = "string" | "boolean" | "number" | "list" | "map";

/** What the offline cloud knows of one kind. */
export interface KindFacts {
  /** Where the facts were read. */
  readonly source: string;
  /** Prefix of its ids, such as `vpc`. */
  readonly idPrefix: string;
  /** Properties that the provider accepts, with their type. */
  readonly inputs: Readonly<Record<string, ValueType>>;
  readonly required: readonly string[];
  /** Properties whose change makes a new resource. */
  readonly replaceOn: readonly string[];
  /** Properties that hold an id, the kind it must be of, and the real service's error code. */
  readonly references: Readonly<Record<string, { readonly token: string; readonly code: string }>>;
  /** What else the service refuses, given all that its account and region hold. */
  readonly refuse?: (
    inputs: Readonly<Record<string, unknown>>,
    held: readonly Stored[],
  ) => string[];
}

const kinds: Readonly<Record<string, KindFacts>> = { ...ec2Kinds };

/** Facts of a kind, or nothing: then the plugin refuses it by name. */
export function factsFor(token: string): KindFacts | undefined {
  return Object.hasOwn(kinds, token) ? kinds[token] : undefined;
}

export const knownTokens: readonly string[] = Object.keys(kinds);
