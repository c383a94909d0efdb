import { randomBytes } from "node:crypto";

import type { Bag } from "../../../sandbox/src/cloud/store";
import { keycloakKinds } from "../../../sandbox/src/live/kinds/keycloak";
import { keycloakApi } from "../../../sandbox/src/live/kinds/keycloak/keycloak-api";
import type { LiveKind, LiveResource } from "../../../sandbox/src/live/kinds/live-kind";
import type { RestApi } from "../../../sandbox/src/live/kinds/rest/api";
import { runningServers } from "../running";

/** A realm of this run's own. */
export const realmId = `test-${randomBytes(3).toString("hex")}`;
/** Its path in the API. */
export const at = `admin/realms/${realmId}`;

const description = runningServers();
const kinds = keycloakKinds(description);
export const api: RestApi = keycloakApi(description);

export function kind(token: string): LiveKind {
  const found = kinds(token);
  if (found === undefined) {
    throw new Error(`${token}: not passed on`);
  }
  return found;
}

/** Changes some of what the API has at a path. */
export async function edit(path: string, change: (had: Bag) => Bag): Promise<void> {
  const had = await api.find(`${at}/${path}`);
  await api.send("PUT", `${at}/${path}`, { ...had, ...change(had ?? {}) });
}

/** A property that is an object, with some of it changed. */
export const inside = (had: Bag, key: string, more: Bag) => ({
  [key]: { ...(had[key] as Bag), ...more },
});

/** What other kinds need to be there, made once. */
export const made: Record<string, LiveResource> = {};
export const idOf = (name: string): string => made[name]?.id ?? "";
/** The user of the client that has an account of its own. */
export const accountId = () => String(made["client"]?.state["serviceAccountUserId"]);

export const clientInputs = {
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

export const realmInputs = {
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

export const providerInputs = {
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

/** Makes the realm, and in it what other kinds need. */
export async function makeWorld(): Promise<void> {
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
}

export async function removeWorld(): Promise<void> {
  await api.remove(at);
}

/** Id of a client scope that every realm has. */
export async function scope(name: string): Promise<string> {
  const all = (await api.find<Bag[]>(`${at}/client-scopes`)) ?? [];
  return String(all.find((one) => one["name"] === name)?.["id"]);
}

/** Changes an entry of a list that the API only has as a whole. */
export async function editEntry(
  list: "profiles" | "policies",
  name: string,
  change: Bag,
): Promise<void> {
  const path = `${at}/client-policies/${list}`;
  const had = (await api.find<Bag>(path))?.[list] as Bag[];
  const now = had.map((one) => (one["name"] === name ? { ...one, ...change } : one));
  await api.send("PUT", path, { [list]: now });
}
