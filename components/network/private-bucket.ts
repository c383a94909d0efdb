import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { typeToken } from "../lib/component";
import { policyDocument } from "../lib/policy-document";

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
   * Whether the bucket stays in AWS when its stack goes.
   * @default false
   */
  readonly retain?: boolean;
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
    super(PrivateBucket.type, name, args, opts);
    const { kmsKeyArn, expireAfterDays, retain = false } = args;
    const child = { parent: this };
    // Written out, so that a preview knows it and the guardrails can judge resources that name it.
    const named = pulumi.interpolate`arn:aws:s3:::${args.bucket}`;

    const { id: bucket, arn } = new aws.s3.Bucket(
      name,
      { bucket: args.bucket },
      { ...child, protect: true, retainOnDelete: retain },
    );
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
        policy: policyDocument({
          sid: "TlsOnly",
          effect: "Deny",
          principal: "*",
          actions: ["s3:*"],
          resources: [named, pulumi.interpolate`${named}/*`],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        }),
      },
      child,
    );

    this.bucket = bucket;
    this.arn = arn;
    this.registerOutputs({ bucket, arn });
  }
}
