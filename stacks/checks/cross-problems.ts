import { isNetwork, overlaps } from "../../components/network/ranges";
import { connectivityProblems } from "./connectivity-problems";
import { derivedNameProblems } from "./derived-names";
import { ownStackProblems } from "./own-stacks";
import { serviceRangeProblems } from "./service-range";
import { reserved, tenancyProblems } from "./tenancy-problems";
import { isZoneOf } from "../declarations/aws-places";
import type { Environment, Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { unknownName } from "../declarations/suggestion";
import type { BrokenFiles } from "../declarations/reading";
import { stageOf } from "../derived/team-rights";

/**
 * What no single file shows: names that one file uses and another should declare, what two files
 * claim at once, and ranges that overlap.
 */
export function crossProblems(
  organization: Organization,
  broken: BrokenFiles = { environments: [], teams: [] },
): Problem[] {
  const problems = [
    ...accountProblems(organization),
    ...serverProblems(organization),
    ...Object.entries(organization.environments).flatMap(([name, environment]) =>
      environmentProblems(name, environment, organization),
    ),
    ...sharedRanges(organization),
    ...serviceRangeProblems(organization),
    ...connectivityProblems(organization),
    ...teamProblems(organization),
    ...tenancyProblems(organization),
    ...ownStackProblems(organization),
  ];
  const derived = derivedNameProblems(organization);
  const all = withoutFollowers(problems, broken, organization);
  const told = new Set(all.map(({ file, path }) => `${file} ${path}`));
  // A name that two have leads to names that two have.
  return [...all, ...derived.filter(({ file, path }) => !told.has(`${file} ${path}`))];
}

/** Places that name an environment or a team. */
const ofDeclared = /^(environments\.|after$|connectivity\.|stacks\.)|\.sharedWith$/;

/** Problems that are there without what a file with problems of its own declares. */
function withoutFollowers(
  problems: readonly Problem[],
  { environments, teams }: BrokenFiles,
  declared: Organization,
): readonly Problem[] {
  const isEmpty = Object.keys(declared.environments).length === 0;
  const names = new Set([...environments, ...teams]);
  const isNamed = (got: unknown): boolean =>
    Array.isArray(got)
      ? got.some(isNamed)
      : typeof got === "string" && (names.has(got) || names.has(got.slice(got.indexOf(".") + 1)));
  return problems.filter(
    ({ kind, path, got }) =>
      !(kind === "unknown-name" && ofDeclared.test(path) && (isEmpty || isNamed(got))) &&
      // An environment that comes after it would make its stage development.
      !(path === "guardrails" && environments.length > 0),
  );
}

function accountProblems({ accounts, home }: Organization): Problem[] {
  const file = "organization.yaml";
  const problems = unknown(file, "home.account", accounts, home.account);
  const names = new Map<string, string>();
  for (const [name, id] of Object.entries(accounts)) {
    const other = names.get(id);
    if (other !== undefined) {
      const want = "an account of its own";
      const path = `accounts.${name}`;
      problems.push({ file, path, kind: "duplicate", want, got: id, holder: other });
    }
    names.set(id, name);
  }
  return problems;
}

/** Two servers at one address: neither has a path, so one would answer for the other. */
function serverProblems({ identity, secrets }: Organization): Problem[] {
  const isOne =
    identity.mode !== "existing" && new URL(identity.url).host === new URL(secrets.url).host;
  const at = { file: "organization.yaml", path: "secrets.url", got: secrets.url };
  const want = "an address of its own";
  return isOne ? [{ ...at, kind: "duplicate", want, holder: "that of identity.url" }] : [];
}

function environmentProblems(
  name: string,
  { account, region, after, guardrails = "prod", network, cluster }: Environment,
  organization: Organization,
): Problem[] {
  const { accounts, addresses, environments } = organization;
  const file = `environments/${name}.yaml`;
  const problems = unknown(file, "account", accounts, account);
  if (guardrails !== "prod" && stageOf(organization, name) === "production") {
    const want = "prod where the stage is production";
    problems.push({ file, path: "guardrails", kind: "conflict", want, got: guardrails });
  }
  if (after !== undefined) {
    problems.push(...unknown(file, "after", environments, after));
    const through = promotedThrough(name, environments);
    // All of a circle have the fault; one of them tells it.
    if (through.at(-1) === name && through.every((other) => name <= other)) {
      const want = "an environment that does not wait for this one";
      problems.push({ file, path: "after", kind: "conflict", want, got: after });
    }
  }
  network.zones.forEach((zone, index) => {
    if (!isZoneOf(region, zone)) {
      const path = `network.zones.${index}`;
      problems.push({ file, path, kind: "conflict", want: `a zone of ${region}`, got: zone });
    }
  });
  if (network.mode !== "existing" && addresses === undefined) {
    const want = "addresses in organization.yaml to cut it from";
    problems.push({ file, path: "network", kind: "missing", want, found: "none" });
  }
  if (network.mode === "existing") {
    for (const zone of network.zones.filter((z) => !Object.hasOwn(network.subnets.nodes, z))) {
      const want = `a subnet of zone ${zone}`;
      problems.push({ file, path: "network.subnets.nodes", kind: "missing", want, found: "none" });
    }
  }
  if (cluster.mode !== "existing") {
    const { min, max } = cluster.nodesByZone ?? { min: 0, max: 0 };
    if (min > max) {
      const want = `max of ${min} or more`;
      const path = "cluster.nodesByZone";
      problems.push({ file, path, kind: "bounds", want, got: { min, max } });
    }
    if (network.zones.length < 2) {
      const want = "two at least for EKS";
      problems.push({ file, path: "network.zones", kind: "bounds", want, got: network.zones });
    }
  }
  return problems;
}

/** The environments that a change reaches before the named one, nearest first; a circle ends at it. */
function promotedThrough(name: string, environments: Organization["environments"]): string[] {
  const chain: string[] = [];
  let before = environments[name]?.after;
  while (before !== undefined && !chain.includes(before)) {
    chain.push(before);
    before = before === name ? undefined : environments[before]?.after;
  }
  return chain;
}

/** Ranges that two existing networks claim; a range that is malformed is a problem by itself. */
function sharedRanges({ environments }: Organization): Problem[] {
  const claimed = Object.entries(environments).flatMap(([name, { network }]) =>
    network.mode === "existing" ? [{ name, range: network.cidr }] : [],
  );
  const at = (name: string) => ({ file: `environments/${name}.yaml`, path: "network.cidr" });
  const sound = claimed.filter(({ range }) => isNetwork(range));
  const malformed = claimed.filter(({ range }) => !isNetwork(range));
  return [
    ...malformed.map(({ name, range }): Problem => ({
      ...at(name),
      kind: "malformed",
      want: "a network",
      got: range,
    })),
    ...sound.flatMap(({ name, range }, index) =>
      sound
        .slice(0, index)
        .filter((other) => overlaps(other.range, range))
        .map((other): Problem => ({
          ...at(name),
          kind: "overlap",
          want: "a range that no other environment has",
          got: range,
          beside: `${other.range} of ${other.name}`,
        })),
    ),
  ];
}

function teamProblems(organization: Organization): Problem[] {
  const { teams, environments } = organization;
  const problems: Problem[] = [];
  const owners = new Map([["platform", "the platform"]]);
  for (const [team, declared] of Object.entries(teams)) {
    const file = `teams/${team}.yaml`;
    if (reserved.test(team)) {
      const want = "a name that the platform does not use";
      problems.push({ file, path: "(name)", kind: "duplicate", want, got: team });
    }
    declared.environments.forEach((name, index) => {
      problems.push(...unknown(file, `environments.${index}`, environments, name));
    });
    declared.repositories.forEach((name, index) => {
      const owner = owners.get(name);
      if (owner !== undefined && owner !== `team ${team}`) {
        const at = { file, path: `repositories.${index}`, kind: "duplicate" } as const;
        const want = "a repository of its own";
        problems.push({ ...at, want, got: name, holder: `of ${owner}` });
      }
      owners.set(name, `team ${team}`);
    });
  }
  return problems;
}

function unknown(file: string, path: string, known: object, given: string): Problem[] {
  return Object.hasOwn(known, given) ? [] : [unknownName(file, path, Object.keys(known), given)];
}
