import { pathsOf } from "../../kit/policy-text";
import { isListed, listOfNames } from "../../kit/settings";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";

/** Paths of the server itself that anyone with a token needs, as in its own default policy. */
const ordinary = [
  "auth/token/lookup-self",
  "auth/token/renew-self",
  "auth/token/revoke-self",
  "sys/capabilities-self",
  "sys/control-group/request",
  "sys/internal/ui/resultant-acl",
  "sys/leases/lookup",
  "sys/leases/renew",
  "sys/renew",
  "sys/tools/hash",
  "sys/tools/hash/*",
  "sys/tools/random",
  "sys/tools/random/*",
  "sys/wrapping/lookup",
  "sys/wrapping/unwrap",
  "sys/wrapping/wrap",
];

const path = (text: string, ...capabilities: string[]) =>
  `path "${text}" { capabilities = ${JSON.stringify(capabilities)} }\n`;
const policy = (...texts: string[]) => ({ props: { name: "shop", policy: texts.join("") } });
const team = (name: string, ...texts: string[]) => ({ props: { name, policy: texts.join("") } });
const listed = (system: string[]) => ({ name: "ci", settings: { system } });
const among = (...teams: string[]) => ({ settings: { teams } });
const read = path("shop/data/app", "read");

export const VLT01 = rule({
  id: "VLT-01",
  title:
    "A secret server's policy opens no path to everything and leaves the server's own paths alone.",
  severity: "critical",
  types: ["vault:index/policy:Policy"],
  frameworks: ["Vault Production Hardening"],
  onUnknown: "defer",
  enforcement: everywhere,
  settings: { system: listOfNames, teams: listOfNames },
  fix: "Name the mount and the path, give sudo on full paths only, keep a team's policy under teams/<team>/; a policy that configures the server lists its paths under sys/ and auth/ in the setting `system`, each as <logical name>:<path>; where one team's name begins with another's, the setting `teams` has both.",
  link: "https://developer.hashicorp.com/vault/docs/concepts/policies",
  check(resource, ctx) {
    const text = resource.at("policy");
    if (text.unknown) {
      ctx.unknown(text, "a policy that can be read");
      return;
    }
    const rules = typeof text.value === "string" ? pathsOf(text.value) : undefined;
    if (rules === undefined) {
      ctx.violation({ path: text.path, want: "path blocks with literal values, in HCL or JSON" });
      return;
    }
    const teams = ctx.settings.items("teams").map((team) => team.text);
    for (const [index, { path: to, capabilities }] of rules.entries()) {
      if (capabilities.includes("deny")) {
        continue;
      }
      const place = text.key(`path[${index}]`);
      const wide = isEverything(to);
      verdict(ctx, wide, "a path that names its mount", place);
      const sudo = capabilities.includes("sudo") && /\*$|(^|\/)\+(\/|$)/.test(to);
      verdict(ctx, sudo, "sudo on a full path, without wildcards", place);
      const known = ordinary.includes(to);
      const own = known || isListed(ctx.settings, "system", `${resource.name}:${to}`);
      const system = reaches(to, "sys/") || reaches(to, "auth/");
      verdict(ctx, system && !own, "no path under sys/ or auth/ but listed ones", place);
      const name = resource.at("name");
      const strays = name.is((called) => called.startsWith("team-") && !isOf(called, to, teams));
      const others = !known && strays;
      verdict(
        ctx,
        others,
        "a path under teams/<team>/ of the team that it is named after",
        place,
        name,
      );
    }
  },
  good: [
    policy(read),
    policy(),
    policy("# nothing yet\n"),
    policy(path("kv/+/app/*", "read"), path("sysadmin/*", "read"), path("authors/a", "list")),
    policy(path("sys/*", "deny"), path("*", "read", "deny")),
    policy(path("auth/token/lookup-self", "read"), path("sys/tools/hash/*", "update")),
    policy(path("sy", "read"), path("sx*", "read"), path("authx/*", "read")),
    policy(
      path("auth/token/revoke-self", "update"),
      path("sys/capabilities-self", "update"),
      path("sys/control-group/request", "update"),
      path("sys/internal/ui/resultant-acl", "read"),
      path("sys/leases/lookup", "update"),
      path("sys/leases/renew", "update"),
      path("sys/renew", "update"),
      path("sys/tools/hash", "update"),
      path("sys/tools/random", "update"),
      path("sys/tools/random/*", "update"),
      path("sys/wrapping/lookup", "update"),
      path("sys/wrapping/unwrap", "update"),
      path("sys/wrapping/wrap", "update"),
    ),
    policy(path("kv/a+/b", "sudo"), path("kv/a*b", "sudo")),
    policy(path("kv/admin", "sudo", "read")),
    policy(path("kv/data/+a/b", "sudo")),
    policy('path "kv/a" { policy = "read" }'),
    policy('name = "shop"\n', read),
    policy('path "kv/\\"a" { Note = "all" }'),
    policy('"path" "kv/a" { "capabilities" = ["read",], }'),
    policy(
      '/* all */ path "kv/a" { // one\n capabilities = ["read"]\n min_wrapping_ttl = 60\n allowed_parameters = { "a" = [1.25, true, false] "*" = [] } }',
    ),
    policy('path "kv/a" { control_group = { factor "ops" { identity { approvals = 2 } } } }'),
    policy('{"path": {"kv/a": {"capabilities": ["read"]}}}'),
    policy('path "kv/data/{{identity.entity.id}}/*" { capabilities = ["read"] }'),
    team("team-payments-owner", path("teams/payments/data/dev/*", "read")),
    team("team-payments", path("teams/payments/data/dev/*", "read")),
    team("team-payments-owner", path("/teams/payments/metadata/", "list")),
    team("team-payments-owner", path("auth/token/renew-self", "update")),
    team("team-payments-eu-owner", path("teams/payments/data/dev/*", "read")),
    {
      ...team("team-payments-eu-owner", path("teams/payments-eu/data/a", "read")),
      ...among("payments-eu", "payments"),
    },
    { ...team("team-payments-eu", path("teams/payments-eu/a", "read")), ...among("payments-eu") },
    {
      ...team("team-payments-europe", path("teams/payments/a", "read")),
      ...among("payments-eu", "payments"),
    },
    { ...policy(path("sys/mounts/kv", "read")), ...listed(["ci:sys/mounts/kv"]) },
    {
      ...policy(path("auth/*", "read"), path("sys/auth", "list")),
      ...listed(["ci:auth*", "ci:sys/*"]),
    },
  ],
  bad: [
    policy(path("*", "read")),
    policy(path("+/*", "list")),
    policy(path("+/data/app", "read")),
    policy(path("/*", "read")),
    { ...policy(path("*", "read")), ...listed(["ci:*"]) },
    { ...policy(path("+/*", "read")), ...listed(["ci:*"]) },
    { ...policy(path("+", "list")), ...listed(["ci:*"]) },
    policy(read, path("kv/*", "read", "sudo")),
    policy(path("kv/+/app", "sudo")),
    policy(path("kv/+", "sudo")),
    policy('path "kv/*" { policy = "sudo" }'),
    policy(path("sys/mounts", "read")),
    policy(path("sys", "read")),
    policy(path("/sys/mounts/kv", "update")),
    policy(path("sys*", "read")),
    policy(path("s*", "read")),
    policy(path("auth/github/role/ci", "update")),
    policy(path("au*", "read")),
    policy(path("sys/tools/*", "update")),
    policy(path("sys/+/kv", "read")),
    { ...policy(path("sys/mounts/kv", "read")), ...listed(["other:sys/mounts/kv"]) },
    { ...policy(path("sys/mounts/kv2", "read")), ...listed(["ci:sys/mounts/kv"]) },
    { ...policy(path("auth/*", "read", "sudo")), ...listed(["ci:auth/*"]) },
    team("team-payments-owner", path("teams/shop/data/*", "read")),
    team("team-payments-owner", path("teams/+/data/*", "read")),
    team("team-payments-owner", path("teams/*", "read")),
    team("team-payments-owner", path("teams/pay*", "read")),
    team("team-payments-owner", path("teams/pay/data/a", "read")),
    team("team-payments-owner", path("xteams/payments/a", "read")),
    team("team-payments-owner", path("kv/data/app", "read")),
    {
      ...team("team-payments-eu-owner", path("teams/payments/data/a", "read")),
      ...among("payments", "payments-eu", "pay"),
    },
    {
      ...team("team-payments-owner", path("teams/payments-eu/data/a", "read")),
      ...among("payments", "payments-eu"),
    },
    { ...team("team-payments-owner", path("teams/payments/data/a", "read")), ...among("shop") },
    { props: {} },
    policy('/* a */ path "*" { capabilities = ["read"] } /* b */'),
    policy("anything"),
    policy("path"),
    policy('path "kv/a"'),
    policy('path "kv/a" {'),
    policy('path "kv/a" { capabilities = ["read"] } }'),
    policy('path "kv/a" { capabilities = ["read" "list"] }'),
    policy('path "kv/a" { capabilities = [read] }'),
    policy('path "kv/a" { capabilities = "read" }'),
    policy('path "kv/a" { capabilities = [1] }'),
    policy('path "kv/a" { policy = 1 }'),
    policy('path "kv/a" { capabilities = }'),
    policy('path "kv/a" { capabilities = ["read"]\n capabilities = ["list"] }'),
    policy('path "kv/a" "b" { }'),
    policy("path { }"),
    policy('path "" { }'),
    policy('name "shop" { }'),
    policy('path "kv/a" { comment = all }'),
    policy('{"path": null}'),
    policy('{"path": {"kv/a": null}}'),
    policy('paths "kv/a" { }'),
    policy('path = "kv/a"'),
    policy('path "kv/${a}" { }'),
    policy('path "kv/a\n" { }'),
    policy("path 1 { }"),
    policy('path "kv/a" { min_wrapping_ttl = 60s }'),
    policy('path "kv/a" { capabilities = <<E\nread\nE\n }'),
    policy('path "kv/a" { ] }'),
    policy('{"path": {"*": {"capabilities": ["read"]}}}'),
    policy('{"path": {"kv/a": ["read"]}}'),
    policy('{"path": ["kv/a"]}'),
    policy('{"path": '),
    policy("{}"),
    { ...policy(path("*", "read")), tier: "sandbox" },
  ],
});

/** Whether a path stands for every mount. */
const isEverything = (to: string) => to === "*" || /^\+(\/|$)/.test(to);

/** Whether a path is in a part of the server, or stands for it among others. */
function reaches(to: string, part: string): boolean {
  const begins = `${to}/`.startsWith(part);
  return begins || (to.endsWith("*") && part.startsWith(to.slice(0, -1)));
}

/**
 * Whether a path is of the team that a policy is named after: `team-<team>` or `team-<team>-<rest>`.
 * Of the teams that are known, it is the one with the longest name that fits.
 */
function isOf(name: string, to: string, teams: readonly string[]): boolean {
  const [, slug = "?"] = /^teams\/([a-z0-9-]+)\//.exec(to) ?? [];
  const fitting = (teams.length === 0 ? [slug] : teams).filter((team) =>
    `${name}-`.startsWith(`team-${team}-`),
  );
  return fitting.includes(slug) && fitting.every((team) => team.length <= slug.length);
}
