import { networkOf } from "../../../components/network/address-space";
import type { Environment, Organization } from "../../declarations/model";
import { plannedAddresses } from "../addresses";
import { clusterNameOf, defaultServiceRange } from "../hosts";
import { profileOf } from "../profiles";
import type { OrganizationFacts, ResolvedCluster, ResolvedNodePlace } from "./model";

/** An environment's cluster with its profile's defaults and the places of its nodes. */
export function resolveCluster(
  { declared }: OrganizationFacts,
  name: string,
  { cluster, network }: Environment,
): ResolvedCluster {
  if (cluster.mode === "existing") {
    return { mode: "existing", name: cluster.name };
  }
  const { version, instanceTypes, nodesByZone } = cluster;
  return {
    mode: "managed",
    name: clusterNameOf(declared, name),
    version,
    ...(instanceTypes === undefined ? {} : { instanceTypes }),
    nodesByZone: nodesByZone ?? profileOf(declared).nodesByZone,
    serviceRange: declared.addresses?.serviceRange ?? defaultServiceRange,
    nodePlaces: nodePlaces(declared, name, network),
  };
}

/** A place for each subnet for nodes; the first of a zone has the zone's name. */
function nodePlaces(
  organization: Organization,
  name: string,
  network: Environment["network"],
): ResolvedNodePlace[] {
  if (network.mode === "existing") {
    const podSubnet = network.subnets.pods !== undefined;
    return network.zones.map((zone) => ({ name: zone, zone, index: 0, podSubnet }));
  }
  return networkOf(plannedAddresses(organization), name)
    .zones.filter(({ tier }) => tier === "nodes")
    .flatMap(({ zone, cidrs }) =>
      cidrs.map((_, index) => ({
        name: index === 0 ? zone : `${zone}-${index + 1}`,
        zone,
        index,
        podSubnet: true,
      })),
    );
}
