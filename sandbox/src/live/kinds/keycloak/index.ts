import type { LiveDescription } from "../../description";
import type { LiveKind } from "../live-kind";
import { kindsOf, type LiveOptions, type Table } from "../rest/table";
import { clientPolicy, clientProfile } from "./client-policies";
import { client } from "./clients";
import { keycloakApi } from "./keycloak-api";
import { realmEvents } from "./events";
import { bindings, executionConfig, executionKind, flow, requiredAction, subflow } from "./flows";
import { oidcProvider, providerMapper, samlProvider } from "./identity-providers";
import { mappers } from "./mappers";
import { group, groupMemberships, user } from "./people";
import { realm } from "./realm";
import { groupRoles, role, serviceAccountClientRole, serviceAccountRealmRole } from "./roles";
import {
  clientDefaultScopes,
  clientOptionalScopes,
  clientScope,
  realmDefaultScopes,
  realmOptionalScopes,
} from "./scopes";
import { ldapFederation } from "./user-federation";

const protocolMappers = Object.entries(mappers).map(([name, table]) => {
  const file = `${name}ProtocolMapper`;
  return [`keycloak:openid/${file}:${file.charAt(0).toUpperCase()}${file.slice(1)}`, table];
});

const tables: Readonly<Record<string, Table>> = {
  "keycloak:index/realm:Realm": realm,
  "keycloak:index/realmEvents:RealmEvents": realmEvents,
  "keycloak:openid/client:Client": client,
  ...(Object.fromEntries(protocolMappers) as Record<string, Table>),
  "keycloak:openid/clientScope:ClientScope": clientScope,
  "keycloak:openid/clientDefaultScopes:ClientDefaultScopes": clientDefaultScopes,
  "keycloak:openid/clientOptionalScopes:ClientOptionalScopes": clientOptionalScopes,
  "keycloak:index/realmDefaultClientScopes:RealmDefaultClientScopes": realmDefaultScopes,
  "keycloak:index/realmOptionalClientScopes:RealmOptionalClientScopes": realmOptionalScopes,
  "keycloak:openid/clientServiceAccountRealmRole:ClientServiceAccountRealmRole":
    serviceAccountRealmRole,
  "keycloak:openid/clientServiceAccountRole:ClientServiceAccountRole": serviceAccountClientRole,
  "keycloak:index/group:Group": group,
  "keycloak:index/groupMemberships:GroupMemberships": groupMemberships,
  "keycloak:index/groupRoles:GroupRoles": groupRoles,
  "keycloak:index/role:Role": role,
  "keycloak:index/user:User": user,
  "keycloak:index/realmClientPolicyProfile:RealmClientPolicyProfile": clientProfile,
  "keycloak:index/realmClientPolicyProfilePolicy:RealmClientPolicyProfilePolicy": clientPolicy,
  "keycloak:authentication/flow:Flow": flow,
  "keycloak:authentication/subflow:Subflow": subflow,
  "keycloak:authentication/execution:Execution": executionKind,
  "keycloak:authentication/executionConfig:ExecutionConfig": executionConfig,
  "keycloak:authentication/bindings:Bindings": bindings,
  "keycloak:index/requiredAction:RequiredAction": requiredAction,
  "keycloak:oidc/identityProvider:IdentityProvider": oidcProvider,
  "keycloak:saml/identityProvider:IdentityProvider": samlProvider,
  "keycloak:index/customIdentityProviderMapping:CustomIdentityProviderMapping": providerMapper,
  "keycloak:ldap/userFederation:UserFederation": ldapFederation,
};

/** Every kind that the sandbox passes on to Keycloak. */
export const keycloakTokens: readonly string[] = Object.keys(tables);

/** The kinds of package `keycloak`, on the real server. The server is called only when a kind is used. */
export const keycloakKinds = (
  description: LiveDescription,
  options?: LiveOptions,
): ((token: string) => LiveKind | undefined) =>
  kindsOf(tables, () => keycloakApi(description, options?.timeout));
