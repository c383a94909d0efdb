import { randomBytes } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Bag } from "../../sandbox/src/cloud/store";
import { keycloakKinds, keycloakTokens } from "../../sandbox/src/live/keycloak";
import { keycloakApi } from "../../sandbox/src/live/keycloak/connection";
import type { LiveKind, LiveResource } from "../../sandbox/src/live/kind";
import type { RestApi } from "../../sandbox/src/live/rest/api";
import { live, type KindLife } from "./kind-life";
import { runningServers } from "./running";

const suffix = randomBytes(3).toString("hex");
const realmId = `test-${suffix}`;
const at = `admin/realms/${realmId}`;

const description = runningServers();
const kinds = keycloakKinds(description);
const api: RestApi = keycloakApi(description);

function kind(token: string): LiveKind {
  const found = kinds(token);
  if (found === undefined) {
    throw new Error(`${token}: not passed on`);
  }
  return found;
}

/** Changes some of what the API has at a path. */
async function edit(path: string, change: (had: Bag) => Bag): Promise<void> {
  const had = await api.find(`${at}/${path}`);
  await api.send("PUT", `${at}/${path}`, { ...had, ...change(had ?? {}) });
}

const inside = (had: Bag, key: string, more: Bag) => ({ [key]: { ...(had[key] as Bag), ...more } });

/** What other kinds need to be there, made once. */
const made: Record<string, LiveResource> = {};
const idOf = (name: string): string => made[name]?.id ?? "";

const clientInputs = {
  realmId,
  clientId: "tool",
  accessType: "CONFIDENTIAL",
  standardFlowEnabled: true,
  implicitFlowEnabled: false,
  directAccessGrantsEnabled: false,
  fullScopeAllowed: false,
  pkceCodeChallengeMethod: "S256",
  validRedirectUris: ["https://b.example.com/cb", "https://a.example.com/cb"],
};

const realmInputs = {
  realm: realmId,
  enabled: true,
  sslRequired: "all",
  registrationAllowed: false,
  verifyEmail: true,
  accessTokenLifespan: "15m0s",
  ssoSessionMaxLifespan: "12h0m0s",
  revokeRefreshToken: true,
  refreshTokenMaxReuse: 0,
  passwordPolicy: "length(14) and notUsername and notEmail and passwordHistory(5)",
  securityDefenses: { bruteForceDetection: { maxLoginFailures: 10, permanentLockout: false } },
};

beforeAll(async () => {
  const things: readonly [string, string, () => Bag][] = [
    ["realm", "keycloak:index/realm:Realm", () => realmInputs],
    [
      "client",
      "keycloak:openid/client:Client",
      () => ({ ...clientInputs, clientId: "fixture", serviceAccountsEnabled: true }),
    ],
    ["group", "keycloak:index/group:Group", () => ({ realmId, name: "crew" })],
    ["role", "keycloak:index/role:Role", () => ({ realmId, name: "operator" })],
    ["second role", "keycloak:index/role:Role", () => ({ realmId, name: "viewer" })],
    [
      "client role",
      "keycloak:index/role:Role",
      () => ({ realmId, clientId: idOf("client"), name: "deployer" }),
    ],
    ["alice", "keycloak:index/user:User", () => ({ realmId, username: "alice" })],
    ["bob", "keycloak:index/user:User", () => ({ realmId, username: "bob" })],
    [
      "flow",
      "keycloak:authentication/flow:Flow",
      () => ({ realmId, alias: "browser of ours", description: "ours" }),
    ],
    [
      "execution",
      "keycloak:authentication/execution:Execution",
      () => ({
        realmId,
        parentFlowAlias: "browser of ours",
        authenticator: "identity-provider-redirector",
        requirement: "ALTERNATIVE",
        priority: 10,
      }),
    ],
    [
      "profile",
      "keycloak:index/realmClientPolicyProfile:RealmClientPolicyProfile",
      () => ({ realmId, name: "fixture", executors: [{ name: "reject-implicit-grant" }] }),
    ],
    [
      "provider",
      "keycloak:oidc/identityProvider:IdentityProvider",
      () => ({ ...providerInputs, alias: "fixture" }),
    ],
  ];
  for (const [name, token, inputs] of things) {
    made[name] = await kind(token).create(inputs());
  }
});

afterAll(async () => {
  await api.remove(at);
});

const providerInputs = {
  realm: realmId,
  alias: "corporate",
  authorizationUrl: "https://login.example.com/authorize",
  tokenUrl: "https://login.example.com/token",
  clientId: "keycloak",
  clientSecret: "not-for-eyes",
  defaultScopes: "openid email",
  syncMode: "FORCE",
  trustEmail: true,
  extraConfig: { clientAuthMethod: "client_secret_post" },
};

const mapperPath = (id: string) => `clients/${idOf("client")}/protocol-mappers/models/${id}`;
const spoilMapper = (change: Bag) => (id: string) =>
  edit(mapperPath(id), (had) => inside(had, "config", change));

const lives: Readonly<Record<string, () => KindLife>> = {
  "keycloak:index/realm:Realm": () => ({
    id: `${realmId}-own`,
    inputs: {
      ...realmInputs,
      realm: `${realmId}-own`,
      displayName: "Acme",
      loginWithEmailAllowed: true,
      ssoSessionIdleTimeout: "30m",
      otpPolicy: { type: "totp", algorithm: "HmacSHA256", digits: 6, period: 30 },
      securityDefenses: {
        bruteForceDetection: { maxLoginFailures: 10, permanentLockout: false },
        headers: { xFrameOptions: "DENY" },
      },
      internationalization: { supportedLocales: ["en", "de"], defaultLocale: "en" },
      smtpServer: {
        host: "mail.example.com",
        port: "587",
        from: "id@example.com",
        starttls: true,
        auth: { username: "id", password: "not-for-eyes" },
      },
      attributes: { "acme.owner": "platform" },
    },
    spoil: async () =>
      api.send("PUT", `${at}-own`, {
        ...(await api.find(`${at}-own`)),
        accessTokenLifespan: 3600,
        sslRequired: "none",
        bruteForceProtected: false,
        otpPolicyDigits: 8,
        // Not in the program; its provider's default is no.
        userManagedAccessAllowed: true,
        browserSecurityHeaders: { xFrameOptions: "SAMEORIGIN" },
      }),
    drift: {
      accessTokenLifespan: "1h0m0s",
      sslRequired: "none",
      userManagedAccess: true,
      otpPolicy: { type: "totp", algorithm: "HmacSHA256", digits: 8, period: 30 },
      securityDefenses: { headers: { xFrameOptions: "SAMEORIGIN" } },
    },
    change: {
      smtpServer: undefined,
      internationalization: undefined,
      passwordPolicy: "length(8)",
      accessTokenLifespan: "5m",
      attributes: { "acme.other": "yes" },
    },
  }),
  "keycloak:index/realmEvents:RealmEvents": () => ({
    id: realmId,
    inputs: {
      realmId,
      eventsEnabled: true,
      adminEventsEnabled: true,
      adminEventsDetailsEnabled: true,
      eventsListeners: ["jboss-logging"],
    },
    spoil: () => edit("events/config", () => ({ adminEventsEnabled: false, eventsListeners: [] })),
    drift: { adminEventsEnabled: false, eventsListeners: [] },
    change: { eventsExpiration: 3600, enabledEventTypes: ["LOGIN", "LOGIN_ERROR"] },
    stays: true,
  }),
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
  "keycloak:index/group:Group": () => ({
    inputs: {
      realmId,
      parentId: idOf("group"),
      name: "night shift",
      attributes: { owner: "alice", pagers: "1##2" },
    },
    spoil: (id) =>
      edit(`groups/${id}`, () => ({ name: "day shift", attributes: { owner: ["bob"] } })),
    drift: { name: "day shift", attributes: { owner: "bob" } },
    change: { attributes: undefined, description: "at night" },
  }),
  "keycloak:index/groupMemberships:GroupMemberships": () => ({
    id: `${realmId}/group-memberships/${idOf("group")}`,
    inputs: { realmId, groupId: idOf("group"), members: ["bob", "alice"] },
    spoil: () => api.remove(`${at}/users/${idOf("bob")}/groups/${idOf("group")}`),
    drift: { members: ["alice"] },
    change: { members: ["bob"] },
    stays: true,
  }),
  "keycloak:index/groupRoles:GroupRoles": () => ({
    id: `${realmId}/${idOf("group")}`,
    inputs: { realmId, groupId: idOf("group"), roleIds: [idOf("role"), idOf("client role")] },
    spoil: async () => {
      const more = await api.find(`${at}/roles-by-id/${idOf("second role")}`);
      await api.send("POST", `${at}/groups/${idOf("group")}/role-mappings/realm`, [more]);
      const less = await api.find(`${at}/roles-by-id/${idOf("role")}`);
      await api.remove(`${at}/groups/${idOf("group")}/role-mappings/realm`, [less]);
    },
    drift: { roleIds: [idOf("second role"), idOf("client role")] },
    change: { roleIds: [idOf("second role")] },
    stays: true,
  }),
  "keycloak:index/role:Role": () => ({
    inputs: {
      realmId,
      name: "administrator",
      description: "may do it all",
      attributes: { level: "1" },
      compositeRoles: [idOf("role"), idOf("client role")],
    },
    spoil: async (id) => {
      await edit(`roles-by-id/${id}`, () => ({ description: "by hand" }));
      const more = await api.find(`${at}/roles-by-id/${idOf("role")}`);
      await api.remove(`${at}/roles-by-id/${id}/composites`, [more]);
    },
    drift: { description: "by hand", compositeRoles: [idOf("client role")] },
    change: { name: "administrators", compositeRoles: [idOf("second role")] },
  }),
  "keycloak:index/user:User": () => ({
    inputs: {
      realmId,
      username: "carol",
      email: "carol@example.com",
      emailVerified: true,
      firstName: "Carol",
      lastName: "C",
      requiredActions: ["CONFIGURE_TOTP"],
      initialPassword: { value: "a-long-password-of-hers-1", temporary: true },
      federatedIdentities: [{ identityProvider: "fixture", userId: "c1", userName: "carol" }],
    },
    spoil: async (id) => {
      await edit(`users/${id}`, () => ({ email: "mallory@example.com", enabled: false }));
      await api.remove(`${at}/users/${id}/federated-identity/fixture`);
    },
    drift: { email: "mallory@example.com", enabled: false, federatedIdentities: [] },
    change: { lastName: "D", requiredActions: undefined },
  }),
  "keycloak:openid/clientServiceAccountRealmRole:ClientServiceAccountRealmRole": () => ({
    inputs: { realmId, serviceAccountUserId: accountId(), role: "operator" },
    spoil: () => Promise.resolve(),
    drift: {},
    change: {},
  }),
  "keycloak:openid/clientServiceAccountRole:ClientServiceAccountRole": () => ({
    id: `${accountId()}/${idOf("client role")}`,
    inputs: {
      realmId,
      serviceAccountUserId: accountId(),
      clientId: idOf("client"),
      role: "deployer",
    },
    spoil: () => Promise.resolve(),
    drift: {},
    change: {},
  }),
  "keycloak:index/realmClientPolicyProfile:RealmClientPolicyProfile": () => ({
    id: `${realmId}/realm-client-policy-profiles/strict`,
    inputs: {
      realmId,
      name: "strict",
      description: "no old grants",
      executors: [
        { name: "reject-ropc-grant", configuration: { "auto-configure": "true" } },
        { name: "reject-implicit-grant" },
      ],
    },
    spoil: () => editEntry("profiles", "strict", { executors: [], description: "by hand" }),
    drift: { executors: [], description: "by hand" },
    change: { executors: [{ name: "confidential-client" }] },
  }),
  "keycloak:index/realmClientPolicyProfilePolicy:RealmClientPolicyProfilePolicy": () => ({
    id: `${realmId}/realm-client-policy-profile-policies/all`,
    inputs: {
      realmId,
      name: "all",
      conditions: [
        {
          name: "client-roles",
          configuration: { roles: '["deployer"]', "is-negative-logic": "false" },
        },
      ],
      profiles: ["fixture"],
    },
    spoil: () => editEntry("policies", "all", { enabled: false, profiles: [] }),
    drift: { enabled: false, profiles: [] },
    change: { conditions: [{ name: "any-client" }], description: "for everyone" },
  }),
  "keycloak:authentication/flow:Flow": () => ({
    inputs: { realmId, alias: "own flow", description: "ours" },
    spoil: (id) => edit(`authentication/flows/${id}`, () => ({ description: "by hand" })),
    drift: { description: "by hand" },
    change: { alias: "own flow 2" },
  }),
  "keycloak:authentication/subflow:Subflow": () => ({
    inputs: {
      realmId,
      parentFlowAlias: "browser of ours",
      alias: "forms of ours",
      requirement: "ALTERNATIVE",
      priority: 20,
    },
    spoil: async (id) => {
      const executions = "authentication/flows/browser%20of%20ours/executions";
      const all = (await api.find<Bag[]>(`${at}/${executions}`)) ?? [];
      const own = all.find((one) => one["flowId"] === id);
      await api.send("PUT", `${at}/${executions}`, { ...own, requirement: "DISABLED" });
    },
    drift: { requirement: "DISABLED" },
    change: { description: "username, password", priority: 5 },
  }),
  "keycloak:authentication/execution:Execution": () => ({
    inputs: {
      realmId,
      parentFlowAlias: "browser of ours",
      authenticator: "auth-cookie",
      requirement: "ALTERNATIVE",
      priority: 5,
    },
    spoil: (id) =>
      api.send("PUT", `${at}/authentication/flows/browser%20of%20ours/executions`, {
        id,
        requirement: "DISABLED",
        priority: 5,
      }),
    drift: { requirement: "DISABLED" },
    change: { requirement: undefined, priority: 7 },
  }),
  "keycloak:authentication/executionConfig:ExecutionConfig": () => ({
    inputs: {
      realmId,
      executionId: idOf("execution"),
      alias: "redirect",
      config: { defaultProvider: "fixture" },
    },
    spoil: (id) =>
      edit(`authentication/config/${id}`, () => ({ config: { defaultProvider: "other" } })),
    drift: { config: { defaultProvider: "other" } },
    change: { config: {} },
  }),
  "keycloak:authentication/bindings:Bindings": () => ({
    id: realmId,
    inputs: { realmId, browserFlow: "browser of ours" },
    spoil: () => api.send("PUT", at, { browserFlow: "browser" }),
    drift: { browserFlow: "browser" },
    change: { resetCredentialsFlow: "reset credentials" },
    stays: true,
  }),
  "keycloak:index/requiredAction:RequiredAction": () => ({
    id: `${realmId}/webauthn-register`,
    inputs: {
      realmId,
      alias: "webauthn-register",
      name: "Register a key",
      enabled: true,
      defaultAction: true,
      priority: 90,
    },
    spoil: () =>
      edit("authentication/required-actions/webauthn-register", () => ({ defaultAction: false })),
    drift: { defaultAction: false },
    change: { defaultAction: undefined, priority: 91 },
  }),
  "keycloak:oidc/identityProvider:IdentityProvider": () => ({
    id: "corporate",
    inputs: providerInputs,
    spoil: () =>
      edit("identity-provider/instances/corporate", (had) => ({
        trustEmail: false,
        ...inside(had, "config", { tokenUrl: "https://evil.example.com", clientSecret: "changed" }),
      })),
    drift: { trustEmail: false, tokenUrl: "https://evil.example.com" },
    change: {
      jwksUrl: "https://login.example.com/keys",
      issuer: "https://login.example.com",
      validateSignature: true,
      extraConfig: { clientAuthMethod: "client_secret_basic" },
      defaultScopes: undefined,
    },
  }),
  "keycloak:saml/identityProvider:IdentityProvider": () => ({
    id: "saml",
    inputs: {
      realm: realmId,
      alias: "saml",
      entityId: `https://id.example.com/realms/${realmId}`,
      singleSignOnServiceUrl: "https://login.example.com/saml",
      nameIdPolicyFormat: "Email",
      postBindingResponse: true,
      wantAssertionsSigned: true,
      authnContextClassRefs: ["urn:oasis:names:tc:SAML:2.0:ac:classes:Password"],
    },
    spoil: () =>
      edit("identity-provider/instances/saml", (had) => ({
        enabled: false,
        ...inside(had, "config", { wantAssertionsSigned: "false" }),
      })),
    drift: { enabled: false, wantAssertionsSigned: false },
    change: { nameIdPolicyFormat: "Persistent", authnContextClassRefs: undefined },
  }),
  "keycloak:index/customIdentityProviderMapping:CustomIdentityProviderMapping": () => ({
    inputs: {
      realm: realmId,
      name: "email",
      identityProviderAlias: "fixture",
      identityProviderMapper: "oidc-user-attribute-idp-mapper",
      extraConfig: { syncMode: "INHERIT", claim: "mail", "user.attribute": "email" },
    },
    spoil: (id) =>
      edit(`identity-provider/instances/fixture/mappers/${id}`, (had) =>
        inside(had, "config", { claim: "other" }),
      ),
    drift: { extraConfig: { syncMode: "INHERIT", claim: "other", "user.attribute": "email" } },
    change: { extraConfig: { syncMode: "FORCE", claim: "mail" } },
  }),
  "keycloak:ldap/userFederation:UserFederation": () => ({
    inputs: {
      realmId,
      name: "directory",
      connectionUrl: "ldaps://ldap.example.com",
      usersDn: "ou=people,dc=example,dc=com",
      usernameLdapAttribute: "uid",
      rdnLdapAttribute: "uid",
      uuidLdapAttribute: "entryUUID",
      userObjectClasses: ["inetOrgPerson", "organizationalPerson"],
      bindDn: "cn=reader,dc=example,dc=com",
      bindCredential: "not-for-eyes",
      vendor: "AD",
      searchScope: "SUBTREE",
      connectionTimeout: "5s",
      cache: { policy: "MAX_LIFESPAN", maxLifespan: "1h0m0s" },
      deleteDefaultMappers: true,
    },
    spoil: (id) =>
      edit(`components/${id}`, (had) =>
        inside(had, "config", { editMode: ["WRITABLE"], usersDn: ["ou=all,dc=example,dc=com"] }),
      ),
    drift: { editMode: "WRITABLE", usersDn: "ou=all,dc=example,dc=com" },
    change: { connectionTimeout: undefined, vendor: undefined, fullSyncPeriod: 86400 },
  }),
};

const accountId = () => String(made["client"]?.state["serviceAccountUserId"]);

async function scope(name: string): Promise<string> {
  const all = (await api.find<Bag[]>(`${at}/client-scopes`)) ?? [];
  return String(all.find((one) => one["name"] === name)?.["id"]);
}

async function editEntry(list: "profiles" | "policies", name: string, change: Bag): Promise<void> {
  const path = `${at}/client-policies/${list}`;
  const had = (await api.find<Bag>(path))?.[list] as Bag[];
  const now = had.map((one) => (one["name"] === name ? { ...one, ...change } : one));
  await api.send("PUT", path, { [list]: now });
}

describe("Keycloak", () => {
  it.each(keycloakTokens)("%s is made, read, repaired, changed and deleted", async (token) => {
    const life = lives[token];
    expect(life, `no life for ${token} in this test`).toBeDefined();
    await live(kind(token), (life as () => KindLife)());
  });
});
