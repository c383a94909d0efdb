import type { Context } from "../../kit/context";
import { refuse } from "../../kit/demands";
import type { Judged } from "../../kit/judged";
import { anyOf, type Node, not, type Truth } from "../../kit/node";
import { everywhere, rule } from "../rule";

/** Sections of Grafana's configuration that log people in by OpenID Connect. */
const providers = ["auth.generic_oauth", "auth.azuread", "auth.google", "auth.okta"];

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

export const OBS04 = rule({
  id: "OBS-04",
  title: "Grafana lets people in by their company login only.",
  severity: "high",
  types: ["kubernetes:helm.sh/v3:Release", "kubernetes:helm.sh/v4:Chart"],
  frameworks: ["Grafana Configure security"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "In grafana.ini turn auth.generic_oauth on and auth.basic off, and give no password in values: name a secret in admin.existingSecret, or set security.disable_initial_admin_creation.",
  link: "https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/",
  check(resource, ctx) {
    const values = grafanaValues(resource, ctx);
    if (values) {
      judgeLogin(values, ctx);
      judgePassword(values, ctx, resource);
    }
  },
  good: [
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
  ],
  bad: [
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
  ],
});

/** The values of Grafana; undefined if the chart has none. */
function grafanaValues(resource: Judged, ctx: Context): Node | undefined {
  const chart = resource.at("chart");
  if (chart.unknown) {
    ctx.unknown(chart, "a chart that a preview knows");
    return undefined;
  }
  const values = resource.at("values");
  if (chartName(chart.text) === "grafana") {
    return values;
  }
  if (!bundles(chart)) {
    return undefined;
  }
  const isOn = values.known("grafana.enabled", true);
  if (!isOn.known) {
    ctx.unknown(values.at("grafana.enabled"), "a value that a preview knows");
  }
  return isOn.known && isOn.value ? values.key("grafana") : undefined;
}

function judgeLogin(values: Node, ctx: Context): void {
  const logins = providers.map((section) => setting(values, section, "enabled"));
  const wantLogin = "a company login, such as auth.generic_oauth enabled";
  refuse(not(anyOf(logins.map(isOn))), [values.key("grafana.ini"), ...logins], ctx, wantLogin);
  const anonymous = setting(values, "auth.anonymous", "enabled");
  refuse(!anonymous.absent && not(isOff(anonymous)), [anonymous], ctx, "false");
  const basic = setting(values, "auth.basic", "enabled");
  // Left out, it is on.
  refuse(not(isOff(basic)), [basic], ctx, "false");
}

function judgePassword(values: Node, ctx: Context, resource: Judged): void {
  for (const password of [
    values.key("adminPassword"),
    setting(values, "security", "admin_password"),
  ]) {
    const isElsewhere = password.is((text) => /^\$(__[a-z]+)?\{/.test(text));
    refuse(!password.absent && not(isElsewhere), [password], ctx, "no password, but a secret");
  }
  // The bundle's own default is a password that everyone knows; Grafana's chart makes one up.
  if (bundles(resource.at("chart"))) {
    const secret = values.at("admin.existingSecret");
    const none = setting(values, "security", "disable_initial_admin_creation");
    const isKept = anyOf([secret.is((name) => name !== ""), isOn(none)]);
    refuse(not(isKept), [secret, none], ctx, "the name of a secret with the password");
  }
}

/** A setting: Grafana prefers the environment to its file. */
function setting(values: Node, section: string, key: string): Node {
  const variable = `GF_${section}_${key}`.toUpperCase().replaceAll(".", "_");
  const inEnvironment = values.key("env").key(variable);
  return inEnvironment.absent ? values.key("grafana.ini").key(section).key(key) : inEnvironment;
}

const isOn = (node: Node): Truth => hasFlag(node, true);
const isOff = (node: Node): Truth => hasFlag(node, false);

function hasFlag({ unknown, value }: Node, flag: boolean): Truth {
  return unknown ? "unknown" : value === flag || value === String(flag);
}

const bundles = (chart: Node) => chartName(chart.text) === "kube-prometheus-stack";

/** Name of a chart that is given by name, folder, address or archive. */
function chartName(chart: string): string {
  const last = chart.replace(/\/+$/, "").replace(/.*\//, "");
  return last.replace(/-v?\d.*\.tgz/, "").replace(/[:@].*/, "");
}
