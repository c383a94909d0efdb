export { DelegatedZone, type DelegatedZoneArgs } from "./delegated-zone";
export {
  checkDelegationRoleArgs,
  DelegationRole,
  type DelegationRoleArgs,
} from "./delegation-role";
export { EdgeControllers, type EdgeControllersArgs } from "./edge-controllers";
export { Gateway, type GatewayArgs } from "./gateway";
export {
  LoadBalancerController,
  type LoadBalancerControllerArgs,
} from "./load-balancer-controller";
export { Mesh, type MeshArgs } from "./mesh";
export { TeamRoute, type TeamRouteArgs } from "./team-route";
