import type { StackExample } from "../example";

type Made = StackExample[number];

const review = {
  requiredApprovingReviewCount: 2,
  dismissStaleReviewsOnPush: true,
  requireCodeOwnerReview: true,
};
const rules = {
  deletion: true,
  nonFastForward: true,
  requiredSignatures: true,
  pullRequest: review,
  requiredStatusChecks: { requiredChecks: [{ context: "build" }] },
};
const repository = (name = "api", change: object = {}): Made => ({
  type: "github:index/repository:Repository",
  name,
  props: { name, ...change },
});
const ruleset = (change: object = {}, more: Partial<Made> = {}): Made => ({
  type: "github:index/repositoryRuleset:RepositoryRuleset",
  name: "main",
  props: {
    repository: "api",
    target: "branch",
    enforcement: "active",
    conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
    rules,
    ...change,
  },
  ...more,
});
const asking = (change: object) => ruleset({ rules: { ...rules, ...change } });
const reviewing = (change: object) => asking({ pullRequest: { ...review, ...change } });
const of = (refName: object) => ruleset({ conditions: { refName } });
const bypassed = (...bypassActors: object[]) => ruleset({ bypassActors });
const api = repository();
const { pullRequest, ...withoutReview } = rules;

const protection = (change: object = {}): Made => ({
  type: "github:index/branchProtection:BranchProtection",
  name: "protection",
  props: {
    repositoryId: "api",
    pattern: "main",
    enforceAdmins: true,
    requireSignedCommits: true,
    requiredPullRequestReviews: [
      { requiredApprovingReviewCount: 2, dismissStaleReviews: true, requireCodeOwnerReviews: true },
    ],
    requiredStatusChecks: [{ strict: true, contexts: ["build"] }],
    ...change,
  },
});
const named = (defaultBranch: string) => repository("api", { defaultBranch });

const shared = (repositoryName: object | undefined, change: object = {}): Made => ({
  type: "github:index/organizationRuleset:OrganizationRuleset",
  name: "all",
  props: {
    target: "branch",
    enforcement: "active",
    conditions: { refName: { includes: ["~DEFAULT_BRANCH"] }, repositoryName },
    rules,
    ...change,
  },
});

export const good: readonly StackExample[] = [
  [api, ruleset()],
  [api, reviewing({ requiredApprovingReviewCount: 3 })],
  [api, ruleset({}, { from: { repository: "api" } })],
  [api, of({ includes: ["~ALL"], excludes: [] })],
  [api, of({ includes: ["refs/heads/release", "~DEFAULT_BRANCH"] })],
  [
    api,
    ruleset({ rules: withoutReview }),
    ruleset({ rules: { pullRequest } }, { name: "reviews" }),
    ruleset({ enforcement: "evaluate", rules: {} }, { name: "tried" }),
  ],
  [api, bypassed({ actorType: "Team", actorId: 1, bypassMode: "pull_request" })],
  [api, bypassed({ actorType: "Integration", actorId: 1, bypassMode: "always" })],
  [repository("api", { archived: true })],
  [ruleset()],
  [named("main"), of({ includes: ["refs/heads/main"], excludes: [] })],
  [named("trunk"), of({ includes: ["refs/heads/t*"] })],
  [named("release/1"), of({ includes: ["refs/heads/**"] })],
  [named("main"), of({ includes: ["~DEFAULT_BRANCH"], excludes: ["refs/heads/bot"] })],
  [api, of({ includes: ["~ALL"], excludes: ["refs/heads/renovate/**"] })],
  [api, shared({ includes: ["~ALL"], excludes: ["sandbox-*"] })],
  [api, shared({ includes: ["web", "ap*"] })],
  [api, protection()],
  [named("trunk"), protection({ pattern: "trunk", allowsDeletions: "false" })],
  [repository("api", { nodeId: "R_1" }), protection({ repositoryId: "R_1" })],
  [{ ...api, tier: "nonprod" }, reviewing({ requiredApprovingReviewCount: 1 })],
  [{ ...api, tier: "sandbox" }, reviewing({ requiredApprovingReviewCount: "1" })],
];

export const bad: readonly StackExample[] = [
  [api],
  [api, reviewing({ requiredApprovingReviewCount: 1 })],
  [api, reviewing({ requiredApprovingReviewCount: undefined })],
  [{ ...api, tier: "nonprod" }, reviewing({ requiredApprovingReviewCount: 0 })],
  [api, reviewing({ dismissStaleReviewsOnPush: false })],
  [api, reviewing({ requireCodeOwnerReview: undefined })],
  [api, asking({ pullRequest: undefined })],
  [api, asking({ requiredStatusChecks: undefined })],
  [api, asking({ requiredStatusChecks: { requiredChecks: [] } })],
  [api, asking({ requiredStatusChecks: { requiredChecks: [{ context: "" }] } })],
  [api, asking({ requiredSignatures: false })],
  [api, asking({ nonFastForward: false })],
  [api, asking({ deletion: undefined })],
  [api, ruleset({ enforcement: "evaluate" })],
  [api, ruleset({ enforcement: "disabled" })],
  [api, ruleset({ target: "tag" })],
  [api, ruleset({ conditions: undefined })],
  [api, of({ includes: ["refs/heads/release"], excludes: [] })],
  [api, of({ includes: ["~DEFAULT_BRANCH"], excludes: ["refs/heads/main"] })],
  [api, bypassed({ actorType: "OrganizationAdmin", bypassMode: "always" })],
  [api, bypassed({ actorType: "Team" }, { actorType: "RepositoryRole", actorId: 5 })],
  [api, bypassed({ actorType: "EnterpriseOwner", bypassMode: "pull_request" })],
  [api, bypassed({ actorType: "DeployKey", bypassMode: "always" })],
  [api, of({ includes: ["refs/heads/main"], excludes: [] })],
  [named("main"), of({ includes: ["refs/heads/m"], excludes: [] })],
  [named("release/1"), of({ includes: ["refs/heads/*"] })],
  [named("main"), of({ includes: ["~ALL"], excludes: ["refs/heads/ma*"] })],
  [named("bot/a"), of({ includes: ["~ALL"], excludes: ["refs/heads/bot/*"] })],
  [named("main"), of({ includes: ["~ALL"], excludes: ["~DEFAULT_BRANCH"] })],
  [api, shared({ includes: ["web"], excludes: [] })],
  [api, shared({ includes: ["~ALL"], excludes: ["api"] })],
  [api, shared({ includes: [] })],
  [api, shared(undefined)],
  [api, shared({ includes: ["~ALL"] }, { bypassActors: [{ actorType: "OrganizationAdmin" }] })],
  [api, shared({ includes: ["~ALL"] }, { enforcement: "evaluate" })],
  [api, protection({ pattern: "release" })],
  [named("trunk"), protection()],
  [api, protection({ repositoryId: "web" })],
  [api, protection({ enforceAdmins: false })],
  [api, protection({ enforceAdmins: undefined })],
  [api, protection({ allowsDeletions: true })],
  [api, protection({ allowsForcePushes: "true" })],
  [api, protection({ forcePushBypassers: ["/dina"] })],
  [api, protection({ requireSignedCommits: false })],
  [api, protection({ requiredStatusChecks: [] })],
  [api, protection({ requiredStatusChecks: undefined })],
  [api, protection({ requiredPullRequestReviews: undefined })],
  [
    api,
    protection({
      requiredPullRequestReviews: [
        {
          ...{ requiredApprovingReviewCount: 2, dismissStaleReviews: true },
          ...{ requireCodeOwnerReviews: true, pullRequestBypassers: ["/dina"] },
        },
      ],
    }),
  ],
  [api, protection({ requiredPullRequestReviews: [{ requiredApprovingReviewCount: 2 }] })],
  [api, ruleset({ repository: "web" })],
  [repository("api", { archived: false }), ruleset({ repository: "" })],
  [api, repository("web"), ruleset()],
];
