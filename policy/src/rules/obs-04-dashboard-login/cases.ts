import type { Example } from "../example";

const chartOf4 = "kubernetes:helm.sh/v4:Chart";
const login = { "auth.generic_oauth": { enabled: true }, "auth.basic": { enabled: false } };
const by = (section: string) => ({
  [section]: { enabled: true },
  "auth.basic": { enabled: false },
});
const only = (section: string, bound: object) => ({
  [section]: { enabled: true, ...bound },
  "auth.basic": { enabled: false },
});
const grafana = (ini: object, more: object = {}) => ({
  props: { chart: "grafana", values: { "grafana.ini": ini, ...more } },
});
const bundle = (ini: object, more: object = {}) => ({
  props: {
    chart: "kube-prometheus-stack",
    values: { grafana: { "grafana.ini": ini, ...more }, prometheus: {} },
  },
});
const azure = (tenant: string, bound: object = {}) =>
  only("auth.azuread", {
    auth_url: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`,
    ...bound,
  });
const google = (bound: object) =>
  only("auth.generic_oauth", { auth_url: "https://accounts.google.com/o/oauth2/auth", ...bound });
const jwt = (settings: object) => ({ ...login, "auth.jwt": { enabled: true, ...settings } });
const tenant = "6f1c8a30-2d54-4f0e-9a57-0b6a2c1d7e11";
const files = { valueYamlFiles: ["values.yaml"] };
const chart = (name: string, values?: object) => ({ props: { chart: name, values } });
const security = (settings: object) => ({ ...login, security: settings });
const anonymous = (enabled: unknown) => ({ ...login, "auth.anonymous": { enabled } });

export const good: readonly Example[] = [
  grafana(login),
  grafana(by("auth.azuread")),
  grafana(only("auth.google", { allowed_domains: "acme.example" })),
  grafana(only("auth.google", { hosted_domain: "acme.example" })),
  grafana(only("auth.gitlab", { allowed_groups: "acme" })),
  grafana(only("auth.github", { allowed_organizations: "acme" })),
  grafana(by("auth.saml")),
  grafana(only("auth.grafana_com", { allowed_organizations: "acme" })),
  grafana({ ...login, "auth.grafana_com": { enabled: false } }),
  grafana(azure(tenant)),
  grafana(azure("common", { allowed_organizations: tenant })),
  grafana(azure("organizations", { allowed_groups: tenant })),
  grafana({ ...login, "auth.azuread": { enabled: false, auth_url: "https://x/common/y" } }),
  grafana(google({ allowed_domains: "acme.example" })),
  grafana(google({ allowed_groups: "acme" })),
  grafana(google({ allowed_organizations: "acme" })),
  grafana(google({ team_ids: "7" })),
  grafana(
    only("auth.generic_oauth", {
      auth_url: "https://login.acme.example/authorize?idp=https://github.com/",
    }),
  ),
  grafana(only("auth.generic_oauth", { auth_url: "https://login.acme.example/authorize" })),
  grafana(only("auth.generic_oauth", { auth_url: "https://login.acme.example/google.com" })),
  grafana(only("auth.generic_oauth", { auth_url: "https://gitlab.common.example/commons/a" })),
  grafana(jwt({ expect_claims: '{"iss": "https://login.acme.example"}' })),
  grafana(jwt({ enabled: false })),
  { props: { chart: "loki", ...files } },
  { props: { ...bundle({}, { enabled: false }).props, ...files } },
  { props: { ...grafana(login).props, valueYamlFiles: [] } },
  grafana(by("auth.ldap")),
  grafana({ ...login, "auth.proxy": { enabled: false } }),
  grafana(by("auth.okta")),
  grafana({ "auth.okta": { enabled: "true" }, "auth.basic": { enabled: "false" } }),
  grafana(anonymous(false)),
  grafana(anonymous("false")),
  grafana(anonymous(true), { env: { GF_AUTH_ANONYMOUS_ENABLED: "false" } }),
  grafana({}, { env: { GF_AUTH_GENERIC_OAUTH_ENABLED: "true", GF_AUTH_BASIC_ENABLED: "false" } }),
  grafana(security({ admin_password: "$__file{/etc/secrets/admin}" })),
  grafana(security({ admin_password: "${ADMIN_PASSWORD}" })),
  bundle(login, { admin: { existingSecret: "grafana-admin" } }),
  bundle(security({ disable_initial_admin_creation: true }), { enabled: true }),
  bundle({}, { enabled: false }),
  chart("loki"),
  chart("grafana-agent"),
  chart("https://charts.example.com/kube-prometheus-stack-67.8.0.tgz", {
    grafana: { enabled: "false" },
  }),
  { type: chartOf4, ...chart("oci://r.example.com/grafana:8.1.0", { "grafana.ini": login }) },
];

export const bad: readonly Example[] = [
  chart("grafana"),
  { ...chart("grafana", {}), says: "values.grafana.ini: want a company login" },
  chart("grafana/grafana"),
  chart("./charts/grafana//"),
  chart("https://charts.example.com/grafana-8.1.0.tgz"),
  chart("grafana-v10.1.0-rc.1.tgz"),
  chart("oci://r.example.com:443/grafana@sha256:0a1b"),
  chart("kube-prometheus-stack"),
  grafana({ "auth.basic": { enabled: false } }),
  grafana(by("auth.github")),
  grafana(by("auth.google")),
  grafana(by("auth.gitlab")),
  grafana(by("auth.grafana_com")),
  grafana({ ...login, "auth.grafana_com": { enabled: "true" } }),
  { props: { ...grafana(login).props, ...files }, says: "valueYamlFiles" },
  { props: { ...bundle(login, { admin: { existingSecret: "a" } }).props, ...files } },
  { ...grafana(azure("common")), says: "auth_url" },
  grafana(azure("organizations")),
  grafana(azure("Consumers")),
  grafana(only("auth.azuread", { auth_url: " https://login.microsoftonline.com/common " })),
  grafana(only("auth.generic_oauth", { auth_url: " http://github.com " })),
  grafana(azure("common", { allowed_organizations: " ", allowed_domains: "acme.example" })),
  grafana(azure(tenant, { token_url: "https://login.microsoftonline.com/common/token" })),
  grafana(google({})),
  grafana(google({ allowed_domains: "" })),
  grafana(only("auth.generic_oauth", { auth_url: "https://github.com/login/oauth/authorize" })),
  grafana(only("auth.generic_oauth", { api_url: "https://www.googleapis.com/oauth2/v1/userinfo" })),
  grafana(login, { env: { GF_AUTH_GENERIC_OAUTH_AUTH_URL: "https://gitlab.com/oauth/authorize" } }),
  { ...grafana(jwt({})), says: "expect_claims" },
  grafana(jwt({ jwk_set_url: "https://login.acme.example/jwks" })),
  grafana(jwt({ expect_claims: '{"aud": "grafana"}' })),
  grafana(jwt({ expect_claims: '{"iss": ""}' })),
  grafana(jwt({ expect_claims: '{"iss": " "}' })),
  grafana(jwt({ expect_claims: "null" })),
  grafana(jwt({ expect_claims: '{"iss": "https://login.acme.example", "iss": ""}' })),
  grafana(only("auth.google", { allowed_domains: " " })),
  grafana({ ...login, "auth.google": { enabled: "true" } }),
  grafana({ ...login, "auth.proxy": { enabled: true } }),
  grafana(login, { env: { GF_AUTH_PROXY_ENABLED: "true" } }),
  grafana({ ...login, "auth.generic_oauth": { enabled: false } }),
  grafana({ ...login, "auth.generic_oauth": { enabled: "false" } }),
  grafana({ "auth.generic_oauth": { enabled: true } }),
  grafana({ ...login, "auth.basic": { enabled: true } }),
  grafana({ ...login, "auth.basic": { enabled: "yes" } }),
  grafana(anonymous(true)),
  grafana(anonymous("true")),
  grafana(anonymous("yes")),
  grafana(anonymous(false), { env: { GF_AUTH_ANONYMOUS_ENABLED: "true" } }),
  grafana(login, { adminPassword: "Tulip-7" }),
  grafana(login, { env: { GF_SECURITY_ADMIN_PASSWORD: "Tulip-7" } }),
  grafana(security({ admin_password: "Tulip-7" })),
  grafana(security({ admin_password: "x$__file{y}" })),
  grafana(security({ admin_password: "$__{y}" })),
  bundle({}, { admin: { existingSecret: "grafana-admin" } }),
  bundle(login),
  bundle(login, { enabled: true, admin: { existingSecret: "" } }),
  bundle(security({ disable_initial_admin_creation: false })),
  bundle(login, { adminPassword: "Tulip-7", admin: { existingSecret: "grafana-admin" } }),
  { type: chartOf4, ...grafana({}) },
];
