/** What a kind of resource can hold that a rule should judge. */
export type Aspect = "document" | "principal" | "network" | "secret";

/** Why a rule judges a property, or none. The first answer that fits a property counts. */
export interface Answer {
  readonly aspect: Aspect;
  /** Id of the rule that judges it, or the reason that none does. */
  readonly by: string;
  /** Types without the package, with `*` for any text; if omitted, those of the rule, or any. */
  readonly kinds?: readonly string[];
  /** Last names of the properties' paths; if omitted, any. */
  readonly names?: readonly string[];
}

/** Words of lines, for lists too long for a line. */
export const listed = (...lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => line.split(" "));
