import type { Bag } from "../../../cloud/store";
import { at, isBag, withValue } from "../../../cloud/values";
import { type Extra, type Field, type Fields, isExtra, isField, type Section } from "./fields";

const parentOf = (property: string) => property.split(".").slice(0, -1).join(".");

/** A copy with the value at a path of keys set; keys may have dots. */
function put(body: Bag, [key = "", ...rest]: readonly string[], value: unknown): Bag {
  const inner = body[key];
  return {
    ...body,
    [key]: rest.length === 0 ? value : put(isBag(inner) ? inner : {}, rest, value),
  };
}

export function pick(body: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isBag(value) ? value[key] : undefined), body);
}

/** A copy without the property at a dotted path. */
export function without(inputs: Bag, path: string): Bag {
  const [key = "", ...rest] = path.split(".");
  const { [key]: inner, ...others } = inputs;
  return rest.length === 0 || !isBag(inner)
    ? others
    : { ...others, [key]: without(inner, rest.join(".")) };
}

/**
 * The body to send: `body` with every mapped property in place.
 * @param body The server's object; nothing for a new one.
 * @param before The inputs of the last update.
 */
export function written(fields: Fields, inputs: Bag, body?: Bag, before: Bag = {}): Bag {
  const isNew = body === undefined;
  return Object.entries(fields).reduce<Bag>((made, [property, entry]) => {
    const given = at(inputs, property);
    if (isExtra(entry)) {
      return withExtra(made, entry, given, at(before, property));
    }
    const parent = parentOf(property);
    const section = parent === "" ? undefined : fields[parent];
    const inside = section !== undefined && !isField(section) && !isExtra(section);
    if (inside && !section.filled && at(inputs, parent) === undefined) {
      return made;
    }
    if (!isField(entry)) {
      return { ...made, ...entry.write?.(given !== undefined) };
    }
    const value = given ?? (entry.restored || isNew ? entry.initial : undefined);
    return value === undefined ? made : put(made, entry.at, entry.write(value));
  }, body ?? {});
}

function withExtra(body: Bag, { extra, dropped }: Extra, given: unknown, before: unknown): Bag {
  const news = isBag(given) ? given : {};
  const gone = Object.keys(isBag(before) ? before : {}).filter((key) => !(key in news));
  const had = pick(body, extra);
  const kept = Object.entries(isBag(had) ? had : {}).filter(([key]) => !gone.includes(key));
  const blanks = dropped === "blank" ? gone.map((key) => [key, ""]) : [];
  const all = Object.fromEntries([...kept, ...blanks]) as Bag;
  return isBag(given) || gone.length > 0 ? put(body, extra, { ...all, ...news }) : body;
}

/** The declared inputs with the server's current values. Equal values keep the program's spelling. */
export function projected(fields: Fields, inputs: Bag, body: Bag): Bag {
  return Object.entries(fields).reduce<Bag>((seen, [property, entry]) => {
    const parent = parentOf(property);
    if (parent !== "" && !isBag(at(seen, parent)) && !(isSection(entry) && entry.present)) {
      return seen;
    }
    if (isExtra(entry)) {
      return projectedExtra(seen, property, entry, body);
    }
    if (!isField(entry)) {
      return projectedSection(seen, property, entry, body);
    }
    const value = seenAs(entry, at(inputs, property), pick(body, entry.at));
    return value === unchanged
      ? seen
      : value === undefined
        ? without(seen, property)
        : withValue(seen, property, value);
  }, inputs);
}

const unchanged = Symbol("unchanged");

function seenAs(entry: Field, given: unknown, had: unknown): unknown {
  if (entry.hidden === true || (given === undefined && !entry.restored)) {
    return unchanged;
  }
  const wanted = given ?? entry.initial;
  const sent = wanted === undefined ? undefined : entry.write(wanted);
  return entry.same(sent, had) ? unchanged : readable(entry, had);
}

const readable = (entry: Field, had: unknown): unknown =>
  had === undefined || had === null ? undefined : entry.read(had);

const isSection = (entry: Field | Section | Extra): entry is Section =>
  !isField(entry) && !isExtra(entry);

function projectedSection(seen: Bag, property: string, { present }: Section, body: Bag): Bag {
  const there = present?.(body);
  const given = at(seen, property) !== undefined;
  if (there === undefined || there === given) {
    return seen;
  }
  return there ? withValue(seen, property, {}) : without(seen, property);
}

function projectedExtra(seen: Bag, property: string, { extra }: Extra, body: Bag): Bag {
  const given = at(seen, property);
  const had = pick(body, extra);
  if (!isBag(given)) {
    return seen;
  }
  const values = isBag(had) ? had : {};
  const now = Object.entries(given).flatMap(([key, value]): [string, unknown][] => {
    const other = values[key];
    const same = spelled(value) === spelled(other);
    return same ? [[key, value]] : other === undefined ? [] : [[key, other]];
  });
  return withValue(seen, property, Object.fromEntries(now));
}

const spelled = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value ?? "");

/** Every mapped property that the server shows, as outputs. */
export function shown(fields: Fields, body: Bag): Bag {
  return Object.entries(fields).reduce<Bag>((all, [property, entry]) => {
    const had = isField(entry) && entry.hidden !== true ? pick(body, entry.at) : undefined;
    return !isField(entry) || had === undefined || had === null || property.includes(".")
      ? all
      : { ...all, [property]: entry.read(had) };
  }, {});
}
