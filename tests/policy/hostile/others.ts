import { made, row, type Row, silent } from "./row";

const meta = { metadata: { name: "hostile", namespace: "shop" } };
const rbac = "kubernetes:rbac.authorization.k8s.io/v1";
const clusterRole = (what: string, rule: object): Row =>
  row(`a ClusterRole that ${what}`, "K8S-07", `${rbac}:ClusterRole`, {
    rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["*"], ...rule }],
  });
const bound = (what: string, name: string): Row =>
  row(`a binding of ${what}`, "K8S-07", `${rbac}:ClusterRoleBinding`, {
    roleRef: { kind: "ClusterRole", name: "view" },
    subjects: [{ kind: "Group", name }],
  });
const pod = { containers: [{ name: "a", image: "a", securityContext: { privileged: true } }] };
const podOf = (kind: string, wrap: (spec: object) => object): Row =>
  row(`a privileged pod of ${kind}`, "K8S-01", `kubernetes:${kind}`, { ...meta, spec: wrap(pod) });
const inTemplate = (spec: object) => ({ template: { spec } });
const app = "kubernetes:argoproj.io/v1alpha1";
const istio = "kubernetes:networking.istio.io/v1";
const api = "kubernetes:gateway.networking.k8s.io/v1";
const route = (namespace: string) =>
  made(
    `${istio}:VirtualService`,
    {
      metadata: { name: "web", namespace },
      spec: { hosts: ["billing.example.com"], gateways: ["istio-ingress/platform"] },
    },
    namespace,
  );
const policy = (what: string, text: string, name = "app"): Row =>
  row(`paths of ${what}`, "VLT-01", "vault:index/policy", { name, policy: text });
const path = (to: string, ...capabilities: string[]) =>
  `path "${to}" { capabilities = ${JSON.stringify(capabilities)} }`;
const ttl = { tokenTtl: 900, tokenMaxTtl: 3600 };
const jwt = (what: string, props: object): Row =>
  row(`a login ${what}`, "VLT-02", "vault:jwt/authBackendRole", {
    ...{ roleType: "jwt", boundAudiences: ["bao"], ...ttl },
    ...props,
  });
const client = (what: string, rule: string, props: object): Row =>
  row(`a client with ${what}`, rule, "keycloak:openid/client", {
    ...{ accessType: "CONFIDENTIAL", fullScopeAllowed: false },
    ...props,
  });

export const others: readonly Row[] = [
  clusterRole("has everything", { apiGroups: ["*"], resources: ["*"] }),
  clusterRole("binds", {
    apiGroups: ["rbac.authorization.k8s.io"],
    resources: ["clusterroles"],
    verbs: ["bind"],
  }),
  clusterRole("escalates", {
    apiGroups: ["rbac.authorization.k8s.io"],
    resources: ["roles"],
    verbs: ["escalate"],
  }),
  clusterRole("impersonates", { resources: ["users"], verbs: ["impersonate"] }),
  clusterRole("takes tokens", { resources: ["serviceaccounts/token"], verbs: ["create"] }),
  row("a ClusterRole of all others", "K8S-07", `${rbac}:ClusterRole`, {
    aggregationRule: { clusterRoleSelectors: [{}] },
  }),
  row("cluster-admin in a namespace", "K8S-07", `${rbac}:RoleBinding`, {
    roleRef: { kind: "ClusterRole", name: "cluster-admin" },
  }),
  bound("everyone", "system:authenticated"),
  bound("every pod", "system:serviceaccounts"),
  bound("every node", "system:nodes"),
  bound("masters", "system:masters"),
  podOf("core/v1:Pod", (spec) => spec),
  podOf("apps/v1:Deployment", inTemplate),
  podOf("apps/v1:StatefulSet", inTemplate),
  podOf("batch/v1:CronJob", (spec) => ({ jobTemplate: { spec: inTemplate(spec) } })),
  podOf("argoproj.io/v1alpha1:Rollout", inTemplate),
  row("an image by its tag", "K8S-05", "kubernetes:core/v1:Pod", {
    ...meta,
    spec: { containers: [{ name: "a", image: "a:latest" }] },
  }),
  row(
    "a webhook on all that closes",
    "K8S-10",
    "kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration",
    {
      webhooks: [
        {
          name: "a",
          failurePolicy: "Fail",
          rules: [{ apiGroups: ["*"], apiVersions: ["*"], resources: ["*"], operations: ["*"] }],
        },
      ],
    },
  ),
  row("an application of default", "ARG-01", `${app}:Application`, {
    ...meta,
    spec: { project: "default" },
  }),
  row("applications of default", "ARG-01", `${app}:ApplicationSet`, {
    ...meta,
    spec: { template: { spec: { project: "default" } } },
  }),
  row("a project of every repository", "ARG-01", `${app}:AppProject`, {
    ...meta,
    spec: { sourceRepos: ["*"] },
  }),
  row("a project of every cluster", "ARG-01", `${app}:AppProject`, {
    ...meta,
    spec: { destinations: [{ server: "*", namespace: "*" }] },
  }),
  row("an Ingress of plain HTTP", "IST-02", "kubernetes:networking.k8s.io/v1:Ingress", {
    ...meta,
    spec: { rules: [{ host: "a.example.com" }] },
  }),
  row("a gateway of plain HTTP", "IST-02", `${istio}:Gateway`, {
    ...meta,
    spec: { servers: [{ port: { number: 80, protocol: "HTTP" }, hosts: ["a.example.com"] }] },
  }),
  row("a gateway of the API by plain HTTP", "IST-02", `${api}:Gateway`, {
    ...meta,
    spec: {
      listeners: [
        {
          protocol: "HTTP",
          hostname: "a.example.com",
          allowedRoutes: { namespaces: { from: "All" } },
        },
      ],
    },
  }),
  row("old TLS", "IST-02", `${istio}:Gateway`, {
    ...meta,
    spec: {
      servers: [
        {
          port: { protocol: "HTTPS" },
          hosts: ["a.example.com"],
          tls: { mode: "SIMPLE", minProtocolVersion: "TLSV1_0" },
        },
      ],
    },
  }),
  { what: "a route of another's host", rule: "GR-03", made: [route("shop"), route("billing")] },
  row("a Service for everyone", "NET-01", "kubernetes:core/v1:Service", {
    metadata: {
      annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" },
    },
    spec: { type: "LoadBalancer", ports: [{ port: 22 }] },
  }),
  row("a Service of another's address", "NET-01", "kubernetes:core/v1:Service", {
    spec: { externalIPs: ["10.0.0.1"] },
  }),
  row("Karpenter's nodes of IMDSv1", "EKS-07", "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", {
    ...meta,
    spec: { metadataOptions: { httpTokens: "optional" } },
  }),
  row(
    "images of any signer",
    "SIG-01",
    "kubernetes:policy.sigstore.dev/v1beta1:ClusterImagePolicy",
    {
      spec: {
        images: [{ glob: "**" }],
        authorities: [{ keyless: { identities: [{ issuerRegExp: ".*", subjectRegExp: ".*" }] } }],
      },
    },
  ),
  row("a namespace without guards", "GR-02", "kubernetes:core/v1:Namespace", {
    metadata: { name: "team-a", labels: { "groundwork.dev/team": "a" } },
  }),
  row("a login of Grafana by Google", "OBS-04", "kubernetes:helm.sh/v3:Release", {
    chart: "grafana",
    values: { "grafana.ini": { "auth.google": { enabled: true } } },
  }),

  policy("everything", path("*", "read")),
  policy("any mount", path("+/data/*", "read")),
  policy("every team", path("teams/*", "read")),
  policy("t*", path("t*", "read")),
  policy("another team", path("teams/billing/*", "read"), "team-shop"),
  policy("policies", path("sys/policies/acl/*", "update")),
  policy("logins", path("auth/*", "create")),
  policy("identities", path("identity/entity", "update")),
  policy("sudo", path("kv/*", "sudo")),
  policy("a template", path("{{identity.entity.name}}/data/*", "read")),
  row("an endpoint of policies", "VLT-01", "vault:generic/endpoint", {
    path: "sys/policies/acl/root",
    dataJson: "{}",
  }),
  jwt("without claims", {}),
  jwt("of an environment", { boundClaims: { environment: "prod" } }),
  jwt("of an owner", { boundClaims: { repository_owner: "acme" } }),
  jwt("for a month", { boundSubject: "a", tokenTtl: 2_592_000 }),
  row("a login of every account", "VLT-02", "vault:kubernetes/authBackendRole", {
    ...{ boundServiceAccountNames: ["*"], boundServiceAccountNamespaces: ["*"], audience: "bao" },
    ...ttl,
  }),
  row("an AppRole without secret", "VLT-02", "vault:appRole/authBackendRole", {
    bindSecretId: false,
    ...ttl,
  }),
  row("a login of an account of AWS", "VLT-02", "vault:aws/authBackendRole", {
    boundAccountIds: ["111122223333"],
    ...ttl,
  }),
  row("a login of any service of Azure", "VLT-02", "vault:azure/authBackendRole", {
    boundServicePrincipalIds: ["*"],
    ...ttl,
  }),
  row("a login of any service of Google", "VLT-02", "vault:gcp/authBackendRole", {
    boundServiceAccounts: ["*"],
    ...ttl,
  }),
  row("a login of anyone by SAML", "VLT-02", "vault:saml/authBackendRole", {
    boundSubjects: ["*"],
    ...ttl,
  }),
  row("certificates of any name", "VLT-02", "vault:pkiSecret/secretBackendRole", {
    allowAnyName: true,
  }),
  row("SSH of any user", "VLT-02", "vault:ssh/secretBackendRole", { allowedUsers: "*" }),
  row("a token of root", "VLT-02", "vault:index/token", { policies: ["root"] }),

  client("any redirect", "KC-01", { validRedirectUris: ["*"] }),
  client("any origin", "KC-01", { webOrigins: ["*"] }),
  client("any redirect after logout", "KC-01", {
    extraConfig: { "post.logout.redirect.uris": "*" },
  }),
  client("passwords", "KC-02", { directAccessGrantsEnabled: true }),
  client("plain PKCE", "KC-03", { standardFlowEnabled: true, pkceCodeChallengeMethod: "plain" }),
  client("PKCE off by extraConfig", "KC-03", {
    standardFlowEnabled: true,
    pkceCodeChallengeMethod: "S256",
    extraConfig: { "pkce.code.challenge.method": "plain" },
  }),
  row("any redirect of SAML", "KC-01", "keycloak:saml/client", {
    validRedirectUris: ["*"],
    fullScopeAllowed: false,
  }),
  row("every role to a client of SAML", "KC-02", "keycloak:saml/client", {}),
  row("a realm of plain HTTP", "KC-01", "keycloak:index/realm", { sslRequired: "none" }),
  row("an account that administers", "KC-02", "keycloak:openid/clientServiceAccountRole", {
    role: "realm-admin",
  }),
  row("a repository without rules", "GR-08", "github:index/repository", { name: "api" }),

  silent("runners for strangers", "github:index/actionsRunnerGroup", {
    allowsPublicRepositories: true,
  }),
  silent("mails of any provider", "keycloak:oidc/identityProvider", { trustEmail: true }),
  silent("everything in a namespace", `${rbac}:Role`, {
    rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
  }),
  silent("an owner in Google's cloud", "vault:gcp/secretRoleset", {
    bindings: [{ roles: ["roles/owner"] }],
  }),
];
