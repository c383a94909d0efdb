import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { policyDocument } from "../lib/policy-document";
import { joinedSlugIssues, slugIssues } from "../lib/slug";
import { type AccessLevel, accessLevels, levelRights } from "./access-levels";

/** Groups of the identity store by a name of ours. */
export type AccessGroups = Readonly<Record<string, pulumi.Input<string>>>;

/** Arguments of {@link AccountAccess}. */
export interface AccountAccessArgs {
  /** IAM Identity Center of the organisation. */
  readonly instanceArn: pulumi.Input<string>;
  /** Name of the account in the permission sets' names. */
  readonly account: string;
  /** The account's 12 digits. */
  readonly accountId: string;
  /** Whether it is production, where developers only read. */
  readonly production: boolean;
  /** Group of who runs the platform, the only one that administers the account. */
  readonly platformGroupId: pulumi.Input<string>;
  /**
   * Groups that develop the workloads of the account.
   * @default {}
   */
  readonly developers?: AccessGroups;
  /**
   * Groups that see resources and no data.
   * @default {}
   */
  readonly viewers?: AccessGroups;
  /**
   * ARNs that only administrators reach, such as the bucket of states and its objects.
   * @default []
   */
  readonly platformResources?: readonly pulumi.Input<string>[];
}

/** How people get into one AWS account: a permission set for each access level, given to groups only. */
export class AccountAccess extends pulumi.ComponentResource {
  public static readonly type = typeToken("identity", "AccountAccess");

  /** ARN of each level's permission set; none for a level that no group has. */
  public readonly permissionSetArns: pulumi.Output<Partial<Record<AccessLevel, string>>>;

  public constructor(
    name: string,
    args: AccountAccessArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(AccountAccess.type, name, checkAccountAccessArgs(args), opts);
    super(AccountAccess.type, name, args, opts);
    const { platformGroupId, developers = {}, viewers = {} } = args;

    const given: Readonly<Record<AccessLevel, AccessGroups>> = {
      administrator: { platform: platformGroupId },
      developer: developers,
      viewer: viewers,
    };
    const arns: Partial<Record<AccessLevel, pulumi.Output<string>>> = {};
    for (const level of accessLevels) {
      if (Object.keys(given[level]).length > 0) {
        arns[level] = this.give(`${name}-${level}`, level, given[level], args);
      }
    }

    this.permissionSetArns = pulumi.output(arns);
    this.registerOutputs({ permissionSetArns: this.permissionSetArns });
  }

  /** Makes a level's permission set, and only when it is whole gives it to the groups. */
  private give(
    name: string,
    level: AccessLevel,
    groups: AccessGroups,
    args: AccountAccessArgs,
  ): pulumi.Output<string> {
    const { instanceArn, account, accountId, production, platformResources = [] } = args;
    const rights = levelRights(level, production, platformResources);
    const child = { parent: this };
    const set = new aws.ssoadmin.PermissionSet(
      name,
      {
        instanceArn,
        name: setName(account, level),
        description: rights.description,
        sessionDuration: rights.session,
      },
      child,
    );
    const place = { instanceArn, permissionSetArn: set.arn };
    // One after the other: each provisions the set again, and AWS takes one such request at a time.
    const limits =
      rights.denied.length === 0
        ? []
        : [
            new aws.ssoadmin.PermissionSetInlinePolicy(
              `${name}-limits`,
              { ...place, inlinePolicy: policyDocument(...rights.denied) },
              child,
            ),
          ];
    const policy = new aws.ssoadmin.ManagedPolicyAttachment(
      `${name}-policy`,
      { ...place, managedPolicyArn: rights.managedPolicyArn },
      { ...child, dependsOn: limits },
    );
    for (const [group, principalId] of Object.entries(groups)) {
      new aws.ssoadmin.AccountAssignment(
        `${name}-to-${group}`,
        {
          ...place,
          principalType: "GROUP",
          principalId,
          targetType: "AWS_ACCOUNT",
          targetId: accountId,
        },
        { ...child, dependsOn: [policy] },
      );
    }
    return set.arn;
  }
}

const setName = (account: string, level: AccessLevel) => `${account}-${level}`;

/** Longest name of a permission set; https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
const longestName = 32;

/** A group's name of ours joins a team's and a persona's. */
const groupIssues = (path: string, group: string): ArgIssue[] =>
  joinedSlugIssues(`${path}.${group}`, group);

/** Every problem with the plain arguments. Pure. */
export function checkAccountAccessArgs(args: AccountAccessArgs): ArgIssue[] {
  const { account, accountId, developers = {}, viewers = {} } = args;
  const longest = longestName - setName("", "administrator").length;
  return [
    ...slugIssues("account", account),
    ...(account.length <= longest
      ? []
      : [{ path: "account", want: `${longest} characters at the most`, got: account }]),
    ...(/^\d{12}$/.test(accountId)
      ? []
      : [{ path: "accountId", want: "12 digits", got: accountId }]),
    ...Object.keys(developers).flatMap((group) => groupIssues("developers", group)),
    ...Object.keys(viewers).flatMap((group) => groupIssues("viewers", group)),
  ];
}
