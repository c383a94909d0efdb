import type { Context } from "../../kit/context";
import { refuse } from "../../kit/demands";
import type { Judged } from "../../kit/judged";
import { anyOf, type Node, not, type Truth } from "../../kit/node";
import { everywhere, rule } from "../rule";

/** Sections of Grafana's configuration that log people in by OpenID Connect. */
const providers = ["auth.generic_oauth", "auth.azuread", "auth.google", "auth.okta"];

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
  // If omitted, it is on.
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

/** Name of a chart from its name, folder, address or archive. */
function chartName(chart: string): string {
  const last = chart.replace(/\/+$/, "").replace(/.*\//, "");
  return last.replace(/-v?\d.*\.tgz/, "").replace(/[:@].*/, "");
}
