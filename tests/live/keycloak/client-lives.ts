import type { Bag } from "../../../sandbox/src/cloud/store";
import type { KindLife } from "../kind-life";
import { clientInputs, realmId, at, api, edit, inside, idOf, scope } from "./world";

const mapperPath = (id: string) => `clients/${idOf("client")}/protocol-mappers/models/${id}`;
const spoilMapper = (change: Bag) => (id: string) =>
  edit(mapperPath(id), (had) => inside(had, "config", change));

export const clientLives: Readonly<Record<string, () => KindLife>> = {
  "keycloak:openid/client:Client": () => ({
    inputs: {
      ...clientInputs,
      name: "The tool",
      accessTokenLifespan: "300",
      serviceAccountsEnabled: true,
      consentRequired: false,
      webOrigins: ["https://a.example.com"],
      backchannelLogoutUrl: "https://a.example.com/logout",
      validPostLogoutRedirectUris: ["https://a.example.com/", "https://b.example.com/"],
      extraConfig: { "acme.tier": "1" },
    },
    spoil: (id) =>
      edit(`clients/${id}`, (had) => ({
        redirectUris: ["*"],
        publicClient: true,
        fullScopeAllowed: true,
        ...inside(had, "attributes", { "pkce.code.challenge.method": "", "acme.tier": "2" }),
      })),
    drift: {
      validRedirectUris: ["*"],
      accessType: "PUBLIC",
      fullScopeAllowed: true,
      pkceCodeChallengeMethod: undefined,
      extraConfig: { "acme.tier": "2" },
    },
    change: {
      name: undefined,
      fullScopeAllowed: undefined,
      backchannelLogoutUrl: undefined,
      pkceCodeChallengeMethod: undefined,
      oauth2DeviceAuthorizationGrantEnabled: true,
      authorization: { policyEnforcementMode: "ENFORCING", allowRemoteResourceManagement: true },
      authenticationFlowBindingOverrides: { browserId: idOf("flow") },
      extraConfig: undefined,
    },
  }),
  "keycloak:openid/groupMembershipProtocolMapper:GroupMembershipProtocolMapper": () => ({
    inputs: {
      realmId,
      clientId: idOf("client"),
      name: "groups",
      claimName: "groups",
      fullPath: false,
    },
    spoil: spoilMapper({ "full.path": "true", "id.token.claim": "false" }),
    drift: { fullPath: true, addToIdToken: false },
    change: { claimName: "teams", addToUserinfo: false },
  }),
  "keycloak:openid/audienceProtocolMapper:AudienceProtocolMapper": () => ({
    inputs: {
      realmId,
      clientId: idOf("client"),
      name: "audience",
      includedClientAudience: "fixture",
    },
    spoil: spoilMapper({ "included.client.audience": "account" }),
    drift: { includedClientAudience: "account" },
    change: { includedClientAudience: undefined, includedCustomAudience: "kubernetes" },
  }),
  "keycloak:openid/hardcodedClaimProtocolMapper:HardcodedClaimProtocolMapper": () => ({
    inputs: {
      realmId,
      clientId: idOf("client"),
      name: "tenant",
      claimName: "tenant",
      claimValue: "acme",
      claimValueType: "String",
    },
    spoil: spoilMapper({ "claim.value": "other" }),
    drift: { claimValue: "other" },
    change: { addToAccessToken: false, claimValueType: "JSON", claimValue: "{}" },
  }),
  "keycloak:openid/userAttributeProtocolMapper:UserAttributeProtocolMapper": () => ({
    inputs: {
      realmId,
      clientId: idOf("client"),
      name: "cost centre",
      userAttribute: "cost",
      claimName: "cost",
    },
    spoil: spoilMapper({ "user.attribute": "other", multivalued: "true" }),
    drift: { userAttribute: "other", multivalued: true },
    change: { multivalued: true, addToIdToken: false },
  }),
  "keycloak:openid/clientScope:ClientScope": () => ({
    inputs: { realmId, name: "teams", description: "teams", includeInTokenScope: false },
    spoil: (id) =>
      edit(`client-scopes/${id}`, (had) => ({
        description: "by hand",
        ...inside(had, "attributes", { "include.in.token.scope": "true" }),
      })),
    drift: { description: "by hand", includeInTokenScope: true },
    change: { guiOrder: 3, consentScreenText: "teams?", extraConfig: { "acme.a": "b" } },
  }),
  "keycloak:openid/clientDefaultScopes:ClientDefaultScopes": () => ({
    id: `${realmId}/${idOf("client")}`,
    inputs: { realmId, clientId: idOf("client"), defaultScopes: ["profile", "email"] },
    spoil: async () => {
      await api.remove(
        `${at}/clients/${idOf("client")}/default-client-scopes/${await scope("email")}`,
      );
    },
    drift: { defaultScopes: ["profile"] },
    change: { defaultScopes: ["roles"] },
    stays: true,
  }),
  "keycloak:openid/clientOptionalScopes:ClientOptionalScopes": () => ({
    inputs: { realmId, clientId: idOf("client"), optionalScopes: ["phone", "address"] },
    spoil: async () => {
      await api.remove(
        `${at}/clients/${idOf("client")}/optional-client-scopes/${await scope("phone")}`,
      );
    },
    drift: { optionalScopes: ["address"] },
    change: { optionalScopes: [] },
    stays: true,
  }),
  "keycloak:index/realmDefaultClientScopes:RealmDefaultClientScopes": () => ({
    id: realmId,
    inputs: { realmId, defaultScopes: ["profile", "email", "roles", "basic"] },
    spoil: async () => {
      await api.remove(`${at}/default-default-client-scopes/${await scope("email")}`);
      await api.remove(`${at}/default-default-client-scopes/${await scope("roles")}`);
      await api.remove(`${at}/default-default-client-scopes/${await scope("basic")}`);
    },
    drift: { defaultScopes: ["profile"] },
    change: { defaultScopes: ["acr"] },
    stays: true,
  }),
  "keycloak:index/realmOptionalClientScopes:RealmOptionalClientScopes": () => ({
    inputs: { realmId, optionalScopes: ["phone", "address"] },
    spoil: async () => {
      await api.remove(`${at}/default-optional-client-scopes/${await scope("phone")}`);
    },
    drift: { optionalScopes: ["address"] },
    change: { optionalScopes: ["offline_access"] },
    stays: true,
  }),
};
