/**
 * The way in which the names of a setting change what its rule allows.
 *
 * - `widens`: the rule allows what a name stands for.
 * - `limits`: with names, the rule allows only what they stand for; without, everything. It narrows.
 * - `covers`: the rule judges what a name stands for, and nothing else. It narrows.
 * - `identifies`: names tell apart what is there, each as it is written; one too many or too few may allow more.
 */
export type Effect = "widens" | "limits" | "covers" | "identifies";

/** JSON schema of a setting that lists logical names, in which `*` stands for any text, and its effect. */
export interface Setting {
  readonly type: "array";
  readonly items: { readonly type: "string" };
  readonly effect: Effect;
  /** Names that hold where none are listed. */
  readonly usual?: readonly string[];
  /** Pattern of names of which one more never allows more. */
  readonly narrowing?: string;
}

const listOfNames = { type: "array", items: { type: "string" } } as const;

/** A setting of whose names each widens what the rule allows. */
export const widening: Setting = { ...listOfNames, effect: "widens" };

/** A setting whose names are all that the rule allows, if there are any. */
export const limiting: Setting = { ...listOfNames, effect: "limits" };

/** A setting whose names are all that the rule judges, with those that hold if there are none. */
export const covering = (usual: readonly string[]): Setting => ({
  ...listOfNames,
  effect: "covers",
  usual,
});

/** A setting whose names tell apart what is there. */
export const identifying: Setting = { ...listOfNames, effect: "identifies" };

/** The same, with the names that hold if there are none, and the pattern of those that only narrow. */
export const identifyingOf = (usual: readonly string[], narrowing: string): Setting => ({
  ...identifying,
  usual,
  narrowing,
});
