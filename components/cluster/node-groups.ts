import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { typeToken } from "../lib/component";
import { policyDocument } from "../lib/policy-document";

export interface NodeGroupsArgs {
  readonly clusterName: pulumi.Input<string>;
  /** Name of the nodes' role. */
  readonly roleName: string;
  /** Subnet of each zone. */
  readonly subnetIds: pulumi.Input<Record<string, pulumi.Input<string>>>;
  readonly zones: readonly string[];
  readonly instanceTypes: readonly string[];
  /** Nodes a zone, at the least. */
  readonly min: number;
  /** Nodes a zone, at the most. */
  readonly max: number;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html */
const managedPolicies = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEKS_CNI_Policy",
];

/** A managed node group a zone, since a volume stays in its zone: metadata v2 only, encrypted disks. */
export class NodeGroups extends pulumi.ComponentResource {
  public static readonly type = typeToken("cluster", "NodeGroups");

  public readonly roleArn: pulumi.Output<string>;

  public constructor(name: string, args: NodeGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(NodeGroups.type, name, args, opts);
    const { clusterName, roleName, subnetIds, zones, instanceTypes, min, max } = args;
    const child = { parent: this };

    const role = new aws.iam.Role(
      name,
      {
        name: roleName,
        assumeRolePolicy: policyDocument({
          principal: { Service: "ec2.amazonaws.com" },
          actions: ["sts:AssumeRole"],
        }),
      },
      child,
    );
    const rights = managedPolicies.map(
      (policy) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-${policy}`,
          { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
          child,
        ),
    );
    const template = new aws.ec2.LaunchTemplate(
      name,
      {
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: { volumeSize: 50, volumeType: "gp3", encrypted: "true" },
          },
        ],
      },
      child,
    );
    for (const zone of zones) {
      const subnetId = pulumi.output(subnetIds).apply((byZone) => byZone[zone] ?? "");
      new aws.eks.NodeGroup(
        `${name}-${zone}`,
        {
          clusterName,
          nodeRoleArn: role.arn,
          subnetIds: [subnetId],
          amiType: "BOTTLEROCKET_ARM_64",
          instanceTypes: [...instanceTypes],
          scalingConfig: { minSize: min, maxSize: max, desiredSize: min },
          updateConfig: { maxUnavailable: 1 },
          launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        },
        { parent: this, dependsOn: rights, ignoreChanges: ["scalingConfig.desiredSize"] },
      );
    }

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
