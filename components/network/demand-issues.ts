import type { Issue } from "../lib/arg-issue";
import { slugPattern, slugWanted } from "../lib/slug";
import type { PlanIssue } from "./internal/address-plan-error";
import {
  type AddressDemand,
  defaultHorizonMonths,
  type NetworkDemand,
  podSpace,
  type TeamDemand,
} from "./demand";
import { isNetwork, isNetworkIn, overlaps, usedByAws } from "./ranges";

/** No VPC can have these: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const unusable = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"];
const shortestHorizonMonths = 18;

/** Every problem with a demand, by path. Pure. */
export function checkDemand(demand: AddressDemand): PlanIssue[] {
  const { horizonMonths = defaultHorizonMonths, shortHorizonReason = "" } = demand;
  const issues: PlanIssue[] = [
    ...networks("ranges", demand.ranges),
    ...networks("podRanges", demand.podRanges),
    ...demand.ranges.flatMap((cidr, index) =>
      isNetwork(cidr) && [podSpace, ...unusable].some((other) => overlaps(cidr, other))
        ? [
            {
              kind: "outside" as const,
              path: `ranges[${index}]`,
              want: `a range outside ${podSpace} and of hosts`,
              got: cidr,
            },
          ]
        : isNetwork(cidr) && isNetworkIn(cidr, usedByAws)
          ? [
              {
                kind: "outside" as const,
                path: `ranges[${index}]`,
                want: `a range outside ${usedByAws}, which services of AWS use inside`,
                got: cidr,
              },
            ]
          : [],
    ),
    ...demand.podRanges.flatMap((cidr, index) =>
      isNetwork(cidr) && !isNetworkIn(cidr, podSpace)
        ? [
            {
              kind: "outside" as const,
              path: `podRanges[${index}]`,
              want: `a range inside ${podSpace}`,
              got: cidr,
            },
          ]
        : [],
    ),
    ...Object.entries(demand.taken ?? {}).flatMap(([name, cidr]) =>
      isNetwork(cidr)
        ? []
        : [
            {
              kind: "malformed" as const,
              path: `taken.${name}`,
              want: "an IPv4 network such as 172.16.0.0/12",
              got: cidr,
            },
          ],
    ),
    ...whole("horizonMonths", horizonMonths, 1, 120),
  ];
  const isHorizon = whole("horizonMonths", horizonMonths, 1, 120).length === 0;
  if (isHorizon && horizonMonths < shortestHorizonMonths && shortHorizonReason.trim() === "") {
    issues.push({
      kind: "bounds",
      path: "horizonMonths",
      want: `${shortestHorizonMonths} or more, or a shortHorizonReason`,
      got: horizonMonths,
    });
  }
  for (const [name, environment] of Object.entries(demand.environments)) {
    if (!slugPattern.test(name)) {
      const named = { path: "", want: `a name of ${slugWanted}`, got: name };
      issues.push({ ...named, kind: "malformed", of: { environment: name } });
    }
    const found = checkNetworkDemand(environment);
    issues.push(...found.map((issue) => ({ ...issue, of: { environment: name } })));
  }
  return issues;
}

/** Every problem with the demand of one environment. Pure. */
export function checkNetworkDemand(demand: NetworkDemand): Issue[] {
  const { zones, region, growthPercent } = demand;
  const issues: Issue[] = [];
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    const want = "an AWS region such as eu-west-1";
    issues.push({ kind: "malformed", path: "region", want, got: region });
  }
  if (zones.length < 1 || zones.length > 6 || new Set(zones).size !== zones.length) {
    issues.push({ kind: "bounds", path: "zones", want: "1 to 6 different zones", got: zones });
  }
  zones.forEach((zone, index) => {
    if (!zone.startsWith(region) || !/^[a-z0-9-]*[a-z]$/.test(zone.slice(region.length))) {
      const path = `zones[${index}]`;
      issues.push({ kind: "conflict", path, want: `a zone of ${region}`, got: zone });
    }
  });
  if (!(growthPercent >= 0 && growthPercent <= 100)) {
    const want = "0 to 100 percent a month";
    issues.push({ kind: "bounds", path: "growthPercent", want, got: growthPercent });
  }
  return [
    ...issues,
    ...whole("nodesByZone", demand.nodesByZone, 1, 5000),
    ...whole("podsByNode", demand.podsByNode, 1, 250),
    ...whole("loadBalancers", demand.loadBalancers ?? 0, 0, 5000),
    ...whole("dataByZone", demand.dataByZone ?? 0, 0, 60000),
    ...teamIssues(demand.teams),
    ...whole("spareByZone", demand.spareByZone ?? 0, 0, 60000),
    ...whole("interfaceEndpoints", demand.interfaceEndpoints ?? 0, 0, 500),
    ...whole("clusters", demand.clusters ?? 2, 1, 20),
  ];
}

function teamIssues(teams: TeamDemand | undefined): Issue[] {
  if (teams === undefined) {
    return [];
  }
  const { count, nodesByZone = 0, loadBalancers = 0, dataByZone = 0 } = teams;
  const nodes = Number.isFinite(nodesByZone) && nodesByZone >= 0 && nodesByZone <= 500;
  return [
    ...whole("teams.count", count, 0, 5000),
    ...(nodes
      ? []
      : [
          {
            kind: "bounds" as const,
            path: "teams.nodesByZone",
            want: "0 to 500 nodes",
            got: nodesByZone,
          },
        ]),
    ...whole("teams.loadBalancers", loadBalancers, 0, 100),
    ...whole("teams.dataByZone", dataByZone, 0, 1000),
  ];
}

function networks(path: string, cidrs: readonly string[]): Issue[] {
  const issues = cidrs.flatMap((cidr, index): Issue[] =>
    isNetwork(cidr)
      ? []
      : [
          {
            kind: "malformed",
            path: `${path}[${index}]`,
            want: "an IPv4 network such as 10.0.0.0/8",
            got: cidr,
          },
        ],
  );
  cidrs.forEach((cidr, index) => {
    if (
      cidrs
        .slice(0, index)
        .some((other) => isNetwork(other) && isNetwork(cidr) && overlaps(other, cidr))
    ) {
      const want = "a range that no other covers";
      issues.push({ kind: "overlap", path: `${path}[${index}]`, want, got: cidr });
    }
  });
  return cidrs.length === 0
    ? [{ kind: "missing", path, want: "one network at least", got: cidrs }]
    : issues;
}

function whole(path: string, value: number, least: number, most: number): Issue[] {
  return Number.isInteger(value) && value >= least && value <= most
    ? []
    : [{ kind: "bounds", path, want: `a whole number from ${least} to ${most}`, got: value }];
}
