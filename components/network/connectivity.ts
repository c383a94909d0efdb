import type { Issue } from "../lib/arg-issue";

/** Two networks that reach each other: environments, or an environment and a network of others. */
export type Connection = readonly [string, string];

/** Who reaches whom, each list in alphabetical order. A network without a connection is not in it. */
export function reachability(connections: readonly Connection[]): Record<string, string[]> {
  const reached: Record<string, string[]> = {};
  for (const [one, other] of connections) {
    (reached[one] ??= []).push(other);
    (reached[other] ??= []).push(one);
  }
  return Object.fromEntries(
    Object.entries(reached)
      .map(([name, others]): [string, string[]] => [name, [...new Set(others)].sort()])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Every problem with connections, by path. Pure. */
export function connectionIssues({
  environments,
  networks,
  connections,
}: {
  readonly environments: readonly string[];
  readonly networks: readonly string[];
  readonly connections: readonly Connection[];
}): Issue[] {
  const seen = new Set<string>();
  const known = [...environments, ...networks];
  return connections.flatMap((connection, index): Issue[] => {
    const path = `connections[${index}]`;
    const pair = [...connection].sort().join(" ");
    const twice = seen.has(pair);
    seen.add(pair);
    if (connection.some((name) => !known.includes(name))) {
      return [{ kind: "unknown-name", path, want: `two of ${known.join(", ")}`, got: connection }];
    }
    if (connection[0] === connection[1]) {
      return [{ kind: "duplicate", path, want: "two different networks", got: connection }];
    }
    if (!connection.some((name) => environments.includes(name))) {
      const want = "an environment on one side";
      return [{ kind: "conflict", path, want, got: connection }];
    }
    return twice ? [{ kind: "duplicate", path, want: "a connection once", got: connection }] : [];
  });
}
