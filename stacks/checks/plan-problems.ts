import type { PlanIssue } from "../../components/network/address-space";
import type { Problem } from "../declarations/problems";

/** Keys of an environment's network that are not part of its demand. */
const ofNetwork = /^(zones|region|subnets|cidr)\b/;

/** A planner's issue at its place in the organisation's files. */
export function inFiles({ of, path, ...issue }: PlanIssue): Problem {
  if (of === undefined) {
    return { ...issue, file: "organization.yaml", path: `addresses.${path}` };
  }
  if ("ledger" in of) {
    return { ...issue, file: "addresses.json", path: of.ledger };
  }
  const below = path === "" || ofNetwork.test(path) ? path : `demand.${path}`;
  return {
    ...issue,
    file: `environments/${of.environment}.yaml`,
    path: below === "" ? "network" : `network.${below}`,
  };
}
