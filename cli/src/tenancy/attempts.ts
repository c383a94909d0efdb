import { randomBytes } from "node:crypto";

import {
  type AccessCell,
  foreignToken,
  type Target,
} from "@groundwork-iac/platform/internal/derived/access";
import { clusterNameOf } from "@groundwork-iac/platform/internal/derived/hosts";
import type { Organization } from "@groundwork-iac/platform/internal/organization";
import type { LiveDescription } from "@groundwork-iac/sandbox";

import type { Call } from "./client";
import type { Identity } from "./identities";

/** Secret that the suite puts into every team's environment as long as it runs, for subjects to read. */
export const probe = "tenancy-probe";

/** The result of a call. */
export interface Attempt {
  /** Such as `GET /api/v1/namespaces/payments/pods`. */
  readonly call: string;
  /** HTTP status; 401 if the subject has no token. */
  readonly status: number;
}

/** Tries actions of subjects on the live servers. */
export class Attempts {
  public constructor(
    private readonly organization: Organization,
    private readonly description: LiveDescription,
    /** A user and a group of the realm that calls may name. */
    private readonly known: { readonly userId: string; readonly groupId: string },
  ) {}

  /** Tries a cell's action as its subject; changes of a cluster are dry runs. */
  public async try({ target, action }: AccessCell, who: Identity): Promise<Attempt> {
    switch (target.system) {
      case "kubernetes":
        return this.inCluster(target, action, who);
      case "secrets":
        return this.inSecrets(target, action, who);
      case "realm":
        return this.inRealm(action, who);
      case "github":
      case "aws":
        throw new Error(`no live server answers for ${target.system}`);
    }
  }

  private inCluster(
    target: Target & { system: "kubernetes" },
    action: string,
    who: Identity,
  ): Promise<Attempt> {
    const { environment } = target;
    const cluster = this.description.clusters[clusterNameOf(this.organization, environment)];
    if (action === foreignToken) {
      return call(who, `${cluster?.server ?? ""}/api/v1/namespaces`, who.foreign);
    }
    const [path, json] =
      "namespace" in target ? inNamespace(target.namespace, action) : inWholeCluster(action);
    return call(who, `${cluster?.server ?? ""}${path}`, who.cluster[environment], {
      ...(json === undefined ? {} : { json }),
    });
  }

  private async inSecrets(
    { team, environment }: Target & { system: "secrets" },
    action: string,
    who: Identity,
  ): Promise<Attempt> {
    const path = `/v1/teams/${team}/data/${environment}`;
    const { url } = this.organization.secrets;
    if (action === "log in" || action === foreignToken) {
      const answer = await who.secretLogin?.(team, environment, action === foreignToken);
      return { call: `log in as ${team} in ${environment}`, status: answer?.status ?? 401 };
    }
    const headers = { "x-vault-token": who.secrets ?? "" };
    return action === "read"
      ? call(who, `${url}${path}/${probe}`, undefined, { headers })
      : call(who, `${url}${path}/${probe}-${name()}`, undefined, {
          headers,
          json: { data: { written: "yes" } },
        });
  }

  private inRealm(action: string, who: Identity): Promise<Attempt> {
    const { identity } = this.organization;
    const realm = identity.mode === "existing" ? "" : identity.realm;
    const { declared } = this.description.keycloak;
    const { userId, groupId } = this.known;
    const at = `${declared}/admin/realms/${realm}`;
    switch (action) {
      case "list people":
        return call(who, `${at}/users`, who.realm);
      case "change clients":
        return call(who, `${at}/clients`, who.realm, { json: { clientId: `x-${name()}` } });
      default:
        return call(who, `${at}/users/${userId}/groups/${groupId}`, who.realm, { method: "PUT" });
    }
  }
}

const name = () => randomBytes(4).toString("hex");
const rbac = "rbac.authorization.k8s.io";

function inNamespace(namespace: string, action: string): [path: string, body?: object] {
  const core = `/api/v1/namespaces/${namespace}`;
  switch (action) {
    case "read workloads":
      return [`${core}/pods`];
    case "change workloads":
      return [`${core}/configmaps?dryRun=All`, object("v1", "ConfigMap", { data: {} })];
    case "read secrets":
      return [`${core}/secrets`];
    default:
      return [
        `/apis/${rbac}/v1/namespaces/${namespace}/rolebindings?dryRun=All`,
        object(`${rbac}/v1`, "RoleBinding", binding("view")),
      ];
  }
}

function inWholeCluster(action: string): [path: string, body?: object] {
  switch (action) {
    case "make namespaces":
      return ["/api/v1/namespaces?dryRun=All", object("v1", "Namespace", {})];
    case "read all secrets":
      return ["/api/v1/secrets"];
    default:
      return [
        `/apis/${rbac}/v1/clusterrolebindings?dryRun=All`,
        object(`${rbac}/v1`, "ClusterRoleBinding", binding("view")),
      ];
  }
}

const object = (apiVersion: string, kind: string, more: object) => ({
  apiVersion,
  kind,
  metadata: { name: `tenancy-${name()}` },
  ...more,
});

const binding = (role: string) => ({
  roleRef: { apiGroup: rbac, kind: "ClusterRole", name: role },
  subjects: [{ apiGroup: rbac, kind: "Group", name: "realm:nobody" }],
});

/** One call; without a token it is not sent, since every server would refuse it. */
async function call(
  { client }: Identity,
  address: string,
  token: string | undefined,
  given: Call = {},
): Promise<Attempt> {
  const isForm = given.json !== undefined;
  const method = given.method ?? (isForm ? "POST" : "GET");
  const url = new URL(address);
  const { status } = await client.call(address, {
    ...given,
    ...(token === undefined ? {} : { token }),
  });
  return { call: `${method} ${url.pathname}`, status };
}
