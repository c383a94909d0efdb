import { z } from "zod";

import { trustKey, type TrustMark } from "./trust-marks";

/** The part of a JSON Schema that says which fields there are. */
interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly prefixItems?: readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly [trustKey]?: TrustMark;
}

/** A field of a kind of file: `accounts.<name>` of any name, `ranges[]` of any place in a list. */
export interface Field {
  readonly path: string;
  /** None when neither the field nor what it is in has one. */
  readonly mark?: TrustMark;
}

/** A node with the mark of what it is in. */
interface Place {
  readonly node: Node;
  readonly mark: TrustMark | undefined;
}

/** Every field of a schema that holds a value itself, each once. */
export function fieldsOf(schema: z.ZodType): Field[] {
  const found = new Map<string, TrustMark[]>();
  collect(rootOf(schema), "", found);
  return [...found].map(([path, marks]) => {
    const mark = strictest(marks);
    return mark === undefined ? { path } : { path, mark };
  });
}

/**
 * The mark of the place that a path of data leads to. None where no field is, as for an unknown
 * key, or a value in the place of a group whose fields differ.
 */
export function markAt(
  schema: z.ZodType,
  path: readonly (string | number)[],
): TrustMark | undefined {
  const places = path.reduce<readonly Place[]>(
    (all, key) => all.flatMap((place) => variants(place)).flatMap((place) => step(place, key)),
    [rootOf(schema)],
  );
  return strictest(places.flatMap(variants).flatMap(({ mark }) => mark ?? []));
}

const roots = new WeakMap<z.ZodType, Place>();

function rootOf(schema: z.ZodType): Place {
  const known = roots.get(schema);
  if (known !== undefined) {
    return known;
  }
  const node = z.toJSONSchema(schema, { io: "input" }) as Node;
  const root = { node, mark: node[trustKey] };
  roots.set(schema, root);
  return root;
}

const inside = ({ mark }: Place, node: Node): Place => ({ node, mark: node[trustKey] ?? mark });

/** The forms that a place may have, itself if it has one. */
function variants(place: Place): Place[] {
  const { anyOf, oneOf } = place.node;
  const forms = anyOf ?? oneOf;
  return forms === undefined ? [place] : forms.flatMap((node) => variants(inside(place, node)));
}

function step(place: Place, key: string | number): Place[] {
  const { properties = {}, additionalProperties, items, prefixItems = [] } = place.node;
  const next =
    typeof key === "number"
      ? (prefixItems[key] ?? items)
      : Object.hasOwn(properties, key)
        ? properties[key]
        : additionalProperties;
  return typeof next === "object" ? [inside(place, next)] : [];
}

function collect(place: Place, path: string, found: Map<string, TrustMark[]>): void {
  for (const form of variants(place)) {
    const { properties, additionalProperties, items, prefixItems = [] } = form.node;
    const below: [string, Node][] = [
      ...Object.entries(properties ?? {}).map(([key, node]): [string, Node] => [
        path === "" ? key : `${path}.${key}`,
        node,
      ]),
      ...(typeof additionalProperties === "object"
        ? [[`${path}.<name>`, additionalProperties] as [string, Node]]
        : []),
      ...[...prefixItems, ...(items === undefined ? [] : [items])].map((node): [string, Node] => [
        `${path}[]`,
        node,
      ]),
    ];
    below.forEach(([at, node]) => {
      collect(inside(form, node), at, found);
    });
    if (below.length === 0) {
      found.set(path, [
        ...(found.get(path) ?? []),
        ...(form.mark === undefined ? [] : [form.mark]),
      ]);
    }
  }
}

/** A field that decides on a contact in one form is trusted in all. */
const strictest = (marks: readonly TrustMark[]): TrustMark | undefined =>
  marks.find((mark) => "who" in mark) ?? marks[0];
