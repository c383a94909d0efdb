import type { Issue } from "../../components/lib/arg-issue";
import { isNetwork, overlaps } from "../../components/network/ranges";
import { narrowestPrefix, widestPrefix } from "../../components/network/sizes";
import { isZoneOf } from "../declarations/aws-places";
import type { Environment } from "../declarations/model";

type ExistingNetwork = Extract<Environment["network"], { readonly mode: "existing" }>;

/** A subnet that already exists, at its place in the file. */
export interface FoundSubnet {
  readonly tier: string;
  readonly zone: string;
  readonly path: string;
  readonly id: string;
  readonly cidr: string;
}

/** The subnets of a network that already exists, in the file's order. */
export const foundSubnets = ({ subnets }: ExistingNetwork): FoundSubnet[] =>
  Object.entries(subnets).flatMap(([tier, byZone]) =>
    Object.entries(byZone).map(([zone, { id, cidr }]) => ({
      tier,
      zone,
      id,
      cidr,
      path: `subnets.${tier}.${zone}`,
    })),
  );

/** Whether a subnet's range is one that AWS makes. */
export const isSubnet = (cidr: string) => isNetwork(cidr, widestPrefix, narrowestPrefix);

/** What is wrong with subnets beside their sizes, one problem a subnet. */
export function subnetIssues(region: string, subnets: readonly FoundSubnet[]): Issue[] {
  return subnets.flatMap(({ path, zone, id, cidr }, index): Issue[] => {
    if (!isZoneOf(region, zone)) {
      return [{ kind: "conflict", path, want: `a zone of ${region}`, got: zone }];
    }
    if (!isSubnet(cidr)) {
      return [{ kind: "malformed", path, want: "a network of /16 to /28", got: cidr }];
    }
    const before = subnets.slice(0, index);
    const same = before.find((other) => other.id === id);
    if (same !== undefined) {
      const want = "a subnet of its own";
      return [{ kind: "duplicate", path, want, got: id, holder: `that of ${same.path}` }];
    }
    const shared = before.find((other) => isSubnet(other.cidr) && overlaps(other.cidr, cidr));
    return shared === undefined
      ? []
      : [
          {
            kind: "overlap",
            path,
            want: "a range that no other subnet has",
            got: cidr,
            beside: `${shared.cidr} of ${shared.path}`,
          },
        ];
  });
}
