import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";

/** Right of a GitHub team on a repository. */
export interface RepositoryPermission {
  readonly persona: string;
  /** Numeric id of the GitHub team. */
  readonly teamId: pulumi.Input<string>;
  /** `pull`, `triage`, `push`, `maintain` or `admin`. */
  readonly permission: string;
}

/** Arguments of {@link SourceRepository}. */
export interface SourceRepositoryArgs {
  /** Name of the repository. */
  readonly repository: string;
  /** GitHub teams that work on it, by a name of theirs such as `owner`. */
  readonly permissions: readonly RepositoryPermission[];
  /** Environments that workflows deploy to, by name. */
  readonly environments: readonly string[];
  /**
   * Approvals that a pull request needs.
   * @default 2
   */
  readonly approvals?: number;
  /** Status checks that a pull request must have passed, by name; at least one. */
  readonly requiredChecks: readonly string[];
}

/**
 * A private repository of one team: protected main branch, scanning for secrets, an environment
 * for each place that it deploys to. It is archived, not deleted, when it goes.
 */
export class SourceRepository extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "SourceRepository");

  /** `owner/name`. */
  public readonly fullName: pulumi.Output<string>;

  public constructor(
    name: string,
    args: SourceRepositoryArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(SourceRepository.type, name, checkSourceRepositoryArgs(args), opts);
    super(SourceRepository.type, name, args, opts);
    const { permissions, environments, approvals = 2, requiredChecks } = args;
    const child = { parent: this };

    const repository = new github.Repository(
      name,
      {
        name: args.repository,
        visibility: "private",
        archiveOnDestroy: true,
        deleteBranchOnMerge: true,
        vulnerabilityAlerts: true,
        autoInit: true,
        securityAndAnalysis: {
          secretScanning: { status: "enabled" },
          secretScanningPushProtection: { status: "enabled" },
        },
      },
      { ...child, protect: true },
    );
    new github.RepositoryRuleset(
      `${name}-main`,
      {
        name: "main",
        repository: repository.name,
        target: "branch",
        enforcement: "active",
        conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
        rules: {
          deletion: true,
          nonFastForward: true,
          requiredSignatures: true,
          pullRequest: {
            requiredApprovingReviewCount: approvals,
            dismissStaleReviewsOnPush: true,
            requireCodeOwnerReview: true,
          },
          requiredStatusChecks: {
            requiredChecks: requiredChecks.map((context) => ({ context })),
            strictRequiredStatusChecksPolicy: true,
            // The first commit of a new repository has nothing yet that could check it.
            doNotEnforceOnCreate: true,
          },
        },
      },
      child,
    );
    for (const { persona, teamId, permission } of permissions) {
      new github.TeamRepository(
        `${name}-${persona}`,
        { teamId, repository: repository.name, permission },
        child,
      );
    }
    for (const environment of environments) {
      new github.RepositoryEnvironment(
        `${name}-${environment}`,
        {
          repository: repository.name,
          environment,
          deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
        },
        child,
      );
    }

    this.fullName = repository.fullName;
    this.registerOutputs({ fullName: this.fullName });
  }
}

/** Every problem with the arguments. Pure. */
function checkSourceRepositoryArgs({
  approvals = 2,
  requiredChecks,
}: SourceRepositoryArgs): ArgIssue[] {
  const issues: ArgIssue[] = [];
  // GitHub takes up to 10: https://docs.github.com/en/rest/repos/rules#create-a-repository-ruleset
  if (!Number.isInteger(approvals) || approvals < 1 || approvals > 10) {
    issues.push({ path: "approvals", want: "a whole number from 1 to 10", got: approvals });
  }
  if (requiredChecks.length === 0 || requiredChecks.some((check) => check.trim() === "")) {
    issues.push({
      path: "requiredChecks",
      want: "the name of at least one check, none empty",
      got: requiredChecks,
    });
  }
  return issues;
}
