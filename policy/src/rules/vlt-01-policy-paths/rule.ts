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
});

/** Whether a path stands for every mount. */
const isEverything = (to: string) => to === "*" || /^\+(\/|$)/.test(to);

/** Whether a path is in a part of the server, or its wildcard covers that part. */
function reaches(to: string, part: string): boolean {
  const begins = `${to}/`.startsWith(part);
  return begins || (to.endsWith("*") && part.startsWith(to.slice(0, -1)));
}

/**
 * Whether a path belongs to the team that a policy is named after: `team-<team>` or
 * `team-<team>-<rest>`. Of the known teams, it is the one with the longest name that fits.
 */
function isOf(name: string, to: string, teams: readonly string[]): boolean {
  const [, slug = "?"] = /^teams\/([a-z0-9-]+)\//.exec(to) ?? [];
  const fitting = (teams.length === 0 ? [slug] : teams).filter((team) =>
    `${name}-`.startsWith(`team-${team}-`),
  );
  return fitting.includes(slug) && fitting.every((team) => team.length <= slug.length);
}
