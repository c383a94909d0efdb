import { isNetwork, isNetworkIn, overlaps, usedByAws } from "../../components/network/ranges";
import type { Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { defaultServiceRange } from "../derived/hosts";

const file = "organization.yaml";

/** Ranges that services of a cluster may have; https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** What is wrong with the range of services: its place and size, or who else has it. */
export function serviceRangeProblems(organization: Organization): Problem[] {
  const { addresses, environments } = organization;
  const range = addresses?.serviceRange ?? defaultServiceRange;
  if (Object.values(environments).every(({ cluster }) => cluster.mode === "existing")) {
    return [];
  }
  const at = { file, path: "addresses.serviceRange", got: range };
  if (!isNetwork(range, 12, 24) || !privateRanges.some((all) => isNetworkIn(range, all))) {
    const want = `a network of /12 to /24 inside ${privateRanges.join(", ")}`;
    return [{ ...at, kind: "bounds", want }];
  }
  if (overlaps(range, usedByAws)) {
    const want = `a range beside ${usedByAws}, which services of AWS use inside`;
    return [{ ...at, kind: "overlap", want }];
  }
  return rangesOfOthers(organization)
    .filter(({ cidr }) => isNetwork(cidr) && overlaps(cidr, range))
    .map(({ path, cidr }) => ({
      file,
      path,
      kind: "overlap",
      want: `a range beside that of services, ${range}, which pods would reach instead`,
      got: cidr,
      fix: "set addresses.serviceRange to a private range that nobody else has",
    }));
}

/** Declared ranges of others, which the platform's pods may want to reach. */
export function rangesOfOthers({ addresses, connectivity }: Organization) {
  const networks = connectivity?.by === "transit-gateway" ? (connectivity.networks ?? {}) : {};
  return [
    ...Object.entries(addresses?.taken ?? {}).map(([name, cidr]) => ({
      path: `addresses.taken.${name}`,
      cidr,
    })),
    ...Object.entries(networks).flatMap(([name, { ranges }]) =>
      ranges.map((cidr, index) => ({
        path: `connectivity.networks.${name}.ranges.${index}`,
        cidr,
      })),
    ),
  ];
}
