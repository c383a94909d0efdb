export { AccessGroup, type AccessGroupArgs } from "./access-group";
export { type AccessLevel, accessLevels } from "./access-levels";
export {
  checkAccountAccessArgs,
  AccountAccess,
  type AccessGroups,
  type AccountAccessArgs,
} from "./account-access";
export { AdministratorLogin, type AdministratorLoginArgs } from "./administrator-login";
export { checkBrokerArgs, Broker, type BrokerArgs } from "./broker";
export { ClientRules, type ClientRulesArgs } from "./client-rules";
export type * from "./company-provider";
export { checkGroupMappingArgs, GroupMapping, type GroupMappingArgs } from "./group-mapping";
export {
  discoveryAddress,
  checkIssuer,
  type IssuerCoordinates,
  type IssuerFindings,
} from "./issuer";
export { preflightIssuer } from "./issuer-preflight";
export {
  checkLdapFederationArgs,
  LdapFederation,
  type LdapFederationArgs,
} from "./ldap-federation";
export {
  checkMachineClientArgs,
  MachineClient,
  type MachineAuthentication,
  type MachineClientArgs,
} from "./machine-client";
export { People, type Person, type PeopleArgs } from "./people";
export { checkRealmArgs, Realm, type RealmArgs } from "./realm";
export { checkToolClientArgs, groupsClaim, ToolClient, type ToolClientArgs } from "./tool-client";
