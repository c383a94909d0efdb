import { reachability } from "../../components/network/connectivity";
import type { AddressSpacePlan } from "../../components/network/address-space";
import type { Organization } from "../declarations/model";

/** Environments whose network the platform makes. */
export const managed = ({ environments }: Organization) =>
  Object.keys(environments).filter((name) => environments[name]?.network.mode !== "existing");

/** Tables of a VPC that lead to other networks: those of nodes, their pods and load balancers. */
export function connectedTables({ environments }: Organization, name: string): string[] {
  const zones = environments[name]?.network.zones ?? [];
  return ["internal", ...zones.map((zone) => `private-${zone}`)];
}

/** Who reaches whom, by declaration. */
export function reachable({ connectivity }: Organization): Record<string, string[]> {
  return reachability(connectivity?.connections ?? []);
}

/** Environments with a VPC at the transit gateway. */
export function attached(organization: Organization): string[] {
  const { connectivity } = organization;
  const reached = connectivity?.by === "transit-gateway" ? reachable(organization) : {};
  return managed(organization).filter((name) => Object.hasOwn(reached, name));
}

/** Ranges of every network that an environment is connected to, by name. */
export function connectedRanges(
  organization: Organization,
  { environments }: AddressSpacePlan,
  name: string,
): Record<string, readonly string[]> {
  const { connectivity } = organization;
  const networks =
    connectivity?.by === "transit-gateway" ? (connectivity.networks ?? {}) : undefined;
  return Object.fromEntries(
    (reachable(organization)[name] ?? []).map((other) => [
      other,
      environments[other]?.cidrs ?? networks?.[other]?.ranges ?? [],
    ]),
  );
}

/** Environments that an environment's stack peers it with: a change reaches them before it. */
export function peeredBefore(organization: Organization, name: string): string[] {
  if (organization.connectivity?.by !== "peering") {
    return [];
  }
  const order = promoted(organization.environments);
  return (reachable(organization)[name] ?? []).filter(
    (other) => order.indexOf(other) < order.indexOf(name),
  );
}

/** Environments, each behind the one that a change reaches first. */
export function promoted(environments: Organization["environments"]): string[] {
  const names = new Set<string>();
  const visit = (name: string) => {
    const { after } = environments[name] ?? {};
    if (after !== undefined && after !== name && !names.has(name)) {
      visit(after);
    }
    names.add(name);
  };
  Object.keys(environments).forEach(visit);
  return [...names];
}
