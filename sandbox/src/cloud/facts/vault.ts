import { keyOf, text } from "./aws/naming";
import type { HandFacts, Scope } from "./kind-facts";

const jwtBackend = "vault:jwt/authBackend:AuthBackend";
const authBackend = "vault:index/authBackend:AuthBackend";
const group = "vault:identity/group:Group";
const entity = "vault:identity/entity:Entity";
const inUse = "400 path is already in use";
const accessor =
  (kind: string) =>
  (_inputs: unknown, _id: string, { random }: Scope) => ({
    accessor: `auth_${kind}_${random(8)}`,
  });
const uuid = (_inputs: unknown, { random }: Scope) =>
  [8, 4, 4, 4, 12].map((length) => random(length)).join("-");

const role = (backend: string): HandFacts => ({
  id: (i) => `auth/${String(i["backend"])}/role/${String(i["roleName"])}`,
  references: {
    backend: {
      token: backend,
      by: ["id", "path"],
      within: ["namespace"],
      code: "404 unsupported path",
    },
  },
  unique: { key: (i) => keyOf(i["backend"], i["roleName"]), code: "already managed" },
});

/** Kinds of package `vault`, for Vault and OpenBao; https://openbao.org/api-docs/ */
export const vaultKinds: Readonly<Record<string, HandFacts>> = {
  "vault:index/mount:Mount": {
    id: ({ path }) => String(path),
    outputs: ({ type }, _id, { random }) => ({ accessor: `${String(type)}_${random(8)}` }),
    unique: { key: ({ path }) => text(path), code: inUse },
  },
  "vault:index/policy:Policy": {
    id: ({ name }) => String(name),
    unique: { key: ({ name }) => text(name), code: "already managed" },
  },
  [jwtBackend]: {
    id: ({ path, type = "jwt" }) => String(path ?? type),
    outputs: accessor("jwt"),
    unique: { key: ({ path }) => text(path), code: inUse },
  },
  "vault:jwt/authBackendRole:AuthBackendRole": role(jwtBackend),
  [authBackend]: {
    id: ({ path, type }) => String(path ?? type),
    outputs: accessor("kubernetes"),
    unique: { key: ({ path }) => text(path), code: inUse },
  },
  "vault:kubernetes/authBackendConfig:AuthBackendConfig": {
    id: ({ backend }) => `auth/${String(backend)}/config`,
    references: {
      backend: {
        token: authBackend,
        by: ["id", "path"],
        within: ["namespace"],
        code: "404 unsupported path",
      },
    },
  },
  "vault:kubernetes/authBackendRole:AuthBackendRole": role(authBackend),
  [group]: {
    autoName: "name",
    id: uuid,
    unique: { key: ({ name }) => text(name), code: "400 name is taken" },
  },
  "vault:identity/groupAlias:GroupAlias": {
    id: uuid,
    references: { canonicalId: { token: group, code: "400 invalid group" } },
    unique: {
      key: (i) => keyOf(i["mountAccessor"], i["name"]),
      code: "400 alias is taken",
    },
  },
  [entity]: {
    autoName: "name",
    id: uuid,
    unique: { key: ({ name }) => text(name), code: "400 name is taken" },
  },
  "vault:identity/entityAlias:EntityAlias": {
    autoName: "name",
    id: uuid,
    references: { canonicalId: { token: entity, code: "400 invalid entity" } },
    unique: {
      key: (i) => keyOf(i["mountAccessor"], i["name"]),
      code: "400 alias is taken",
    },
  },
  "vault:index/audit:Audit": {
    id: ({ path, type }) => String(path ?? type),
    unique: { key: ({ path, type }) => text(path ?? type), code: inUse },
  },
};
