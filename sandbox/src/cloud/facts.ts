import { awsKinds } from "./facts/aws";
import type { Bag, Stored } from "./store";

/** Who asks, and where: what ids and ARNs are made of. */
export interface Scope {
  /** AWS account id, GitHub owner, or the server's address. */
  readonly account: string;
  /** AWS region; empty elsewhere. */
  readonly region: string;
  /** `length` hexadecimal digits, new at each call. */
  readonly random: (length: number) => string;
}

/** A property that names another resource, which must exist and can't be deleted meanwhile. */
export interface Reference {
  readonly token: string;
  /** Property of the other resource that is named. Default: its id. */
  readonly by?: string;
  /** The real service's error code when it is not there. */
  readonly code: string;
}

/** What the SDK's declarations do not tell of a kind. One entry a kind, in `facts/<package>/`. */
export interface KindFacts {
  /** Where the replace set was read. */
  readonly source: string;
  /** Paths whose change makes a new resource, such as `vpcConfig.vpcId`. */
  readonly replaceOn: readonly string[];
  /** Paths that the provider wants although the SDK declares them optional. */
  readonly required?: readonly string[];
  /** Path that the provider fills with a name of its own when it is not given. */
  readonly autoName?: string;
  /** Kept for the whole account, not a region. */
  readonly global?: boolean;
  readonly id: (inputs: Bag, scope: Scope) => string;
  /** Outputs beside the inputs and the id. */
  readonly outputs?: (inputs: Bag, id: string, scope: Scope) => Bag;
  /** By path; a list at the path names several. */
  readonly references?: Readonly<Record<string, Reference>>;
  /** Two resources of the kind with the same key can't be; nothing means no such rule. */
  readonly unique?: { readonly key: (inputs: Bag) => string | undefined; readonly code: string };
  /** What else the service refuses, given all that its account and region hold. */
  readonly refuse?: (inputs: Bag, held: readonly Stored[]) => readonly string[];
}

const kinds: Readonly<Record<string, KindFacts>> = { ...awsKinds };

/** Facts of a kind, or nothing: then the plugin refuses it by name. */
export function factsFor(token: string): KindFacts | undefined {
  return Object.hasOwn(kinds, token) ? kinds[token] : undefined;
}

/** Every kind with facts. */
export const knownTokens: readonly string[] = Object.keys(kinds);
