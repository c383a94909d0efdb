import type { Declaration } from "./declarations";
import type { CloudStore } from "./store";

/** The place of one provider's resources. */
export interface Place {
  /** AWS account, GitHub owner, or the server's address. */
  readonly account: string;
  /** AWS region; empty elsewhere. */
  readonly region: string;
  /** ARN of the role that the provider assumes, if any. */
  readonly role?: string;
}

/** The parts of a plugin's process that the offline cloud uses. */
export interface Ground {
  readonly pkg: string;
  readonly store: () => CloudStore;
  readonly declaration: (token: string) => Declaration | undefined;
  /** Why this place can't be reached, such as a cluster that no one made; omitted if it can. */
  readonly unreachable?: (place: Place) => string | undefined;
  /** Start of the lines about a kind. Default: a label that says it is simulated. */
  readonly label?: (token: string) => string | undefined;
  /** Accept a kind without facts if its SDK declares it. */
  readonly bySdk?: boolean;
}

/** Why the service would not take a resource. */
export interface Refusals {
  /** What it names and is not there, a sentence each. */
  readonly absent: readonly string[];
  readonly others: readonly string[];
}
