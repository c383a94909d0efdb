import type { Node } from "./node";

export type Tier = "sandbox" | "nonprod" | "prod";

/** The part of a finding that its rule does not fix. */
export interface Finding {
  readonly path: string;
  readonly want: string;
  /**
   * Policies see secrets in plain text and cannot recognise them. So this holds a value only if the
   * rule has recognised its closed form: a flag, a number, a network, a word of its own list.
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
