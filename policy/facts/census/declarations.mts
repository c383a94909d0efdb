import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A property of a kind, or of an object in it: its name, its place, and its type as declared. */
export interface Property {
  readonly name: string;
  readonly path: string;
  readonly type: string;
  /** Whether the SDK marks it as a secret. */
  readonly isMarked: boolean;
}

type Field = readonly [name: string, type: string];

/** The properties that one may give of each kind of an SDK, by type token, at any depth. */
export function declaredKinds(folder: string): ReadonlyMap<string, readonly Property[]> {
  const read = (file: string) => flat(readFileSync(join(folder, file), "utf8"));
  const nested = nestedTypes(read("types/input.d.ts"));
  const files = globSync("**/*.js", {
    cwd: folder,
    exclude: (file) => /node_modules|^(bin|types)/.test(file),
  });
  const kinds = files.sort().flatMap((file): [string, Property[]][] => {
    const code = read(file);
    const token = /__pulumiType = '((?!pulumi:)[^']+)'/.exec(code)?.[1];
    return token === undefined
      ? []
      : [[token, propertiesOf(token, code, read(file.replace(/\.js$/, ".d.ts")), nested)]];
  });
  return new Map(kinds);
}

/** Puts a map's type on the line of its property. */
const flat = (text: string) =>
  text.replaceAll(/\{\n\s*\[key: string\]: (.*);\n\s*\}/g, "Record<string, $1>");

function propertiesOf(
  token: string,
  code: string,
  types: string,
  nested: ReadonlyMap<string, readonly Field[]>,
): Property[] {
  const args = `export interface ${token.split(":").at(-1) ?? ""}Args {\n`;
  const [, rest = ""] = types.split(args);
  const marks = code.matchAll(/resourceInputs\["(\w+)"\] = \(?args\?\.\w+ \? pulumi\.secret/g);
  const marked = new Set([...marks].map(([, name]) => name));
  return [...below(fieldsIn(rest.split("\n}")[0] ?? ""), nested, [], "")].map((property) => ({
    ...property,
    isMarked: marked.has(property.path.split(".")[0]),
  }));
}

/** Fields of the types that kinds have objects of, by the type's name with its namespaces. */
function nestedTypes(text: string): Map<string, Field[]> {
  const found = new Map<string, Field[]>();
  const namespaces: string[] = [];
  let fields: Field[] | undefined;
  for (const line of text.split("\n")) {
    const [, what, name = ""] =
      /^\s*(?:export )?(?:declare )?(namespace|interface) (\w+) \{/.exec(line) ?? [];
    if (what === "namespace") {
      namespaces.push(name);
    } else if (what === "interface") {
      found.set([...namespaces, name].join("."), (fields = []));
    } else if (/^\s*\}$/.test(line)) {
      if (fields === undefined) {
        namespaces.pop();
      }
      fields = undefined;
    } else {
      fields?.push(...fieldsIn(line));
    }
  }
  return found;
}

const fieldsIn = (text: string): Field[] =>
  [...text.matchAll(/^\s*"?([\w$-]+)"?\??: (.*);$/gm)].map(([, name = "", type = ""]) => [
    name,
    type,
  ]);

function* below(
  fields: readonly Field[],
  nested: ReadonlyMap<string, readonly Field[]>,
  within: readonly string[],
  prefix: string,
): Generator<Omit<Property, "isMarked">> {
  for (const [name, type] of fields) {
    const path = `${prefix}${name}${/\[\]/.test(type) ? ".*" : ""}`;
    yield { name, path, type };
    for (const [, inner = ""] of type.matchAll(/inputs\.([\w.]+)/g)) {
      if (!within.includes(inner)) {
        yield* below(nested.get(inner) ?? [], nested, [...within, inner], `${path}.`);
      }
    }
  }
}
