import type { Bag, Stored } from "../store";
import { keyOf, text } from "./aws/naming";
import type { HandFacts, Reference, Scope } from "./kind-facts";

const realm = "keycloak:index/realm:Realm";
const client = "keycloak:openid/client:Client";
const group = "keycloak:index/group:Group";
const role = "keycloak:index/role:Role";
const flow = "keycloak:authentication/flow:Flow";
const subflow = "keycloak:authentication/subflow:Subflow";
const execution = "keycloak:authentication/execution:Execution";
const profile = "keycloak:index/realmClientPolicyProfile:RealmClientPolicyProfile";
const oidcProvider = "keycloak:oidc/identityProvider:IdentityProvider";
const samlProvider = "keycloak:saml/identityProvider:IdentityProvider";
const conflict = "409 Conflict";
const realmThere: Reference = { token: realm, code: "404 Realm not found" };
const inRealm = { realmId: realmThere };
const clientThere: Reference = { token: client, code: "404 Client not found" };
const groupThere: Reference = { token: group, code: "404 Group not found" };
const roleThere: Reference = { token: role, code: "404 Role not found" };
const uuid = (_inputs: unknown, { random }: Scope) =>
  [8, 4, 4, 4, 12].map((length) => random(length)).join("-");

const mapper: HandFacts = {
  autoName: "name",
  id: uuid,
  references: { ...inRealm, clientId: clientThere },
  unique: { key: (i) => keyOf(i["clientId"] ?? i["clientScopeId"], i["name"]), code: conflict },
};

/** Facts of settings in a realm: their id names the realm, or a parent in it. */
const settingsOf = (
  id: (inputs: Bag) => string,
  references: Readonly<Record<string, Reference>> = {},
): HandFacts => ({
  id,
  references: { ...inRealm, ...references },
  unique: { key: id, code: "already managed" },
});

const joined =
  (...names: readonly string[]) =>
  (inputs: Bag) =>
    names.map((name) => String(inputs[name])).join("/");

const named = (kind: string) => (inputs: Bag) =>
  `${String(inputs["realmId"])}/${kind}/${String(inputs["name"])}`;

/** Flows that exist in a new realm: https://www.keycloak.org/docs/latest/server_admin/#_authentication-flows */
const builtInFlows = [
  "browser",
  "registration",
  "direct grant",
  "reset credentials",
  "clients",
  "docker auth",
  "first broker login",
];

/** Names in inputs that no resource of the realm has. */
const unborne = (
  names: readonly unknown[],
  realmId: unknown,
  held: readonly Stored[],
  tokens: readonly string[],
  property: string,
): readonly string[] =>
  names.filter((name): name is string => {
    const borne = held.some(
      (r) =>
        tokens.includes(r.token) &&
        (r.inputs["realmId"] ?? r.inputs["realm"]) === realmId &&
        r.inputs[property] === name,
    );
    return typeof name === "string" && !borne;
  });

const unknownFlows = (names: readonly unknown[], realmId: unknown, held: readonly Stored[]) =>
  unborne(names, realmId, held, [flow, subflow], "alias")
    .filter((name) => !builtInFlows.includes(name))
    .map((name) => `404 flow "${name}" does not exist`);

const inFlow: HandFacts["refuse"] = ({ parentFlowAlias, realmId }, held) =>
  unknownFlows([parentFlowAlias], realmId, held);

const flowKey = (inputs: Bag) => keyOf(inputs["realmId"], inputs["alias"]);

const identityProvider: HandFacts = {
  id: ({ alias }) => String(alias),
  references: { realm: realmThere },
  unique: { key: (i) => keyOf(i["realm"], i["alias"]), code: conflict },
};

const scopesOfClient = settingsOf(joined("realmId", "clientId"), { clientId: clientThere });
const scopesOfRealm = settingsOf(joined("realmId"));

/** Kinds of package `keycloak`; https://www.keycloak.org/docs-api/latest/rest-api/index.html */
export const keycloakKinds: Readonly<Record<string, HandFacts>> = {
  [realm]: {
    id: ({ realm: name }) => String(name),
    outputs: (_inputs, id) => ({ internalId: id }),
    unique: { key: ({ realm: name }) => text(name), code: conflict },
  },
  [client]: {
    id: uuid,
    outputs: ({ accessType, clientSecret, serviceAccountsEnabled }, _id, scope) => ({
      ...(accessType === "CONFIDENTIAL" && clientSecret === undefined
        ? { clientSecret: scope.random(32) }
        : {}),
      ...(serviceAccountsEnabled === true ? { serviceAccountUserId: uuid({}, scope) } : {}),
    }),
    references: inRealm,
    unique: { key: (i) => keyOf(i["realmId"], i["clientId"]), code: conflict },
  },
  "keycloak:openid/groupMembershipProtocolMapper:GroupMembershipProtocolMapper": mapper,
  "keycloak:openid/audienceProtocolMapper:AudienceProtocolMapper": mapper,
  [group]: {
    autoName: "name",
    id: uuid,
    outputs: ({ name }) => ({ path: `/${String(name)}` }),
    references: { ...inRealm, parentId: groupThere },
    unique: {
      key: (i) => keyOf(i["realmId"], i["parentId"] ?? "", i["name"]),
      code: conflict,
    },
  },
  [role]: {
    autoName: "name",
    id: uuid,
    references: inRealm,
    unique: { key: (i) => keyOf(i["realmId"], i["clientId"] ?? "", i["name"]), code: conflict },
  },
  "keycloak:index/realmEvents:RealmEvents": {
    id: ({ realmId }) => String(realmId),
    references: inRealm,
    unique: { key: ({ realmId }) => text(realmId), code: "already managed" },
  },
  "keycloak:openid/hardcodedClaimProtocolMapper:HardcodedClaimProtocolMapper": mapper,
  "keycloak:openid/userAttributeProtocolMapper:UserAttributeProtocolMapper": mapper,
  "keycloak:openid/clientScope:ClientScope": {
    autoName: "name",
    id: uuid,
    references: inRealm,
    unique: { key: (i) => keyOf(i["realmId"], i["name"]), code: conflict },
  },
  "keycloak:openid/clientDefaultScopes:ClientDefaultScopes": scopesOfClient,
  "keycloak:openid/clientOptionalScopes:ClientOptionalScopes": scopesOfClient,
  "keycloak:index/realmDefaultClientScopes:RealmDefaultClientScopes": scopesOfRealm,
  "keycloak:index/realmOptionalClientScopes:RealmOptionalClientScopes": scopesOfRealm,
  "keycloak:openid/clientServiceAccountRealmRole:ClientServiceAccountRealmRole": settingsOf(
    joined("serviceAccountUserId", "role"),
    {
      role: {
        ...roleThere,
        by: ["name"],
        within: ["realmId"],
        except: /^(offline_access|uma_authorization)$/,
      },
    },
  ),
  "keycloak:openid/clientServiceAccountRole:ClientServiceAccountRole": {
    ...settingsOf(joined("serviceAccountUserId", "role")),
    unique: {
      key: (i) => keyOf(i["serviceAccountUserId"], i["clientId"], i["role"]),
      code: "already managed",
    },
  },
  "keycloak:index/groupMemberships:GroupMemberships": settingsOf(
    ({ realmId, groupId }) => `${String(realmId)}/group-memberships/${String(groupId)}`,
    { groupId: groupThere },
  ),
  "keycloak:index/groupRoles:GroupRoles": settingsOf(joined("realmId", "groupId"), {
    groupId: groupThere,
    roleIds: roleThere,
  }),
  "keycloak:index/user:User": {
    id: uuid,
    references: inRealm,
    unique: { key: (i) => keyOf(i["realmId"], i["username"]), code: conflict },
  },
  [profile]: { ...settingsOf(named("realm-client-policy-profiles")), autoName: "name" },
  "keycloak:index/realmClientPolicyProfilePolicy:RealmClientPolicyProfilePolicy": {
    ...settingsOf(named("realm-client-policy-profile-policies")),
    autoName: "name",
    refuse: ({ profiles, realmId }, held) =>
      unborne(Array.isArray(profiles) ? profiles : [], realmId, held, [profile], "name")
        .filter((name) => !/^(fapi|oauth|saml)-/.test(name))
        .map((name) => `400 client profile "${name}" does not exist`),
  },
  [flow]: {
    autoName: "alias",
    id: uuid,
    references: inRealm,
    unique: { key: flowKey, code: conflict },
  },
  [subflow]: {
    autoName: "alias",
    id: uuid,
    references: inRealm,
    unique: { key: flowKey, code: conflict },
    refuse: inFlow,
  },
  [execution]: { id: uuid, references: inRealm, refuse: inFlow },
  "keycloak:authentication/executionConfig:ExecutionConfig": {
    autoName: "alias",
    id: uuid,
    references: {
      ...inRealm,
      executionId: { token: execution, code: "404 Execution not found" },
    },
  },
  "keycloak:authentication/bindings:Bindings": {
    ...settingsOf(joined("realmId")),
    refuse: ({ realmId, ...flows }, held) => unknownFlows(Object.values(flows), realmId, held),
  },
  "keycloak:index/requiredAction:RequiredAction": settingsOf(joined("realmId", "alias")),
  [oidcProvider]: identityProvider,
  [samlProvider]: identityProvider,
  "keycloak:index/customIdentityProviderMapping:CustomIdentityProviderMapping": {
    autoName: "name",
    id: uuid,
    references: { realm: realmThere },
    unique: {
      key: (i) => keyOf(i["realm"], i["identityProviderAlias"], i["name"]),
      code: conflict,
    },
    refuse: ({ realm: realmId, identityProviderAlias: alias }, held) =>
      unborne([alias], realmId, held, [oidcProvider, samlProvider], "alias").map(
        (name) => `404 identity provider "${name}" does not exist`,
      ),
  },
  "keycloak:ldap/userFederation:UserFederation": {
    autoName: "name",
    id: uuid,
    references: inRealm,
  },
};
