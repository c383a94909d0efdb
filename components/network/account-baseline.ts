import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { policyDocument } from "../lib/policy-document";
import { PrivateBucket } from "./private-bucket";
import { slugIssues } from "../lib/slug";

/** Arguments of {@link AccountBaseline}. */
export interface AccountBaselineArgs {
  /** Company slug; part of bucket names. */
  readonly company: string;
  /** AWS account id, 12 digits. */
  readonly accountId: string;
  /**
   * Monthly cost in US dollars at which the budget warns.
   * @default 1000
   */
  readonly monthlyBudgetUsd?: number;
}

/**
 * The base of every AWS account of the platform: a key, a bucket for state and one for logs, and a
 * budget. The key and the log bucket stay when the stack goes.
 */
export class AccountBaseline extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "AccountBaseline");

  public readonly kmsKeyArn: pulumi.Output<string>;
  public readonly stateBucket: pulumi.Output<string>;
  public readonly logBucketArn: pulumi.Output<string>;

  public constructor(
    name: string,
    args: AccountBaselineArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(AccountBaseline.type, name, checkAccountBaselineArgs(args), opts);
    super(AccountBaseline.type, name, args, opts);
    const { company, accountId, monthlyBudgetUsd = 1000 } = args;
    const child = { parent: this };

    const key = new aws.kms.Key(
      `${name}-key`,
      {
        description: "Groundwork: state, logs and cluster secrets of this account",
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: keyPolicy(accountId),
      },
      { ...child, protect: true, retainOnDelete: true },
    );
    new aws.kms.Alias(`${name}-key`, { name: "alias/groundwork", targetKeyId: key.id }, child);
    const state = new PrivateBucket(
      `${name}-state`,
      { bucket: `${company}-groundwork-state-${accountId}`, kmsKeyArn: key.arn },
      child,
    );
    const logs = new PrivateBucket(
      `${name}-logs`,
      {
        bucket: `${company}-groundwork-logs-${accountId}`,
        kmsKeyArn: key.arn,
        expireAfterDays: 400,
        retain: true,
        flowLogsOf: accountId,
      },
      child,
    );
    new aws.budgets.Budget(
      `${name}-budget`,
      {
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(monthlyBudgetUsd),
        limitUnit: "USD",
      },
      child,
    );

    this.kmsKeyArn = key.arn;
    this.stateBucket = state.bucket;
    this.logBucketArn = logs.arn;
    this.registerOutputs({
      kmsKeyArn: this.kmsKeyArn,
      stateBucket: this.stateBucket,
      logBucketArn: this.logBucketArn,
    });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkAccountBaselineArgs({ company, accountId }: AccountBaselineArgs): ArgIssue[] {
  const accountIssues = /^\d{12}$/.test(accountId)
    ? []
    : [{ path: "accountId", want: "12 digits", got: accountId }];
  return [...slugIssues("company", company), ...accountIssues];
}

/** The account administers its key; flow logs may write with it (https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html). */
function keyPolicy(accountId: string): pulumi.Output<string> {
  return policyDocument(
    {
      sid: "Account",
      principal: { AWS: `arn:aws:iam::${accountId}:root` },
      actions: ["kms:*"],
      resources: ["*"],
    },
    {
      sid: "LogDelivery",
      principal: { Service: "delivery.logs.amazonaws.com" },
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": accountId } },
    },
  );
}
