import type { NameKind } from "./kinds";

/** A value of a declaration that is a part of a name, and that a person can change. */
export interface NamePart {
  readonly file: string;
  readonly path: string;
  readonly value: string;
}

/** Whose a name is. */
export interface NameOwner {
  /** The declaration in words, such as `team payments`. */
  readonly owner: string;
  /** The parts of the name, the one to change first; none of a name of the platform's own. */
  readonly parts: readonly NamePart[];
}

/** A name that a provider gets because of a declaration. */
export interface DerivedName extends NameOwner {
  readonly kind: NameKind;
  readonly name: string;
  /** Where no other thing of its kind may have the name, such as an account's id. */
  readonly within: string;
}

/** One name of an owner's. */
export const named = (
  { owner, parts }: NameOwner,
  kind: NameKind,
  name: string,
  within = "",
): DerivedName => ({ owner, parts, kind, name, within });
