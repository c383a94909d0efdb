import type { Context } from "../../kit/context";
import { refuse } from "../../kit/demands";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, some } from "../../kit/node";
import { everywhere, rule } from "../rule";
import { judgeServers } from "./servers";
import { isOff, isOn, setting } from "./settings";

/**
 * Sections of Grafana's configuration that log people in, with the settings that keep out everyone
 * but a company's people; none where the server that it asks is the company's own.
 */
const providers: Readonly<Record<string, readonly string[]>> = {
  "auth.generic_oauth": [],
  "auth.azuread": [],
  "auth.okta": [],
  "auth.saml": [],
  "auth.ldap": [],
  "auth.google": ["allowed_domains", "hosted_domain"],
  "auth.gitlab": ["allowed_groups"],
  "auth.github": ["allowed_organizations", "team_ids"],
  "auth.grafana_com": ["allowed_organizations"],
};

export const OBS04 = rule({
  id: "OBS-04",
  title: "Grafana lets people in by their company login only.",
  severity: "high",
  types: ["kubernetes:helm.sh/v3:Release", "kubernetes:helm.sh/v4:Chart"],
  frameworks: ["Grafana Configure security"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "In grafana.ini turn auth.generic_oauth on and auth.basic and auth.proxy off, bound auth.google, auth.gitlab, auth.github and auth.grafana_com by the domain, group or organisation, name the tenant in the addresses of Azure, and give auth.jwt the issuer in expect_claims, and give no password in values: name a secret in admin.existingSecret, or set security.disable_initial_admin_creation.",
  link: "https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/",
  check(resource, ctx) {
    const values = grafanaValues(resource, ctx);
    if (values) {
      const files = resource.at("valueYamlFiles");
      const isHidden = files.unknown ? "unknown" : files.items().length > 0;
      refuse(
        isHidden,
        [files],
        ctx,
        "values in `values` alone, since nobody judges those in files",
      );
      judgeLogin(values, ctx);
      judgeServers(values, ctx);
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
  const sections = Object.entries(providers);
  const logins = sections.map(([section]) => setting(values, section, "enabled"));
  for (const [section, keys] of sections) {
    const enabled = setting(values, section, "enabled");
    const bounds = keys.map((key) => setting(values, section, key));
    const isBound = keys.length === 0 || some(bounds, (text) => text.trim() !== "");
    const wantBound = `${keys.join(" or ")} of the company`;
    const [bound = enabled] = bounds;
    refuse(allOf([isOn(enabled), not(isBound)]), [bound, ...bounds, enabled], ctx, wantBound);
  }
  // Whoever reaches Grafana without the proxy writes a header and is anyone.
  const proxy = setting(values, "auth.proxy", "enabled");
  refuse(!proxy.absent && not(isOff(proxy)), [proxy], ctx, "false");
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

const bundles = (chart: Node) => chartName(chart.text) === "kube-prometheus-stack";

/** Name of a chart from its name, folder, address or archive. */
function chartName(chart: string): string {
  const last = chart.replace(/\/+$/, "").replace(/.*\//, "");
  return last.replace(/-v?\d.*\.tgz/, "").replace(/[:@].*/, "");
}
