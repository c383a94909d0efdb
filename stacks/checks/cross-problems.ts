import { isNetwork, overlaps } from "../../components/network/ranges";
import { connectivityProblems } from "./connectivity-problems";
import { reserved, tenancyProblems } from "./tenancy-problems";
import type { Environment, Organization } from "../declarations/model";
import { stageOf } from "../derived/team-rights";

/**
 * What no single file shows: names that one file uses and another should declare, what two files
 * claim at once, and ranges that overlap. A problem a line, from the file's name on.
 */
export function crossProblems(organization: Organization): string[] {
  return [
    ...accountProblems(organization),
    ...Object.entries(organization.environments).flatMap(([name, environment]) =>
      environmentProblems(name, environment, organization),
    ),
    ...sharedRanges(organization),
    ...connectivityProblems(organization),
    ...teamProblems(organization),
    ...tenancyProblems(organization),
  ];
}

function accountProblems({ accounts, home }: Organization): string[] {
  const file = "organization.yaml";
  const problems = unknown(`${file}: home.account`, accounts, home.account);
  const names = new Map<string, string>();
  for (const [name, id] of Object.entries(accounts)) {
    const other = names.get(id);
    if (other !== undefined) {
      problems.push(`${file}: accounts.${name}: want an account of its own, "${id}" is ${other}`);
    }
    names.set(id, name);
  }
  return problems;
}

function environmentProblems(
  name: string,
  { account, region, after, guardrails = "prod", network, cluster }: Environment,
  organization: Organization,
): string[] {
  const { accounts, addresses, environments } = organization;
  const file = `environments/${name}.yaml`;
  const problems = unknown(`${file}: account`, accounts, account);
  if (guardrails !== "prod" && stageOf(organization, name) === "production") {
    problems.push(
      `${file}: guardrails: want prod where the stage is production, got "${guardrails}"`,
    );
  }
  if (after !== undefined) {
    problems.push(...unknown(`${file}: after`, environments, after));
    if (promotedThrough(name, environments).at(-1) === name) {
      const given = `"${after}"`;
      problems.push(
        `${file}: after: want an environment that does not wait for this one, got ${given}`,
      );
    }
  }
  network.zones.forEach((zone, index) => {
    if (!zone.startsWith(region)) {
      problems.push(`${file}: network.zones.${index}: want a zone of ${region}, got "${zone}"`);
    }
  });
  if (network.mode !== "existing" && addresses === undefined) {
    problems.push(`${file}: network: want addresses in organization.yaml to cut it from, got none`);
  }
  if (network.mode === "existing") {
    for (const zone of network.zones.filter((z) => !Object.hasOwn(network.subnets.nodes, z))) {
      problems.push(`${file}: network.subnets.nodes: want a subnet of zone ${zone}, got none`);
    }
  }
  if (cluster.mode !== "existing") {
    const { min, max } = cluster.nodesByZone ?? { min: 0, max: 0 };
    if (min > max) {
      problems.push(
        `${file}: cluster.nodesByZone: want max of ${min} or more, got ${JSON.stringify({ min, max })}`,
      );
    }
    if (network.zones.length < 2) {
      const given = JSON.stringify(network.zones);
      problems.push(`${file}: network.zones: want two at least for EKS, got ${given}`);
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
function sharedRanges({ environments }: Organization): string[] {
  const claimed = Object.entries(environments).flatMap(([name, { network }]) =>
    network.mode === "existing" ? [{ name, range: network.cidr }] : [],
  );
  const at = (name: string) => `environments/${name}.yaml: network.cidr`;
  const sound = claimed.filter(({ range }) => isNetwork(range));
  const malformed = claimed.filter(({ range }) => !isNetwork(range));
  return [
    ...malformed.map(({ name, range }) => `${at(name)}: want a network, got "${range}"`),
    ...sound.flatMap(({ name, range }, index) =>
      sound
        .slice(0, index)
        .filter((other) => overlaps(other.range, range))
        .map(
          (other) =>
            `${at(name)}: want a range that no other environment has, ` +
            `got "${range}" beside ${other.range} of ${other.name}`,
        ),
    ),
  ];
}

function teamProblems(organization: Organization): string[] {
  const { teams, environments } = organization;
  const problems: string[] = [];
  const owners = new Map([["platform", "the platform"]]);
  for (const [team, declared] of Object.entries(teams)) {
    const file = `teams/${team}.yaml`;
    if (reserved.test(team)) {
      problems.push(`${file}: (name): want a name that the platform does not use, got "${team}"`);
    }
    declared.environments.forEach((name, index) => {
      problems.push(...unknown(`${file}: environments.${index}`, environments, name));
    });
    declared.repositories.forEach((name, index) => {
      const owner = owners.get(name);
      if (owner !== undefined && owner !== `team ${team}`) {
        const at = `${file}: repositories.${index}`;
        problems.push(`${at}: want a repository of its own, "${name}" is of ${owner}`);
      }
      owners.set(name, `team ${team}`);
    });
  }
  return problems;
}

function unknown(at: string, known: object, given: string): string[] {
  const names = Object.keys(known).join(", ");
  return Object.hasOwn(known, given) ? [] : [`${at}: want one of ${names}, got "${given}"`];
}
