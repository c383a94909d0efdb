import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { bucketIssues, formIssues, wholeIssues } from "../lib/plain";
import { policyDocument, type Statement } from "../lib/policy-document";

/** Arguments of {@link PrivateBucket}. */
export interface PrivateBucketArgs {
  /** Name, unique in all of AWS. */
  readonly bucket: string;
  /** ARN of the KMS key that encrypts it. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /**
   * Days after which objects expire. None: they stay.
   * @default undefined
   */
  readonly expireAfterDays?: number;
  /**
   * Whether the bucket stays in AWS when its stack goes, with all that protects it.
   * @default false
   */
  readonly retain?: boolean;
  /**
   * Account whose flow logs AWS delivers here. AWS would add these rights to the policy by itself, and
   * the next refresh would take them away again.
   * @default undefined, which delivers none
   */
  readonly flowLogsOf?: string;
}

/** A bucket that only its account can read: encrypted, versioned, TLS only, no ACLs. */
export class PrivateBucket extends pulumi.ComponentResource {
  public static readonly type = typeToken("network", "PrivateBucket");

  public readonly bucket: pulumi.Output<string>;
  public readonly arn: pulumi.Output<string>;

  public constructor(
    name: string,
    args: PrivateBucketArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(PrivateBucket.type, name, checkPrivateBucketArgs(args), opts);
    super(PrivateBucket.type, name, args, opts);
    const { kmsKeyArn, expireAfterDays, retain = false, flowLogsOf } = args;
    // Written out, so that a preview knows it and the guardrails can judge resources that name it.
    const named = pulumi.interpolate`arn:aws:s3:::${args.bucket}`;

    const stays = { parent: this, protect: true, retainOnDelete: retain };
    const made = new aws.s3.Bucket(name, { bucket: args.bucket }, stays);
    const { id: bucket, arn } = made;
    // What protects a bucket goes with it and not before it, so that one that stays is never without.
    const child = retain ? stays : { ...stays, deletedWith: made };
    new aws.s3.BucketPublicAccessBlock(
      `${name}-private`,
      {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      child,
    );
    new aws.s3.BucketOwnershipControls(
      `${name}-owner`,
      { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      child,
    );
    new aws.s3.BucketVersioning(
      `${name}-versions`,
      { bucket, versioningConfiguration: { status: "Enabled" } },
      child,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket,
        rules: [
          {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: kmsKeyArn,
            },
            bucketKeyEnabled: true,
          },
        ],
      },
      child,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        bucket,
        rules: [
          {
            id: "tidy",
            status: "Enabled",
            filter: {},
            ...(expireAfterDays === undefined ? {} : { expiration: { days: expireAfterDays } }),
            noncurrentVersionExpiration: { noncurrentDays: 10 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
      child,
    );
    new aws.s3.BucketPolicy(
      `${name}-tls`,
      {
        bucket,
        policy: policyDocument(
          {
            sid: "TlsOnly",
            effect: "Deny",
            principal: "*",
            actions: ["s3:*"],
            resources: [named, pulumi.interpolate`${named}/*`],
            conditions: { Bool: { "aws:SecureTransport": "false" } },
          },
          ...(flowLogsOf === undefined ? [] : delivery(named, flowLogsOf)),
        ),
      },
      child,
    );

    this.bucket = bucket;
    this.arn = arn;
    this.registerOutputs({ bucket, arn });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkPrivateBucketArgs(args: PrivateBucketArgs): ArgIssue[] {
  const { bucket, expireAfterDays, flowLogsOf = "000000000000" } = args;
  return [
    ...bucketIssues("bucket", bucket),
    ...wholeIssues("expireAfterDays", expireAfterDays, 1),
    ...formIssues("flowLogsOf", flowLogsOf, /^\d{12}$/, "an account's 12 digits"),
  ];
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html */
function delivery(bucketArn: pulumi.Input<string>, accountId: string): Statement[] {
  const principal = { Service: "delivery.logs.amazonaws.com" };
  const ArnLike = { "aws:SourceArn": `arn:aws:logs:*:${accountId}:*` };
  return [
    {
      sid: "AWSLogDeliveryWrite",
      principal,
      actions: ["s3:PutObject"],
      resources: [pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`],
      conditions: {
        StringEquals: {
          "aws:SourceAccount": accountId,
          "s3:x-amz-acl": "bucket-owner-full-control",
        },
        ArnLike,
      },
    },
    {
      sid: "AWSLogDeliveryAclCheck",
      principal,
      actions: ["s3:GetBucketAcl"],
      resources: [bucketArn],
      conditions: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike },
    },
  ];
}
