import type { Bag, Stored } from "../store";

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
  /** The kind that is named. */
  readonly token: string;
  /** Properties of the other resource that may be named, such as `arn`. Default: its id. */
  readonly by?: readonly string[];
  /** Properties that both must have alike, since a name is the other's only within them, such as `clusterName`. */
  readonly within?: readonly string[];
  /** The real service's error code when it is not there. */
  readonly code: string;
  /** Names that need not exist here, such as policies that AWS itself manages. */
  readonly except?: RegExp;
  /** Whether a resource of another account may be named from `account`; `all` lists a kind everywhere. */
  readonly beyond?: (
    other: Stored,
    account: string,
    all: (token: string) => readonly Stored[],
  ) => boolean;
  /** What a delete of the other resource meets. Default: `refuse`. */
  readonly onDelete?: "refuse" | "cascade";
}

/** What is written by hand of a kind: what neither the SDK's declarations nor the replace sets tell. */
export interface HandFacts {
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
  readonly unique?: {
    readonly key: (inputs: Bag) => string | undefined;
    readonly code: string;
    /** The key is taken in every account, as a bucket's name is. */
    readonly everywhere?: boolean;
  };
  /** What else the service refuses, given all that its account and region hold. */
  readonly refuse?: (inputs: Bag, held: readonly Stored[]) => readonly string[];
  /** Why the service keeps the resource, if it does. */
  readonly refuseDelete?: (inputs: Bag) => string | undefined;
  /** The kind has no declaration of its own in the SDK and is taken as it comes. */
  readonly undeclared?: boolean;
}

/** All that the offline cloud knows of a kind beside its declaration. */
export interface KindFacts extends HandFacts {
  /** Where the replace set was read. */
  readonly source: string;
  /** Paths whose change makes a new resource, such as `vpcConfig.vpcId`. */
  readonly replaceOn: readonly string[];
  /** Paths that the provider wants although the SDK declares them optional. */
  readonly required?: readonly string[];
}
