import { every, list, literal, matches, textAt } from "../../kit/cel";
import type { Twin } from "../../kit/twin";

export interface ProjectScope {
  readonly kinds: readonly string[];
  /** Lists of names. */
  readonly names: readonly string[];
  /** Lists of objects, with the keys that hold names. */
  readonly members: Readonly<Record<string, readonly string[]>>;
  /** Entries that begin with it exclude. */
  readonly except: string;
  readonly pattern: RegExp;
  readonly want: string;
}

export function projectScope({ kinds, names, members, except, pattern, want }: ProjectScope): Twin {
  const isFull = (name: string) =>
    `(${name}.startsWith(${literal(except)}) || !${matches(name, pattern)})`;
  const inSpec = (key: string) => list("object", `spec.${key}`);
  return {
    kinds,
    parts: ["spec"],
    conditions: [
      {
        // Argo CD creates it wide when it first starts, and does not start without it.
        name: "not-the-project-that-argo-cd-makes",
        expression: 'request.operation != "CREATE" || object.metadata.name != "default"',
      },
    ],
    validations: () => [
      ...names.map((key) => ({
        expression: every(inSpec(key), "name", isFull("name")),
        want: `${want} in ${key}`,
      })),
      ...Object.entries(members).map(([key, parts]) => ({
        expression: every(
          inSpec(key),
          "member",
          parts.map((part) => isFull(textAt("member", part))).join(" && "),
        ),
        want: `${want} in ${key}`,
      })),
    ],
  };
}
