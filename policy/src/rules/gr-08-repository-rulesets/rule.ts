import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import { fits, globSource } from "../../kit/glob";
import { allOf, anyOf, Node, not, some, type Truth, Unknown, whether } from "../../kit/node";
import { names } from "../../kit/references";
import { verdict } from "../../kit/verdict";
import { everywhere, graphRule } from "../rule";

const repository = "github:index/repository:Repository";
const protection = "github:index/branchProtection:BranchProtection";
const ruleset = "github:index/repositoryRuleset:RepositoryRuleset";
const shared = "github:index/organizationRuleset:OrganizationRuleset";

export const GR08 = graphRule({
  id: "GR-08",
  title:
    "Every commit on a repository's main branch was reviewed, checked and signed, but for teams and apps that may bypass.",
  severity: "high",
  scope: "stack",
  types: [repository, ruleset, shared, protection],
  frameworks: [
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
  fix: "Give the repository a ruleset, or a branch protection that holds for administrators, that is active for the default branch and requires this, and list only teams and apps in bypassActors.",
  link: "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets",
  check(index, report) {
    for (const judged of index.ofType(repository)) {
      const ctx = report(judged);
      const isArchived = whether(judged.known("archived", false), (on) => on);
      const found = [...rulesetsOf(index, judged), ...protectionsOf(index, judged)];
      const places = found.map(({ resource }) => resource);
      for (const [want, isMet] of demands(ctx.tier === "prod" ? 2 : 1)) {
        const met = anyOf(found.map(({ holds, rules }) => allOf([holds, isMet(rules)])));
        const wrong = allOf([not(isArchived), not(met)]);
        const own = ["archived", "defaultBranch", "nodeId"].map((path) => judged.at(path));
        verdict(ctx, wrong, want, judged.at("name"), ...own, ...places);
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
    .ofType(ruleset, shared)
    .map((resource) => ({
      resource,
      holds: allOf([
        resource.type === ruleset
          ? names(index, resource, resource.at("repository"), target)
          : isFor(resource.at("conditions.repositoryName"), judged.at("name")),
        resource.at("enforcement").is((state) => state === "active"),
        resource.at("target").is((kind) => kind === "branch"),
        holdsForMain(resource.at("conditions.refName"), judged.at("defaultBranch")),
        not(some(actorsOf(resource), (kind) => roles.includes(kind))),
      ]),
      rules: resource.at("rules"),
    }))
    .filter(({ holds }) => holds !== false);
}

/** Whether an organisation's ruleset is for a repository, by patterns of names. */
function isFor(condition: Node, name: Node): Truth {
  const fitting = (patterns: readonly Node[]) =>
    anyOf(
      patterns.map((pattern) =>
        name.unknown ? "unknown" : pattern.is((text) => isIn(text, name)),
      ),
    );
  const excludes = condition.at("excludes");
  return allOf([
    fitting(condition.items("includes")),
    excludes.unknown ? "unknown" : not(fitting(excludes.items())),
  ]);
}

const isIn = (pattern: string, name: Node) => pattern === "~ALL" || fits(pattern, name.text);

const actorsOf = (resource: Judged) =>
  resource.items("bypassActors").map((actor) => actor.at("actorType"));

/** Actors that administrators are among. */
const roles = ["RepositoryRole", "OrganizationAdmin", "EnterpriseOwner", "DeployKey"];

/** Whether a ruleset is of the default branch; without its name only `~DEFAULT_BRANCH` and `~ALL` are sure to be. */
function holdsForMain(refs: Node, main: Node): Truth {
  const excludes = refs.at("excludes");
  const isMain = (ref: Node): Truth =>
    anyOf([
      ref.is((text) => text === "~DEFAULT_BRANCH" || text === "~ALL"),
      allOf([!main.absent, covers(ref, main)]),
    ]);
  const spares = (ref: Node): Truth =>
    anyOf([
      ref.is((text) => text === "~DEFAULT_BRANCH" || text === "~ALL"),
      main.absent ? not(ref.is((text) => /^refs\/heads\/[\w.-]+\//.test(text))) : covers(ref, main),
    ]);
  return allOf([
    anyOf(refs.items("includes").map(isMain)),
    excludes.unknown ? "unknown" : not(anyOf(excludes.items().map(spares))),
  ]);
}

/** Whether a pattern of a ref, in which `*` stands for a part between slashes, covers a branch. */
function covers(ref: Node, branch: Node): Truth {
  return branch.unknown
    ? "unknown"
    : ref.is((text) => {
        const source = globSource(text.replaceAll("**", "*"), text.includes("**") ? "." : "[^/]");
        return new RegExp(source).test(`refs/heads/${branch.text}`);
      });
}

/** Classic protection of a branch, in the words of a ruleset; it never spares administrators if they are enforced. */
function protectionsOf(index: Index, judged: Judged): Found[] {
  const main = judged.at("defaultBranch");
  return index
    .ofType(protection)
    .map((resource) => {
      const pattern = resource.at("pattern");
      const [review] = resource.items("requiredPullRequestReviews");
      const [checks] = resource.items("requiredStatusChecks");
      const bypass = [
        ...resource.items("forcePushBypassers"),
        ...(review?.items("pullRequestBypassers") ?? []),
      ];
      const flag = (node: Node | undefined, key: string) => node?.at(key).value;
      const off = (key: string) => {
        const { value } = resource.at(key);
        return value instanceof Unknown ? value : value !== true && value !== "true";
      };
      const rules = new Node(review?.path ?? "", {
        deletion: off("allowsDeletions"),
        nonFastForward: off("allowsForcePushes"),
        requiredSignatures: resource.at("requireSignedCommits").value,
        pullRequest: {
          requiredApprovingReviewCount: flag(review, "requiredApprovingReviewCount"),
          dismissStaleReviewsOnPush: flag(review, "dismissStaleReviews"),
          requireCodeOwnerReview: flag(review, "requireCodeOwnerReviews"),
        },
        requiredStatusChecks: {
          requiredChecks: (checks?.items("contexts") ?? []).map(({ value }) => ({
            context: value,
          })),
        },
      });
      const target = { resource: judged, name: judged.at("name") };
      const byId = { resource: judged, name: judged.at("nodeId") };
      return {
        resource,
        holds: allOf([
          anyOf(
            [target, byId].map((one) => names(index, resource, resource.at("repositoryId"), one)),
          ),
          main.unknown
            ? "unknown"
            : pattern.is((text) => text === (main.absent ? "main" : main.text)),
          whether(resource.known("enforceAdmins", false), (on) => on),
          bypass.some(({ unknown }) => unknown) ? "unknown" : bypass.length === 0,
        ]),
        rules,
      };
    })
    .filter(({ holds }) => holds !== false);
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
