import { type Connection, connectionIssues } from "../../components/network/connectivity";
import { isNetwork, overlaps } from "../../components/network/ranges";
import type { Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { attached, managed } from "../derived/connectivity";

const file = "organization.yaml";

/** What is wrong with the declared connections. */
export function connectivityProblems(organization: Organization): Problem[] {
  const { connectivity, environments, home } = organization;
  if (connectivity === undefined) {
    return [];
  }
  const { by, connections } = connectivity;
  const networks = by === "transit-gateway" ? Object.keys(connectivity.networks ?? {}) : [];
  const names = managed(organization);
  const issues = connectionIssues({ environments: names, networks, connections });
  const problems = issues.map((issue): Problem => ({
    ...issue,
    file,
    path: `connectivity.${issue.path}`,
  }));
  for (const name of networks.filter((network) => Object.hasOwn(environments, network))) {
    const path = `connectivity.networks.${name}`;
    problems.push({ file, path, kind: "duplicate", want: "a name that no environment has" });
  }
  problems.push(...attachedTwice(organization), ...sharedWithOthers(organization));
  if (problems.length > 0) {
    return problems;
  }
  return by === "peering"
    ? connections.flatMap((connection, index) => peeringProblems(organization, connection, index))
    : attached(organization)
        .filter((name) => environments[name]?.region !== home.region)
        .map((name) => ({
          file: `environments/${name}.yaml`,
          path: "region",
          kind: "conflict",
          want: `${home.region}, where the transit gateway is`,
          got: environments[name]?.region,
        }));
}

/** Attachments of two networks: the gateway associates each with one table. */
function attachedTwice({ connectivity }: Organization): Problem[] {
  const networks = connectivity?.by === "transit-gateway" ? (connectivity.networks ?? {}) : {};
  const holders = new Map<string, string>();
  return Object.entries(networks).flatMap(([name, { attachmentId }]): Problem[] => {
    const holder = holders.get(attachmentId);
    holders.set(attachmentId, holder ?? name);
    const path = `connectivity.networks.${name}.attachmentId`;
    const want = "an attachment of its own";
    return holder === undefined
      ? []
      : [{ file, path, kind: "duplicate", want, got: attachmentId, holder: `that of ${holder}` }];
  });
}

/** Ranges that a network of others shares with another of them, or with a network that is there already. */
function sharedWithOthers({ connectivity, environments }: Organization): Problem[] {
  const networks = connectivity?.by === "transit-gateway" ? (connectivity.networks ?? {}) : {};
  const found = Object.entries(environments).flatMap(([name, { network }]) =>
    network.mode === "existing" ? [{ name, path: "", range: network.cidr }] : [],
  );
  const others = Object.entries(networks).flatMap(([name, { ranges }]) =>
    ranges.map((range, index) => ({ name, path: `${name}.ranges.${index}`, range })),
  );
  const all = [...found, ...others].filter(({ range }) => isNetwork(range));
  return all.flatMap(({ path, range }, index) =>
    (path === "" ? [] : all.slice(0, index))
      .filter((other) => overlaps(other.range, range))
      .map((other): Problem => ({
        file,
        path: `connectivity.networks.${path}`,
        kind: "overlap",
        want: "a range that no other network has",
        got: range,
        beside: `${other.range} of ${other.name}`,
      })),
  );
}

function peeringProblems(
  { environments }: Organization,
  connection: Connection,
  index: number,
): Problem[] {
  const at = { file, path: `connectivity.connections[${index}]`, kind: "conflict" } as const;
  const [one, other] = connection.map((name) => environments[name]);
  if (one?.account !== other?.account || one?.region !== other?.region) {
    const want = "two of one account and region, or by: transit-gateway";
    return [{ ...at, want, got: connection }];
  }
  return connection
    .filter((name) => {
      const network = environments[name]?.network;
      return network !== undefined && network.mode !== "existing" && network.pods === "reused";
    })
    .map((name) => ({
      ...at,
      want: "unique pods to peer, or by: transit-gateway",
      found: `reused ones in ${name}`,
    }));
}
