import type { PlanIssue } from "../../components/network/address-space";
import type { Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";

/** Keys of an environment's network that are not part of its demand. */
const ofNetwork = /^(zones|region|subnets|cidr)\b/;

/** A planner's issue at its place in the organisation's files. */
export function inFiles(organization: Organization, { of, path, ...issue }: PlanIssue): Problem {
  if (of === undefined) {
    const [, network, number] = /^taken\.network (.+), (\d+)$/.exec(path) ?? [];
    const inNetworks = `connectivity.networks.${network ?? ""}.ranges.${Number(number) - 1}`;
    const place = network === undefined ? `addresses.${path}` : inNetworks;
    return { ...issue, file: "organization.yaml", path: place };
  }
  if ("ledger" in of) {
    return { ...issue, file: "addresses.json", path: of.ledger };
  }
  const declared = organization.environments[of.environment];
  const demand = declared?.network.demand ?? {};
  if (path === "growthPercent" && !(path in demand)) {
    return { ...issue, file: "organization.yaml", path: `addresses.${path}` };
  }
  const file = `environments/${of.environment}.yaml`;
  // Where a demand names no nodes, they are the most that the cluster may have.
  if (path === "nodesByZone" && !(path in demand)) {
    return { ...issue, file, path: "cluster.nodesByZone.max" };
  }
  const key = path.replace(/^teams\./, "byTeam.");
  const below = key === "" || ofNetwork.test(key) ? key : `demand.${key}`;
  return { ...issue, file, path: below === "" ? "network" : `network.${below}` };
}
