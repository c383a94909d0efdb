import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, some, type Truth, whether } from "../../kit/node";
import { names } from "../../kit/references";
import { verdict } from "../../kit/verdict";
import { everywhere, graphRule } from "../rule";

const repository = "github:index/repository:Repository";
const ruleset = "github:index/repositoryRuleset:RepositoryRuleset";

export const GR08 = graphRule({
  id: "GR-08",
  title:
    "Every commit on a repository's main branch was reviewed, checked and signed, without exception.",
  severity: "high",
  scope: "stack",
  types: [repository, ruleset],
  frameworks: [
    "CIS-GitHub-1.2 1.1.3",
    "CIS-GitHub-1.2 1.1.4",
    "CIS-GitHub-1.2 1.1.7",
    "CIS-GitHub-1.2 1.1.9",
    "CIS-GitHub-1.2 1.1.12",
    "CIS-GitHub-1.2 1.1.14",
    "CIS-GitHub-1.2 1.1.16",
    "CIS-GitHub-1.2 1.1.17",
  ],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Give the repository a ruleset that is active for the default branch and requires this, and list only teams and apps in bypassActors.",
  link: "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets",
  check(index, report) {
    for (const judged of index.ofType(repository)) {
      const ctx = report(judged);
      const isArchived = whether(judged.known("archived", false), (on) => on);
      const found = rulesetsOf(index, judged);
      const places = found.map(({ resource }) => resource);
      for (const [want, isMet] of demands(ctx.tier === "prod" ? 2 : 1)) {
        const met = anyOf(found.map(({ holds, rules }) => allOf([holds, isMet(rules)])));
        const wrong = allOf([not(isArchived), not(met)]);
        verdict(ctx, wrong, want, judged.at("name"), judged.at("archived"), ...places);
      }
    }
  },
});

interface Found {
  readonly resource: Judged;
  /** Whether it is the repository's, in force for the default branch, and for administrators, too. */
  readonly holds: Truth;
  readonly rules: Node;
}

/** GitHub takes all rulesets of a branch together, the strictest of each rule. */
function rulesetsOf(index: Index, judged: Judged): Found[] {
  const target = { resource: judged, name: judged.at("name") };
  return index
    .ofType(ruleset)
    .map((resource) => ({
      resource,
      holds: allOf([
        names(index, resource, resource.at("repository"), target),
        resource.at("enforcement").is((state) => state === "active"),
        resource.at("target").is((kind) => kind === "branch"),
        holdsForMain(resource.at("conditions.refName")),
        not(some(actorsOf(resource), (kind) => roles.includes(kind))),
      ]),
      rules: resource.at("rules"),
    }))
    .filter(({ holds }) => holds !== false);
}

const actorsOf = (resource: Judged) =>
  resource.items("bypassActors").map((actor) => actor.at("actorType"));

/** Actors that administrators are among. */
const roles = ["RepositoryRole", "OrganizationAdmin", "EnterpriseOwner"];

function holdsForMain(refs: Node): Truth {
  const excludes = refs.at("excludes");
  return allOf([
    some(refs.items("includes"), (ref) => ref === "~DEFAULT_BRANCH" || ref === "~ALL"),
    excludes.unknown ? "unknown" : excludes.items().length === 0,
  ]);
}

/** Requirements of rulesets, in the order of their findings. */
function demands(approvals: number): [string, (rules: Node) => Truth][] {
  const review = "pullRequest";
  const on = (path: string) => (rules: Node) => whether(rules.known(path, false), (is) => is);
  return [
    [
      `a ruleset that asks for ${approvals} approvals`,
      (rules) =>
        whether(rules.known(`${review}.requiredApprovingReviewCount`, 0), (n) => n >= approvals),
    ],
    [
      "a ruleset that dismisses reviews of older commits",
      on(`${review}.dismissStaleReviewsOnPush`),
    ],
    ["a ruleset that asks for a code owner's review", on(`${review}.requireCodeOwnerReview`)],
    [
      "a ruleset that asks for status checks",
      (rules) =>
        some(
          rules.items("requiredStatusChecks.requiredChecks").map(contextOf),
          (text) => text !== "",
        ),
    ],
    ["a ruleset that asks for signed commits", on("requiredSignatures")],
    ["a ruleset that refuses force pushes", on("nonFastForward")],
    ["a ruleset that refuses to delete the branch", on("deletion")],
  ];
}

const contextOf = (check: Node) => check.at("context");
