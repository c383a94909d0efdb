import type { StackExample } from "../../policy/src/rules/example";

type Seed = StackExample[number];

const trust = { Version: "2012-10-17", Statement: [] };
const labels = { app: "app" };

/** What the providers ask for and the examples leave out; the only one of a list goes for each member. */
const byType: Readonly<Record<string, object>> = {
  "aws:iam/role:Role": { assumeRolePolicy: trust },
  "aws:eks/cluster:Cluster": {
    roleArn: "arn:aws:iam::111122223333:role/cluster",
    vpcConfig: { subnetIds: ["subnet-0a", "subnet-0b"] },
  },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": { repository: "app" },
  "keycloak:openid/client:Client": { realmId: "acme", clientId: "app" },
  "keycloak:openid/clientServiceAccountRole:ClientServiceAccountRole": {
    ...{ realmId: "acme", clientId: "realm-management", role: "view-users" },
    serviceAccountUserId: "9b2f8c1e",
  },
  "vault:jwt/authBackendRole:AuthBackendRole": { roleName: "app", userClaim: "sub" },
  "aws:eks/identityProviderConfig:IdentityProviderConfig": {
    oidc: { issuerUrl: "https://login.example.com/realms/acme" },
  },
  "kubernetes:helm.sh/v3:Release": { version: "1.0.0" },
  "kubernetes:apps/v1:Deployment": {
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "app" }] } },
    },
  },
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration": {
    webhooks: [
      { name: "checks.example.com", admissionReviewVersions: ["v1"], sideEffects: "None" },
    ],
  },
};

/** A resource with what its provider asks for. */
export function asMade(seed: Seed): Seed {
  const { type, props, provider } = seed;
  const inputs = under(props, { ...kindOf(type), ...byType[type] }, true);
  const isKubernetes = type.startsWith("kubernetes:");
  return {
    ...seed,
    props: type.startsWith("aws:") ? withText(inputs) : inputs,
    ...(isKubernetes && provider === undefined && { provider: cluster }),
  };
}

const cluster = { name: "cluster", props: { clusterIdentifier: "apps", kubeconfig: "{}" } };

/** Objects of Kubernetes say their kind, which Pulumi's own classes add. */
function kindOf(type: string): object {
  const [, version = "", kind] = /^kubernetes:(.*):(\w+)$/.exec(type) ?? [];
  return kind === undefined || version.startsWith("helm.sh")
    ? {}
    : { apiVersion: version.replace("core/", ""), kind };
}

/** AWS takes a policy as JSON text, where the examples have an object, too. */
function withText(props: object): object {
  const entries = Object.entries(props).map(([key, value]: [string, unknown]) => [
    key,
    /policy$/i.test(key) && isObject(value) ? JSON.stringify(value) : value,
  ]);
  return Object.fromEntries(entries) as object;
}

/**
 * An object with what another has and it leaves out, at any depth.
 * @param each Complete each member of its lists, too, by the only one of the other's.
 */
export function under(own: object, other: object, each = false): object {
  const merged: Record<string, unknown> = { ...other };
  for (const [key, value] of Object.entries(own) as [string, unknown][]) {
    const below = (other as Record<string, unknown>)[key];
    const [member] = Array.isArray(below) ? (below as unknown[]) : [];
    if (isObject(value) && isObject(below)) {
      merged[key] = under(value, below, each);
    } else if (each && Array.isArray(value) && isObject(member)) {
      merged[key] = value.map((one: unknown) => (isObject(one) ? under(one, member, each) : one));
    } else if (value !== undefined) {
      merged[key] = value;
    }
  }
  return merged;
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
