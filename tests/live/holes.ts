import type { LiveDescription } from "@groundwork-iac/sandbox";

import type { Check } from "../../cli/src/tenancy/suite";
import { AuthenticationFile } from "../../sandbox/src/live/kinds/aws/authentication";
import { ApiServer } from "../../sandbox/src/live/kinds/kubernetes/api-server";
import type { Hands } from "./hands";

/** A mistake in a server, and what the suite must find of it. */
export interface Hole {
  readonly name: string;
  /** Makes it; returns how to mend it. */
  readonly plant: (hands: Hands, live: LiveDescription) => Promise<() => Promise<unknown>>;
  /** Subjects, targets and actions of the checks that turn red: all of these and no others. */
  readonly subject: RegExp;
  readonly target: RegExp;
  readonly actions: readonly string[];
  /** What it takes instead of opening anything: checks of this kind turn red. @default "refused" */
  readonly reddens?: Check["expected"];
}

/** Whether a hole turns a check red. */
export function isOf({ subject, target, actions, reddens = "refused" }: Hole, check: Check) {
  return (
    check.expected === reddens &&
    subject.test(check.subject) &&
    target.test(check.target) &&
    actions.includes(check.action)
  );
}

/** Plants holes at once, does some work, and mends them all, whatever came of it. */
export async function withHoles<T>(
  holes: readonly Hole[],
  { hands, live }: { readonly hands: Hands; readonly live: LiveDescription },
  work: () => Promise<T>,
): Promise<T> {
  const planted = await Promise.allSettled(holes.map(({ plant }) => plant(hands, live)));
  try {
    const failed = planted.find((each) => each.status === "rejected");
    if (failed !== undefined) {
      throw failed.reason;
    }
    return await work();
  } finally {
    const mends = planted.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    await Promise.all(mends.map((mend) => mend()));
  }
}

const rbac = "/apis/rbac.authorization.k8s.io/v1";
const apiGroup = "rbac.authorization.k8s.io";
const group = (name: string) => ({ apiGroup, kind: "Group", name });

function binding(namespace: string, cluster: string, role: string, to: string): Hole["plant"] {
  return async (hands) => {
    const path = `${rbac}/namespaces/${namespace}/rolebindings`;
    await hands.cluster(cluster, path, {
      json: {
        apiVersion: `${apiGroup}/v1`,
        kind: "RoleBinding",
        metadata: { name: "by-hand" },
        roleRef: { apiGroup, kind: "ClusterRole", name: role },
        subjects: [group(to)],
      },
    });
    return () => hands.cluster(cluster, `${path}/by-hand`, { method: "DELETE" });
  };
}

/** Writes something of the secret server anew, and puts it back as it was. */
function rewritten(
  path: string,
  change: (data: Record<string, unknown>, live: LiveDescription) => object,
): Hole["plant"] {
  return async (hands, live) => {
    const { data } = await hands.secrets<{ data: Record<string, unknown> }>(path);
    await hands.secrets(path, { json: { ...data, ...change(data, live) } });
    return () => hands.secrets(path, { json: data });
  };
}

/**
 * Holes that are planted at once. What one opens must not hide another, and two must not open together
 * what neither does alone: so some go with the second batch.
 */
const first: readonly Hole[] = [
  {
    name: "a role bound to another team's group",
    plant: binding("payments", "acme-dev", "edit", "realm:team-search-viewer"),
    subject: /^search viewer$/,
    target: /^namespace payments in dev$/,
    actions: ["change workloads", "read secrets", "read workloads"],
  },
  {
    name: "an administrator's role in the team's own namespace",
    plant: binding("search", "acme-prod", "admin", "realm:team-search-owner"),
    subject: /^search owner$/,
    target: /^namespace search in prod$/,
    actions: ["hand out rights"],
  },
  {
    name: "a role for everyone who is logged in",
    plant: async (hands) => {
      const path = `${rbac}/clusterrolebindings`;
      await hands.cluster("acme-prod", path, {
        json: {
          apiVersion: `${apiGroup}/v1`,
          kind: "ClusterRoleBinding",
          metadata: { name: "by-hand" },
          roleRef: { apiGroup, kind: "ClusterRole", name: "view" },
          subjects: [group("system:authenticated")],
        },
      });
      return () => hands.cluster("acme-prod", `${path}/by-hand`, { method: "DELETE" });
    },
    subject: /^(checkout|payments|search) (owner|developer|viewer)$|^workload of .* in prod$/,
    target: /^namespace .* in prod$/,
    actions: ["read workloads"],
  },
  {
    name: "a wildcard secret path",
    plant: rewritten("sys/policies/acl/team-checkout-developer", ({ policy }) => ({
      policy: `${String(policy)}\npath "teams/*" { capabilities = ["read"] }\n`,
    })),
    subject: /^checkout developer$/,
    target: /^secrets of (payments|search|checkout) in (dev|prod)$/,
    actions: ["read"],
  },
  {
    name: "a login that takes a token for another server",
    plant: rewritten("auth/kubernetes-dev/role/team-payments-dev", ({ bound_audiences }, live) => ({
      // The audience that a cluster's tokens have when nobody asks for another.
      bound_audiences: [...(bound_audiences as string[]), live.clusters["acme-dev"]?.issuer ?? ""],
    })),
    subject: /^workload of payments(-ledger)? in dev$/,
    target: /^secrets of payments in dev$/,
    actions: ["log in by a token for others"],
  },
  {
    name: "a pipeline's login for every environment",
    plant: rewritten("auth/github/role/payments-api-prod", ({ bound_claims }) => ({
      bound_claims: {
        repository: (bound_claims as Record<string, unknown>)["repository"],
      },
    })),
    subject: /^pipeline payments-api-dev$/,
    target: /^secrets of payments in prod$/,
    actions: ["log in"],
  },
  {
    name: "the realm's administration in a team's hands",
    plant: async (hands) => {
      const owners = await hands.idOf("groups", "team-checkout-owner");
      const realm = await hands.idOf("clients", "realm-management");
      const role = await hands.identity<object>(`/clients/${realm}/roles/view-users`);
      const roles = `/groups/${owners}/role-mappings/clients/${realm}`;
      const client = `/clients/${await hands.idOf("clients", "kubernetes")}`;
      const before = await hands.identity<object>(client);
      await hands.identity(roles, { json: [role] });
      await hands.identity(client, { method: "PUT", json: { ...before, fullScopeAllowed: true } });
      return async () => {
        await hands.identity(roles, { method: "DELETE", json: [role] });
        await hands.identity(client, { method: "PUT", json: before });
      };
    },
    subject: /^checkout owner$/,
    target: /^the realm$/,
    actions: ["list people"],
  },
  {
    name: "a cluster that takes Argo CD's tokens",
    plant: async (_hands, live) => {
      const { authenticationFile = "", ...access } = live.clusters["acme-dev"] ?? noCluster;
      const server = new ApiServer({ ...access, caFile: live.caFile });
      const file = new AuthenticationFile(authenticationFile, server);
      const realm = "https://id.platform.acme.example/realms/acme";
      const before = file.entry(realm) as { issuer: { audiences: string[] } } | undefined;
      const audiences = [...(before?.issuer.audiences ?? []), "argocd"];
      const issuer = { ...before?.issuer, audiences, audienceMatchPolicy: "MatchAny" };
      await file.set(realm, { ...before, issuer });
      return () => file.set(realm, before);
    },
    // Of the others a cluster that takes their tokens refuses the call itself.
    subject: /^platform administrator$/,
    target: /^cluster of dev$/,
    actions: ["log in by a token for others"],
  },
];

const second: readonly Hole[] = [
  {
    name: "a login for the service accounts of every namespace",
    plant: rewritten("auth/kubernetes-dev/role/team-payments-dev", () => ({ bound_claims: null })),
    subject: /^workload of (checkout|search) in dev$/,
    target: /^secrets of payments in dev$/,
    actions: ["log in"],
  },
  {
    name: "someone in another team's group",
    plant: async (hands) => {
      const user = await hands.idOf("users", "ivo");
      const path = `/users/${user}/groups/${await hands.idOf("groups", "team-payments-owner")}`;
      await hands.identity(path, { method: "PUT" });
      return () => hands.identity(path, { method: "DELETE" });
    },
    subject: /^search viewer$/,
    target: /^(namespace payments(-ledger)?|secrets of payments) in (dev|prod)$/,
    actions: ["change workloads", "read", "read secrets", "read workloads", "write"],
  },
  {
    name: "a right that is missing",
    plant: async (hands) => {
      const path = `${rbac}/namespaces/checkout/rolebindings`;
      const { metadata, ...had } = await hands.cluster<{ metadata: Record<string, unknown> }>(
        "acme-prod",
        `${path}/team-view`,
      );
      await hands.cluster("acme-prod", `${path}/team-view`, { method: "DELETE" });
      // The server sets these itself.
      const anew = { ...metadata, resourceVersion: undefined, uid: undefined };
      return () => hands.cluster("acme-prod", path, { json: { ...had, metadata: anew } });
    },
    subject: /^checkout (developer|viewer)$/,
    target: /^namespace checkout in prod$/,
    actions: ["read workloads"],
    reddens: "allowed",
  },
];

export const batches = [first, second] as const;
export const holes = batches.flat();

const noCluster = { server: "", certificateFile: "", keyFile: "", authenticationFile: "" };
