import type { Failure } from "../check";
import type { Bag, Stored } from "../store";

/** Nodes of a cluster at their minimum. */
export interface Nodes {
  readonly count: number;
  /** Memory of the largest, in MiB; nothing if an instance type is not known. */
  readonly largestMiB?: number;
}

/** What a kind's judgement may see at preview beside the inputs. */
export interface View {
  /** Whether the value at a path is secret, so that no reason shows it. */
  readonly hides: (path: string) => boolean;
  /** What has no facts is accepted, as in a project of someone else's. */
  readonly bySdk: boolean;
  /** Minor version of the cluster's Kubernetes, such as `1.34`, if the cluster is there. */
  readonly kubernetes: () => string | undefined;
  /** The fewest nodes that the cluster can have; nothing if they are not known. */
  readonly nodes: () => Nodes | undefined;
  /** What is there, and what this run has already declared for the same place. */
  readonly there: () => readonly { readonly token: string; readonly inputs: Bag }[];
}

/** The caller's account and region, from which ids and ARNs are made. */
export interface Scope {
  /** AWS account id, GitHub owner, or the server's address. */
  readonly account: string;
  /** AWS region; empty elsewhere. */
  readonly region: string;
  /** `length` hexadecimal digits, new at each call. */
  readonly random: (length: number) => string;
}

/** A property that names another resource, which must exist and can't be deleted as long as it is named. */
export interface Reference {
  /** The kind of the other resource. */
  readonly token: string;
  /** Properties of the other resource that may be named, such as `arn`. Default: its id. */
  readonly by?: readonly string[];
  /** Properties that must be equal in both, since names are unique only within them, such as `clusterName`. */
  readonly within?: readonly string[];
  /** The real service's error code if the other resource is missing. */
  readonly code: string;
  /** Names that need not exist here, such as policies that AWS itself manages. */
  readonly except?: RegExp;
  /** Whether a resource of another account may be named from `account`; `all` lists a kind everywhere. */
  readonly beyond?: (
    other: Stored,
    account: string,
    all: (token: string) => readonly Stored[],
  ) => boolean;
  /** The effect of deleting the other resource. Default: `refuse`. */
  readonly onDelete?: "refuse" | "cascade";
}

/** Hand-written facts of a kind, which neither the SDK's declarations nor the replace sets contain. */
export interface HandFacts {
  /** Path that the provider fills with a name of its own if it is omitted. */
  readonly autoName?: string;
  /** The kind is global to the account, not regional. */
  readonly global?: boolean;
  readonly id: (inputs: Bag, scope: Scope) => string;
  /** Outputs beside the inputs and the id. */
  readonly outputs?: (inputs: Bag, id: string, scope: Scope) => Bag;
  /** By path; a list at the path names several. */
  readonly references?: Readonly<Record<string, Reference>>;
  /** Two resources of the kind can't have the same key; nothing means no such rule. */
  readonly unique?: {
    readonly key: (inputs: Bag) => string | undefined;
    readonly code: string;
    /** The key is unique across all accounts, as a bucket's name is. */
    readonly everywhere?: boolean;
  };
  /** Problems of the inputs that their types don't show; the preview has them, too. */
  readonly judge?: (inputs: Bag, view: View) => readonly Failure[];
  /** Further refusals of the service; `held` is every resource of its account and region. */
  readonly refuse?: (inputs: Bag, held: readonly Stored[]) => readonly string[];
  /** Why the service keeps the resource, if it does. */
  readonly refuseDelete?: (inputs: Bag) => string | undefined;
  /** The SDK does not declare the kind, so its inputs are accepted unchecked. */
  readonly undeclared?: boolean;
  /** Only the SDK's declarations judge the kind, or a resource of it, so what is made of it shows little. */
  readonly unverified?: boolean | ((inputs: Bag) => boolean);
}

/** All facts of a kind beside its declaration. */
export interface KindFacts extends HandFacts {
  /** Source of the replace set. */
  readonly source: string;
  /** Paths whose change makes a new resource, such as `vpcConfig.vpcId`. */
  readonly replaceOn: readonly string[];
  /** Paths that the provider requires although the SDK declares them optional. */
  readonly required?: readonly string[];
}
