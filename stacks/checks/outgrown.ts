import {
  AddressPlanError,
  type PlanIssue,
  planAddressSpace,
} from "../../components/network/address-space";
import type { NetworkDemand } from "../../components/network/demand";
import type { Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { addressDemand } from "../derived/addresses";

/** An environment that needs more than a network can hold, and the first of its tiers that does. */
interface Outgrown {
  readonly environment: string;
  readonly first: PlanIssue;
  /** The other tiers and zones. */
  readonly more: number;
  readonly demand: NetworkDemand;
  /** The most growth that it has room for, in whole percent; none if growth is not at fault. */
  readonly most?: number;
}

/**
 * Environments that need more than a network can hold: one problem for the growth of all or of one, or
 * for the demand of one, and not one for each tier and zone.
 */
export function outgrownProblems(
  organization: Organization,
  issues: readonly PlanIssue[],
): { readonly problems: Problem[]; readonly rest: readonly PlanIssue[] } {
  const { environments } = addressDemand(organization);
  const outgrown = [...Map.groupBy(issues.filter(isOutgrown), environmentOf)].flatMap(
    ([environment, [first, ...others]]): Outgrown[] => {
      const demand = environments[environment];
      if (first === undefined || demand === undefined) {
        return [];
      }
      const most = mostGrowth(organization, environment, demand);
      const of = { environment, first, more: others.length, demand };
      return [{ ...of, ...(most !== undefined && { most }) }];
    },
  );
  const isAtOnce = ({ environment, most }: Outgrown) =>
    most !== undefined &&
    organization.environments[environment]?.network.demand?.growthPercent === undefined;
  const together = outgrown.filter(isAtOnce).sort((a, b) => (a.most ?? 0) - (b.most ?? 0));
  const [least] = together;
  const shared = together.reduce((sum, { more }) => sum + more + 1, -1);
  return {
    problems: [
      ...(least === undefined
        ? []
        : [problemOf({ ...least, more: shared }, "organization.yaml", "addresses.growthPercent")]),
      ...outgrown
        .filter((one) => !isAtOnce(one))
        .map((one) =>
          problemOf(
            one,
            `environments/${one.environment}.yaml`,
            one.most === undefined ? "network" : "network.demand.growthPercent",
          ),
        ),
    ],
    rest: issues.filter((issue) => !isOutgrown(issue)),
  };
}

/** The planner's issue with a tier and a zone that no number of its subnets holds. */
const isOutgrown = ({ kind, path, of, found }: PlanIssue) =>
  kind === "no-room" &&
  path === "" &&
  of !== undefined &&
  "environment" in of &&
  found === undefined;

const environmentOf = ({ of }: PlanIssue) =>
  of !== undefined && "environment" in of ? of.environment : "";

function problemOf(
  { environment, first, more, demand, most }: Outgrown,
  file: string,
  path: string,
): Problem {
  const others = more === 0 ? "" : `, and ${more} more like it`;
  const because = `${environment} outgrows every network: ${first.because ?? ""}${others}`;
  const { kind, want, fix = "" } = first;
  return most === undefined
    ? { file, path, kind, because, want, fix }
    : {
        file,
        path,
        kind,
        because,
        want: `${most} percent a month at the most`,
        got: demand.growthPercent,
      };
}

/** The most growth, in whole percent, with which the environment has room; none if it has none without any. */
function mostGrowth(
  organization: Organization,
  environment: string,
  demand: NetworkDemand,
): number | undefined {
  const holds = (growthPercent: number) => {
    const environments = { [environment]: { ...demand, growthPercent } };
    try {
      planAddressSpace({ ...addressDemand(organization), environments }, organization.ledger);
      return true;
    } catch (error) {
      if (error instanceof AddressPlanError) {
        return error.issues.every(({ kind }) => kind !== "no-room");
      }
      throw error;
    }
  };
  if (!holds(0)) {
    return undefined;
  }
  let [most, tooMuch] = [0, Math.ceil(demand.growthPercent)];
  while (tooMuch - most > 1) {
    const middle = Math.floor((most + tooMuch) / 2);
    [most, tooMuch] = holds(middle) ? [middle, tooMuch] : [most, middle];
  }
  return most;
}
