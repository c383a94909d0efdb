import type { Context } from "../../kit/context";
import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, type Truth } from "../../kit/node";
import { ownerOf } from "../../kit/ownership";
import { pathsOf } from "../../kit/policy-text";
import { namesAny, targets } from "../../kit/references";
import { type Account, accountKinds, accountOf, isMade } from "../../kit/service-accounts";
import { verdict } from "../../kit/verdict";
import { everywhere, graphRule } from "../rule";

const jwt = "vault:jwt/authBackendRole:AuthBackendRole";
const kubernetes = "vault:kubernetes/authBackendRole:AuthBackendRole";
const policy = "vault:index/policy:Policy";
const mount = "vault:index/mount:Mount";
const namespace = "kubernetes:core/v1:Namespace";

export const GR12 = graphRule({
  id: "GR-12",
  title:
    "A login to the secret server leads from existing service accounts to existing policies, all of one team.",
  severity: "critical",
  scope: "estate",
  types: [jwt, kubernetes, policy, mount, namespace, ...accountKinds],
  frameworks: ["Vault Production Hardening", "CIS-EKS-1.4 4.1.5"],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Refer to policies and namespaces by outputs of their resources, and limit a team's policies to teams/<team>/ and to its own namespaces.",
  link: "https://developer.hashicorp.com/vault/docs/auth/jwt",
  check(index, report) {
    for (const role of index.ofType(jwt, kubernetes)) {
      const ctx = report(role);
      judgePolicies(index, role, ctx);
      for (const { place, accounts } of accountsOf(role)) {
        judgeAccounts(index, role, { place, accounts }, ctx);
      }
    }
    for (const judged of index.ofType(policy)) {
      judgePaths(index, judged, report(judged));
    }
  },
});

/** A policy of another stack looks like a policy that does not exist. */
function judgePolicies(index: Index, role: Judged, ctx: Context): void {
  const policies = targets(index.ofType(policy), "name");
  const builtIn = (name: string) => name === "default";
  for (const given of policies.length === 0 ? [] : role.items("tokenPolicies")) {
    const found = anyOf([given.is(builtIn), namesAny(index, role, given, policies)]);
    const names = policies.map(({ name }) => name);
    verdict(ctx, not(found), "a policy that is made here", given, ...names);
  }
}

interface Bound {
  readonly place: Node;
  /** Undefined if it is not known yet. */
  readonly accounts: readonly Account[];
}

/** The service accounts that may log in to a role. */
function accountsOf(role: Judged): Bound[] {
  if (role.type === jwt) {
    const subjects = [role.at("boundSubject"), role.at("boundClaims").key("sub")];
    return subjects.map((place) => ({
      place,
      accounts: place.text.split(",").flatMap((subject) => accountOf(subject) ?? []),
    }));
  }
  const [spaces, names] = [
    role.items("boundServiceAccountNamespaces"),
    role.items("boundServiceAccountNames"),
  ];
  return spaces.flatMap((space) =>
    names.map((name) => ({
      place: name.unknown ? name : space,
      accounts: name.unknown || space.unknown ? [] : [{ namespace: space.text, name: name.text }],
    })),
  );
}

function judgeAccounts(index: Index, role: Judged, { place, accounts }: Bound, ctx: Context): void {
  const wantMade = "service accounts that are made here";
  if (place.unknown) {
    ctx.unknown(place, wantMade);
  }
  const makers = index.ofType(...accountKinds);
  for (const account of accounts) {
    verdict(ctx, not(isMade(index, account)), wantMade, place, ...makers);
    for (const given of role.items("tokenPolicies")) {
      const { wrong, others } = leadsElsewhere(index, account, given);
      verdict(ctx, wrong, "policies of the team that the namespace is of", given, ...others);
    }
  }
}

/** Whether a namespace is one team's and a policy another's, by its name: `team-<team>-<rest>`. */
function leadsElsewhere(
  index: Index,
  account: Account,
  given: Node,
): { wrong: Truth; others: Node[] } {
  const spaces = index.ofType(namespace).map((space) => ({
    name: space.at("metadata.name"),
    owner: ownerOf(space),
  }));
  const wrong = spaces.map(({ name, owner }) =>
    allOf([
      name.is((text) => text === account.namespace),
      given.is((text) => text.startsWith("team-")),
      owner.unknown ? "unknown" : given.is((text) => !isOf(text, owner.text)),
    ]),
  );
  return { wrong: anyOf(wrong), others: spaces.flatMap(({ name, owner }) => [name, owner]) };
}

const isOf = (called: string, team: string) => `${called}-`.startsWith(`team-${team}-`);

/**
 * If there are teams `pay` and `pay-roll`, a policy belongs to the one with the longest name that
 * fits; a policy alone does not show that.
 */
function judgePaths(index: Index, judged: Judged, ctx: Context): void {
  const mounts = index.ofType(mount).map((made) => made.at("path"));
  const [name, text] = [judged.at("name"), judged.at("policy")];
  const unread = [name, text, ...mounts].find(({ unknown }) => unknown);
  const want = "paths of the team that it is named after";
  const isTeams = name.is((called) => called.startsWith("team-"));
  if (unread) {
    verdict(ctx, isTeams && mounts.length > 0 && "unknown", want, unread);
    return;
  }
  const [team] = mounts
    .flatMap((path) => /^teams\/([^/]+)\/?$/.exec(path.text)?.[1] ?? [])
    .filter((slug) => isOf(name.text, slug))
    .sort((a, b) => b.length - a.length);
  const strays = (pathsOf(text.text) ?? []).some(
    ({ path, capabilities }) =>
      path.startsWith("teams/") &&
      !path.startsWith(`teams/${team ?? ""}/`) &&
      !capabilities.includes("deny"),
  );
  verdict(ctx, team !== undefined && strays, want, text);
}
