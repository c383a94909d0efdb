import type { PlanIssue } from "../../components/network/address-space";
import { podSpace } from "../../components/network/demand";
import { isNetwork, isNetworkIn, overlaps } from "../../components/network/ranges";
import type { Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { rangesOfOthers } from "./service-range";

/** A range of a VPC in the ledger. */
interface GivenOut {
  /** The environment, with `/pods` behind it where it is theirs. */
  readonly key: string;
  readonly cidr: string;
}

/**
 * Declarations that leave no place for what the ledger has given out: one of them is at fault for
 * many of its ranges.
 */
export function givenOutProblems(
  organization: Organization,
  clashes: readonly PlanIssue[],
): { readonly problems: Problem[]; readonly rest: readonly PlanIssue[] } {
  const given = clashes.flatMap((issue): GivenOut[] =>
    issue.kind === "overlap" && issue.of !== undefined && "ledger" in issue.of
      ? [{ key: issue.of.ledger, cidr: String(issue.got) }]
      : [],
  );
  const found = [
    ...claimed(organization).map(({ cidr, ...at }) => ({
      ...at,
      kind: "overlap" as const,
      want: "a range beside",
      got: cidr,
      held: given.filter((held) => isNetwork(cidr) && overlaps(held.cidr, cidr)),
    })),
    ...spaces(organization).map(({ ranges, all, path }) => ({
      ...{ file: "organization.yaml", path, kind: "outside" as const, got: ranges },
      want: "ranges around",
      held: all.every(({ cidr }) => !isInside(cidr, ranges)) ? all : [],
    })),
  ].filter(({ held }) => held.length > 0 && given.some((one) => held.some(isSame(one))));
  const told = found.flatMap(({ held }) => held);
  return {
    problems: found.map(({ held, want, ...problem }) => ({
      ...problem,
      want: `${want} what addresses.json has given out, ${shown(held)}`,
    })),
    rest: clashes.filter(
      ({ of, got }) =>
        of === undefined ||
        !("ledger" in of) ||
        !told.some(isSame({ key: of.ledger, cidr: String(got) })),
    ),
  };
}

const isSame = (one: GivenOut) => (other: GivenOut) =>
  one.key === other.key && one.cidr === other.cidr;

const isInside = (cidr: string, ranges: readonly string[]) =>
  ranges.some((range) => isNetwork(range) && isNetworkIn(cidr, range));

function shown([first, ...others]: readonly GivenOut[]): string {
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return first === undefined ? "" : `${first.cidr} of ${first.key}${more}`;
}

/** Ranges that are declared for others, or for a network that is there. */
function claimed(organization: Organization) {
  return [
    ...rangesOfOthers(organization).map((other) => ({ file: "organization.yaml", ...other })),
    ...Object.entries(organization.environments).flatMap(([name, { network }]) =>
      network.mode === "existing"
        ? [{ file: `environments/${name}.yaml`, path: "network.cidr", cidr: network.cidr }]
        : [],
    ),
  ];
}

/** The declared spaces, each with all that the ledger has given out of it. */
function spaces({ addresses, ledger }: Organization) {
  const all = Object.entries(ledger.ranges)
    .filter(([key]) => key.split("/").length < 3)
    .flatMap(([key, cidrs]) => cidrs.map((cidr): GivenOut => ({ key, cidr })));
  const isOfPods = ({ key }: GivenOut) => key.endsWith("/pods");
  return [
    {
      path: "addresses.ranges",
      ranges: addresses?.ranges ?? [],
      all: all.filter((given) => !isOfPods(given)),
    },
    {
      path: "addresses.podRanges",
      ranges: addresses?.podRanges ?? [podSpace],
      all: all.filter(isOfPods),
    },
  ];
}
