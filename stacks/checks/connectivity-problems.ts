import { issueText } from "../../components/lib/arg-issue";
import { type Connection, connectionIssues } from "../../components/network/connectivity";
import { isNetwork, overlaps } from "../../components/network/ranges";
import type { Organization } from "../declarations/model";
import { attached, managed } from "../derived/connectivity";

/** What is wrong with the declared connections, a problem a line. */
export function connectivityProblems(organization: Organization): string[] {
  const { connectivity, environments, home } = organization;
  if (connectivity === undefined) {
    return [];
  }
  const { by, connections } = connectivity;
  const networks = by === "transit-gateway" ? Object.keys(connectivity.networks ?? {}) : [];
  const names = managed(organization);
  const issues = connectionIssues({ environments: names, networks, connections });
  const problems = issues.map((issue) => `organization.yaml: connectivity.${issueText(issue)}`);
  for (const name of networks.filter((network) => Object.hasOwn(environments, network))) {
    problems.push(
      `organization.yaml: connectivity.networks.${name}: want a name that no environment has`,
    );
  }
  problems.push(...sharedWithOthers(organization));
  if (problems.length > 0) {
    return problems;
  }
  return by === "peering"
    ? connections.flatMap((connection, index) => peeringProblems(organization, connection, index))
    : attached(organization)
        .filter((name) => environments[name]?.region !== home.region)
        .map(
          (name) =>
            `environments/${name}.yaml: region: want ${home.region}, where the transit gateway is, ` +
            `got "${environments[name]?.region ?? ""}"`,
        );
}

/** Ranges that a network of others shares with another of them, or with a network that is there already. */
function sharedWithOthers({ connectivity, environments }: Organization): string[] {
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
      .map(
        (other) =>
          `organization.yaml: connectivity.networks.${path}: want a range that no other network has, ` +
          `got "${range}" beside ${other.range} of ${other.name}`,
      ),
  );
}

function peeringProblems(
  { environments }: Organization,
  connection: Connection,
  index: number,
): string[] {
  const at = `organization.yaml: connectivity.connections[${index}]`;
  const [one, other] = connection.map((name) => environments[name]);
  if (one?.account !== other?.account || one?.region !== other?.region) {
    const given = JSON.stringify(connection);
    return [`${at}: want two of one account and region, or by: transit-gateway, got ${given}`];
  }
  return connection
    .filter((name) => {
      const network = environments[name]?.network;
      return network !== undefined && network.mode !== "existing" && network.pods === "reused";
    })
    .map(
      (name) =>
        `${at}: want unique pods to peer, or by: transit-gateway, got reused ones in ${name}`,
    );
}
