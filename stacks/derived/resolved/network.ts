import { networkOf } from "../../../components/network/address-space";
import type { Environment } from "../../declarations/model";
import { addressDemand, plannedAddresses } from "../addresses";
import { attached, connectedRanges, connectedTables, peeredBefore } from "../connectivity";
import { hubRole } from "../hosts";
import { profileOf } from "../profiles";
import { required } from "../required";
import type { OrganizationFacts, PeerNetwork, ResolvedNetwork, ResolvedTransit } from "./model";

/** An environment's network with its profile's defaults, its addresses and its connections. */
export function resolveNetwork(
  { declared }: OrganizationFacts,
  name: string,
  { account, network }: Environment,
): ResolvedNetwork {
  if (network.mode === "existing") {
    return network;
  }
  const plan = plannedAddresses(declared);
  const { nat, interfaceEndpoints } = profileOf(declared);
  const planned = (other: string): PeerNetwork => ({
    plan: networkOf(plan, other),
    connectedTables: connectedTables(declared, other),
  });
  const transit: ResolvedTransit = {
    roleName: hubRole(account),
    connected: connectedRanges(declared, plan, name),
  };
  return {
    mode: "managed",
    ...planned(name),
    zones: network.zones,
    demand: required(addressDemand(declared).environments, name, "environments"),
    nat: network.nat ?? nat,
    interfaceEndpoints,
    adopt: network.adopt ?? {},
    ...(attached(declared).includes(name) ? { transit } : {}),
    peers: Object.fromEntries(peeredBefore(declared, name).map((other) => [other, planned(other)])),
  };
}
