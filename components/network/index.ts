export { AccountBaseline, type AccountBaselineArgs } from "./account-baseline";
export {
  planAddressSpace,
  type AddressLedger,
  emptyLedger,
  releaseEnvironment,
  type AddressSpacePlan,
  networkOf,
  type PlannedNetwork,
  type PlannedZone,
  AddressPlanError,
  type PlanIssue,
  runwayMonths,
} from "./address-space";
export { auditRanges, type AuditedRange, type AuditFinding } from "./audit";
export { reachability, type Connection } from "./connectivity";
export {
  grownBy,
  neededAddresses,
  plannedTiers,
  type PlannedTier,
  type TeamDemand,
  type NetworkDemand,
  type AddressDemand,
} from "./demand";
export { checkDemand } from "./demand-issues";
export { Endpoints, type EndpointsArgs } from "./endpoints";
export { ExistingVpc, type ExistingVpcArgs, type ExistingSubnet } from "./existing-vpc";
export { checkIpamArgs, Ipam, type IpamPool, type IpamArgs } from "./ipam";
export { measureNetwork, shortfalls, type FoundSubnets } from "./measure";
export { Peering, type PeeredVpc, type PeeringArgs } from "./peering";
export { PrivateBucket, type PrivateBucketArgs } from "./private-bucket";
export {
  networkAddressUnits,
  quotaNeeds,
  type CountedNetwork,
  type QuotaNeed,
} from "./quota-needs";
export { QuotaRequests, type QuotaRequestsArgs } from "./quota-requests";
export { isNetwork } from "./ranges";
export { RouteTables, type Nat, type PlacedSubnet, type RouteTablesArgs } from "./route-tables";
export { usableAddresses, usableInBlocks, prefixFor } from "./sizes";
export {
  TransitHub,
  type ExternalNetwork,
  type SpokeRole,
  type TransitHubArgs,
} from "./transit-hub";
export { TransitSpoke, type TransitSpokeArgs } from "./transit-spoke";
export { Vpc, type VpcArgs, type SubnetIds } from "./vpc";
export type { NamedSubnet } from "./vpc-parts";
export { adopt } from "../lib/adopt";
