import type { Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { derivedNames } from "../derived/names/all";
import { type NameRule, nameRules } from "../derived/names/kinds";
import type { DerivedName, NamePart } from "../derived/names/model";
import { Claims } from "./claims";

/**
 * Names that declarations lead to and that no provider takes, or that two of them lead to: parts are
 * joined by dashes, and have dashes themselves. The later one would take the place of the earlier.
 */
export function derivedNameProblems(organization: Organization): Problem[] {
  const names = derivedNames(organization);
  return [...tooLong(names), ...misshapen(names), ...twice(names)];
}

/** The part to shorten, and the most that it may have. */
interface Excess extends NamePart {
  readonly derived: DerivedName;
  readonly most: number;
}

/** One problem for each part that is too long, by the name that leaves it the least. */
function tooLong(names: readonly DerivedName[]): Problem[] {
  const tightest = new Map<string, Excess>();
  for (const excess of names.flatMap(excessOf)) {
    const key = placeOf(excess);
    if (excess.most < (tightest.get(key)?.most ?? Infinity)) {
      tightest.set(key, excess);
    }
  }
  return [...tightest.values()].map(({ file, path, value, most, derived }) => ({
    file,
    path,
    kind: "bounds",
    want: `${most} characters at the most`,
    got: value,
    fix: `${leadsTo(derived)}, of ${derived.name.length} characters`,
  }));
}

/** Shortest name that a declaration may have. */
const shortest = 2;

function excessOf(derived: DerivedName): Excess[] {
  const { longest = Infinity }: NameRule = nameRules[derived.kind];
  const over = derived.name.length - longest;
  const parts = derived.parts.map((part) => ({ ...part, derived, most: part.value.length - over }));
  const first = parts.find(({ most }) => most >= shortest) ?? parts.at(-1);
  return over <= 0 || first === undefined ? [] : [first];
}

/** One problem for each part that no name of a kind takes. */
function misshapen(names: readonly DerivedName[]): Problem[] {
  const told = new Set<string>();
  return names.flatMap(({ kind, name, parts }): Problem[] => {
    const { shape = /^/, shapeWanted = "" }: NameRule = nameRules[kind];
    const part = parts.find(({ value }) => !shape.test(value)) ?? parts[0];
    if (shape.test(name) || part === undefined || told.has(placeOf(part))) {
      return [];
    }
    told.add(placeOf(part));
    const { file, path, value } = part;
    const fix = leadsTo({ kind, name });
    return [{ file, path, kind: "malformed", want: shapeWanted, got: value, fix }];
  });
}

function twice(names: readonly DerivedName[]): Problem[] {
  const claims = new Claims();
  const told = new Set<string>();
  return names.flatMap(({ kind, name, within, owner, parts }): Problem[] => {
    const { foldsCase }: NameRule = nameRules[kind];
    const taken = foldsCase === true ? name.toLowerCase() : name;
    const holder = claims.take(`${kind} ${within}`, taken, owner);
    const [part] = parts;
    if (holder === undefined || part === undefined || told.has(placeOf(part))) {
      return [];
    }
    told.add(placeOf(part));
    const { file, path } = part;
    const want = `names that lead to a ${nameRules[kind].what} of its own`;
    return [{ file, path, kind: "duplicate", want, got: name, holder: `of ${holder}` }];
  });
}

/** A name in words; a host can fill three lines. */
function leadsTo({ kind, name }: Pick<DerivedName, "kind" | "name">): string {
  const shown = name.length > 100 ? `${name.slice(0, 60)}…` : name;
  return `it leads to the ${nameRules[kind].what} ${JSON.stringify(shown)}`;
}

const placeOf = ({ file, path }: NamePart) => `${file} ${path}`;
