import type { LiveDescription } from "../../description";
import type { LiveKind } from "../live-kind";
import { kindsOf, type LiveOptions, type Table } from "../rest/table";
import { audit } from "./audit";
import { openbaoApi } from "./openbao-api";
import { entity, entityAlias, group, groupAlias } from "./identities";
import { jwtBackend, jwtRole } from "./jwt";
import { kubernetesConfig, kubernetesRole } from "./kubernetes";
import { authBackend, mount } from "./mounts";
import { policy } from "./policy";

const tables: Readonly<Record<string, Table>> = {
  "vault:index/mount:Mount": mount,
  "vault:index/policy:Policy": policy,
  "vault:index/audit:Audit": audit,
  "vault:index/authBackend:AuthBackend": authBackend,
  "vault:jwt/authBackend:AuthBackend": jwtBackend,
  "vault:jwt/authBackendRole:AuthBackendRole": jwtRole,
  "vault:kubernetes/authBackendConfig:AuthBackendConfig": kubernetesConfig,
  "vault:kubernetes/authBackendRole:AuthBackendRole": kubernetesRole,
  "vault:identity/group:Group": group,
  "vault:identity/groupAlias:GroupAlias": groupAlias,
  "vault:identity/entity:Entity": entity,
  "vault:identity/entityAlias:EntityAlias": entityAlias,
};

/** Every kind that the sandbox passes on to OpenBao. */
export const secretServerTokens: readonly string[] = Object.keys(tables);

/** The kinds of package `vault`, on the real OpenBao. The server is called only when a kind is used. */
export const secretServerKinds = (
  description: LiveDescription,
  options?: LiveOptions,
): ((token: string) => LiveKind | undefined) =>
  kindsOf(tables, () => openbaoApi(description, options?.timeout));
