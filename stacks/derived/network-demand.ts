import type { NetworkDemand } from "../../components/network/demand";
import type { Organization } from "../declarations/model";
import { profileOf } from "./profiles";

/** Addresses that one environment needs. */
export function networkDemand(organization: Organization, name: string): NetworkDemand | undefined {
  const { region, network, cluster } = organization.environments[name] ?? {};
  if (region === undefined || network === undefined) {
    return undefined;
  }
  const profile = profileOf(organization);
  const { max } = {
    ...profile.nodesByZone,
    ...(cluster?.mode === "existing" ? {} : cluster?.nodesByZone),
  };
  const { byTeam, ...declared } = network.demand ?? {};
  return {
    region,
    zones: network.zones,
    // The most that the cluster's autoscaler may ask for today.
    nodesByZone: max,
    podsByNode: 110,
    loadBalancers: 3,
    dataByZone: 10,
    growthPercent: organization.addresses?.growthPercent ?? 5,
    interfaceEndpoints: profile.interfaceEndpoints.length,
    pods: network.mode === "existing" ? "unique" : (network.pods ?? "unique"),
    ...declared,
    ...(byTeam === undefined ? {} : { teams: { count: teamsIn(organization, name), ...byTeam } }),
  };
}

const teamsIn = ({ teams }: Organization, environment: string) =>
  Object.values(teams).filter(({ environments }) => environments.includes(environment)).length;
