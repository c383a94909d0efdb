import type { Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { unknownName } from "../declarations/suggestion";
import { firstPart, layerNames } from "../derived/layers";
import { planStacks } from "../derived/plan";

const file = "organization.yaml";

/** Stacks of the company's own that take a layer's name, read a stack that nobody declares, or wait for themselves. */
export function ownStackProblems(organization: Organization): Problem[] {
  // Names alone: the order of networks can't be told where environments wait for each other.
  const platform = { ...organization, stacks: {}, connectivity: undefined };
  const own = organization.stacks ?? {};
  const known = [...planStacks(platform).map(({ name }) => name), ...Object.keys(own)];
  return Object.entries(own).flatMap(([name, { reads = [] }]): Problem[] => {
    const path = `stacks.${name}`;
    if (layerNames.includes(firstPart(name))) {
      const want = `a name that starts with none of ${layerNames.join(", ")}`;
      return [{ file, path, kind: "conflict", want, got: name }];
    }
    const unknown = reads.flatMap((read, index) =>
      known.includes(read)
        ? []
        : [
            unknownName(
              file,
              `${path}.reads.${index}`,
              known,
              read,
              "a stack of this organisation",
            ),
          ],
    );
    const circle = readBy(name, own);
    // All of a circle have the fault; one of them tells it.
    return circle.includes(name) &&
      circle.every((other) => !isIn(name, other, own) || name <= other)
      ? [
          ...unknown,
          {
            file,
            path: `${path}.reads`,
            kind: "conflict",
            want: "stacks that do not wait for this one",
            got: reads,
          },
        ]
      : unknown;
  });
}

type Own = NonNullable<Organization["stacks"]>;

/** The company's own stacks that one reads, and that those read. */
function readBy(name: string, own: Own): readonly string[] {
  const found = new Set<string>();
  const next = [name];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    const reads = Object.hasOwn(own, one) ? (own[one]?.reads ?? []) : [];
    for (const read of reads.filter((each) => Object.hasOwn(own, each) && !found.has(each))) {
      found.add(read);
      next.push(read);
    }
  }
  return [...found];
}

const isIn = (name: string, other: string, own: Own) => readBy(other, own).includes(name);
