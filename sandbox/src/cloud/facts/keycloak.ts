import type { HandFacts, Scope } from "../facts";
import { keyOf, text } from "./aws/naming";

const realm = "keycloak:index/realm:Realm";
const client = "keycloak:openid/client:Client";
const group = "keycloak:index/group:Group";
const conflict = "409 Conflict";
const inRealm = { realmId: { token: realm, code: "404 Realm not found" } };
const uuid = (_inputs: unknown, { random }: Scope) =>
  [8, 4, 4, 4, 12].map((length) => random(length)).join("-");

const mapper: HandFacts = {
  autoName: "name",
  id: uuid,
  references: { ...inRealm, clientId: { token: client, code: "404 Client not found" } },
  unique: { key: (i) => keyOf(i["clientId"] ?? i["clientScopeId"], i["name"]), code: conflict },
};

/** Kinds of package `keycloak`; https://www.keycloak.org/docs-api/latest/rest-api/index.html */
export const keycloakKinds: Readonly<Record<string, HandFacts>> = {
  [realm]: {
    id: ({ realm: name }) => String(name),
    outputs: (_inputs, id) => ({ internalId: id }),
    unique: { key: ({ realm: name }) => text(name), code: conflict },
  },
  [client]: {
    id: uuid,
    outputs: ({ accessType, clientSecret }, _id, { random }) =>
      accessType === "CONFIDENTIAL" && clientSecret === undefined
        ? { clientSecret: random(32) }
        : {},
    references: inRealm,
    unique: { key: (i) => keyOf(i["realmId"], i["clientId"]), code: conflict },
  },
  "keycloak:openid/groupMembershipProtocolMapper:GroupMembershipProtocolMapper": mapper,
  "keycloak:openid/audienceProtocolMapper:AudienceProtocolMapper": mapper,
  [group]: {
    autoName: "name",
    id: uuid,
    outputs: ({ name }) => ({ path: `/${String(name)}` }),
    references: { ...inRealm, parentId: { token: group, code: "404 Group not found" } },
    unique: {
      key: (i) => keyOf(i["realmId"], i["parentId"] ?? "", i["name"]),
      code: conflict,
    },
  },
  "keycloak:index/role:Role": {
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
};
