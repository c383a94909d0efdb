import type { Example } from "../example";

const chartOf4 = "kubernetes:helm.sh/v4:Chart";
const login = { "auth.generic_oauth": { enabled: true }, "auth.basic": { enabled: false } };
const by = (section: string) => ({
  [section]: { enabled: true },
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
const chart = (name: string, values?: object) => ({ props: { chart: name, values } });
const security = (settings: object) => ({ ...login, security: settings });
const anonymous = (enabled: unknown) => ({ ...login, "auth.anonymous": { enabled } });

export const good: readonly Example[] = [
  grafana(login),
  grafana(by("auth.azuread")),
  grafana(by("auth.google")),
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
