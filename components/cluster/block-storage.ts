import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { clusterNameIssues } from "../lib/plain";
import { policyDocument, type Statement } from "../lib/policy-document";

/** Arguments of {@link BlockStorage}. */
export interface BlockStorageArgs {
  readonly clusterName: string;
  /** Key that every volume is encrypted with. */
  readonly kmsKeyArn: pulumi.Input<string>;
}

/**
 * Volumes for pods: the EBS CSI driver as an add-on of EKS, and a default class of encrypted gp3 volumes. A claim
 * without a class waits for ever in a cluster without a default class, and EKS marks none since 1.30.
 */
export class BlockStorage extends pulumi.ComponentResource {
  public static readonly type = typeToken("cluster", "BlockStorage");

  /** Name of the default class. */
  public readonly storageClass: pulumi.Output<string>;

  public constructor(name: string, args: BlockStorageArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(BlockStorage.type, name, checkBlockStorageArgs(args), opts);
    super(BlockStorage.type, name, args, opts);
    const { clusterName, kmsKeyArn } = args;
    const child = { parent: this };

    const role = new aws.iam.Role(
      `${name}-driver`,
      {
        name: `${clusterName}-ebs-csi`,
        assumeRolePolicy: policyDocument({
          principal: { Service: "pods.eks.amazonaws.com" },
          actions: ["sts:AssumeRole", "sts:TagSession"],
        }),
      },
      child,
    );
    const rights = new aws.iam.RolePolicy(
      `${name}-driver-rights`,
      { role: role.name, policy: policyDocument(...volumeRights(kmsKeyArn)) },
      child,
    );
    const driver = new aws.eks.Addon(
      `${name}-driver`,
      {
        clusterName,
        addonName: "aws-ebs-csi-driver",
        resolveConflictsOnUpdate: "PRESERVE",
        // The add-on makes the service account, and has the identity before its pods.
        podIdentityAssociations: [{ serviceAccount: "ebs-csi-controller-sa", roleArn: role.arn }],
      },
      { parent: this, dependsOn: rights },
    );
    const storage = new k8s.storage.v1.StorageClass(
      name,
      {
        metadata: {
          name: "encrypted",
          annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
        },
        provisioner: "ebs.csi.aws.com",
        // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
        parameters: { type: "gp3", encrypted: "true", kmsKeyId: kmsKeyArn },
        reclaimPolicy: "Delete",
        allowVolumeExpansion: true,
        // A volume is made in the zone of its pod.
        volumeBindingMode: "WaitForFirstConsumer",
      },
      { parent: this, dependsOn: driver },
    );

    this.storageClass = storage.metadata.name;
    this.registerOutputs({ storageClass: this.storageClass });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkBlockStorageArgs({ clusterName }: BlockStorageArgs): ArgIssue[] {
  return clusterNameIssues("clusterName", clusterName);
}

/**
 * The driver's policy without what our classes never ask for, and whatever it changes narrowed to what it made:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicy.html
 */
function volumeRights(kmsKeyArn: pulumi.Input<string>): Statement[] {
  const tag = "ebs.csi.aws.com/cluster";
  const volumes = "arn:aws:ec2:*:*:volume/*";
  const own = { StringEquals: { [`aws:ResourceTag/${tag}`]: "true" } };
  return [
    {
      actions: [
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInstances",
        "ec2:DescribeTags",
        "ec2:DescribeVolumes",
        "ec2:DescribeVolumesModifications",
      ],
      resources: ["*"],
    },
    {
      actions: ["ec2:CreateVolume"],
      resources: [volumes],
      conditions: { StringEquals: { [`aws:RequestTag/${tag}`]: "true" } },
    },
    {
      actions: ["ec2:CreateTags"],
      resources: [volumes],
      conditions: { StringEquals: { "ec2:CreateAction": "CreateVolume" } },
    },
    {
      actions: ["ec2:AttachVolume", "ec2:DetachVolume", "ec2:ModifyVolume", "ec2:DeleteVolume"],
      resources: [volumes],
      conditions: own,
    },
    {
      actions: ["ec2:AttachVolume", "ec2:DetachVolume"],
      resources: ["arn:aws:ec2:*:*:instance/*"],
    },
    {
      actions: ["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:DescribeKey"],
      resources: [kmsKeyArn],
    },
    {
      actions: ["kms:CreateGrant"],
      resources: [kmsKeyArn],
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
