import { pathsOf } from "../../kit/policy-text";
import { isListed } from "../../kit/listed";
import { identifying, widening } from "../../kit/settings";
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

/** Parts of the server itself: how it works, and how people come in. */
const parts = ["sys/", "auth/"];
/** The part with everyone's entities and groups: whoever writes there takes any policy. */
const identities = "identity/";

const wants = {
  template: "a mount by its name, no template",
  system: "no path under sys/ or auth/, and no right to write under identity/, but listed ones",
  kind: "a path of secrets, or the kind of resource that the provider has for it",
  team: "a path under teams/<team>/ of the team that it is named after",
};

/** Writes anything anywhere, past the rules for policies and logins. */
export const endpoint = "vault:generic/endpoint:Endpoint";

export const VLT01 = rule({
  id: "VLT-01",
  title:
    "A secret server's policy opens no path to everything and leaves the server's own paths alone.",
  severity: "critical",
  types: ["vault:index/policy:Policy", endpoint],
  frameworks: ["Vault Production Hardening"],
  onUnknown: "defer",
  enforcement: everywhere,
  settings: { system: widening, teams: identifying },
  fix: "Name the mount and the path, give sudo on full paths only, keep a team's policy under teams/<team>/; a policy that configures the server lists its paths under sys/, auth/ and identity/, in namespaces too, in the setting `system`, each as <logical name>:<path>; where one team's name begins with another's, the setting `teams` has both.",
  link: "https://developer.hashicorp.com/vault/docs/concepts/policies",
  check(resource, ctx) {
    if (resource.type === endpoint) {
      const to = resource.at("path");
      const listed = (path: string) => isListed(ctx.settings, "system", `${resource.name}:${path}`);
      verdict(
        ctx,
        to.is((path) => isServers(path) && !listed(path)),
        wants.kind,
        to,
      );
      return;
    }
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
      verdict(ctx, isAnyMount(to), wants.template, place);
      const sudo = capabilities.includes("sudo") && /\*$|(^|\/)\+(\/|$)/.test(to);
      verdict(ctx, sudo, "sudo on a full path, without wildcards", place);
      const known = ordinary.includes(to);
      const own = known || isListed(ctx.settings, "system", `${resource.name}:${to}`);
      const wide = isEverything(to) || (!own && isBegun(to));
      verdict(ctx, wide, "a path that names its mount", place);
      const reads = capabilities.every((word) => ["read", "list"].includes(word));
      const system = parts.some((part) => reaches(to, part)) || (!reads && reaches(to, identities));
      verdict(ctx, system && !own, wants.system, place);
      const name = resource.at("name");
      const strays = name.is((called) =>
        called.startsWith("team-") ? !isOf(called, to, teams) : !own && spansTeams(to),
      );
      const others = !known && strays;
      verdict(ctx, others, wants.team, place, name);
    }
  },
});

/** Whether a path stands for every mount. */
const isEverything = (to: string) => to === "*" || /^\+(\/|$)/.test(to);

/** Whether a path only begins the name of its mount. */
const isBegun = (to: string) => /^[^/]+\*$/.test(to);

/** Whether a path is in a part of the server, or its wildcard covers that part. */
function reaches(to: string, part: string): boolean {
  const begins = `${to}/`.startsWith(part);
  const covers = to.endsWith("*") && part.startsWith(to.slice(0, -1));
  return begins || covers || inNamespace(to, part);
}

/** Whether a path is in the same part of a namespace; behind `data` and the like there are only names of secrets. */
function inNamespace(to: string, part: string): boolean {
  const segments = to.split("/");
  const isPart = (segment: string, index: number) =>
    segment === part.slice(0, -1) ||
    (segment === "+" && part === "sys/" && systems.has(segments[index + 1] ?? ""));
  const at = segments.findIndex((segment, index) => index > 0 && isPart(segment, index));
  return at > 0 && at < segments.length - 1 && !segments.slice(0, at).some(isOfSecrets);
}

/** What lies under sys/ and hardly elsewhere, so that `+` before it stands for sys. */
const systems = new Set([
  ...["audit", "generate-root", "mounts", "namespaces", "plugins", "policies", "policy", "raw"],
  ...["rekey", "remount", "rotate", "seal", "step-down", "unseal"],
]);

const isOfSecrets = (segment: string) =>
  ["data", "metadata", "delete", "undelete", "destroy", "subkeys"].includes(segment);

const isServers = (path: string): boolean => {
  const to = path.replace(/^\/+/, "");
  return [...parts, identities].some((part) => reaches(to, part));
};

/** Whether the name of a mount is a template. */
const isAnyMount = (to: string) => /^[^/]*\{\{/.test(to);

/** Whether a wildcard of a path covers more than one team's part. */
function spansTeams(to: string): boolean {
  const [first = "", second = ""] = to.split("/");
  const inTeams =
    first === "teams" || (first.endsWith("*") && "teams/".startsWith(first.slice(0, -1)));
  return inTeams && (first !== "teams" || second === "" || /[*+]|\{\{/.test(second));
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
