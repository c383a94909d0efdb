import { join, parse } from "node:path";

import { distance } from "fastest-levenshtein";

import { readNames } from "./files";
import type { Problem } from "./problems";

/** Everything of an organisation's folder that is read, by its name. */
const known = [
  ...["organization.yaml", "addresses.json", "environments", "teams"],
  ...["waivers.yaml", "waivers", "approvals.yaml", "policy.json"],
];

/** The known names that something else has nearly, and a problem of each. */
export function misnamedIn(directory: string): {
  readonly wanted: ReadonlySet<string>;
  readonly problems: readonly Problem[];
} {
  const listed = readNames(directory) ?? { value: [] };
  const names = "value" in listed ? listed.value : [];
  const lacking = known.filter((name) => !names.includes(name));
  const pairs = names.flatMap((name) => {
    const meant = known.includes(name) ? undefined : lacking.find((other) => isNear(name, other));
    return meant === undefined ? [] : [{ name, meant }];
  });
  const problems = pairs.map(({ name, meant }): Problem => ({
    file: join(directory, name),
    path: "(name)",
    kind: "malformed",
    want: meant,
    got: name,
    fix: "nobody reads it under this name",
  }));
  return { wanted: new Set(pairs.map(({ meant }) => meant)), problems };
}

/** Extensions that people give to the same file. */
const written = new Set([".yaml", ".yml", ".json"]);

function isNear(name: string, known: string): boolean {
  const [one, other] = [parse(name.toLowerCase()), parse(known)];
  const alike = other.ext === "" ? one.ext === "" : written.has(one.ext);
  return alike && distance(one.name, other.name) <= (other.name.length > 6 ? 2 : 1);
}
