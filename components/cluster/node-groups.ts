import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { architectureOf, areAlike } from "../lib/architecture";
import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { emptyIssues, wholeIssues } from "../lib/plain";
import { policyDocument } from "../lib/policy-document";

/** Where a node group is: subnets can't grow, so a zone has a further place for each further one. */
export interface NodePlace {
  /** Name of the node group, such as the zone's; it can't change. */
  readonly name: string;
  readonly zone: string;
  readonly subnetId: pulumi.Input<string>;
  /** Subnet of its pods; none: they are in the nodes'. */
  readonly podSubnetId?: pulumi.Input<string>;
}

/** Label of nodes that names their place, and so their pods' subnet. */
export const placeLabel = "k8s.amazonaws.com/eniConfig";

/** Arguments of {@link NodeGroups}. */
export interface NodeGroupsArgs {
  readonly clusterName: pulumi.Input<string>;
  /** Name of the nodes' role. */
  readonly roleName: string;
  readonly places: readonly NodePlace[];
  /** Types of one architecture; the nodes' image follows it. */
  readonly instanceTypes: readonly string[];
  /** Nodes a place, at the least. */
  readonly min: number;
  /** Nodes a place, at the most. */
  readonly max: number;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html */
const managedPolicies = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEKS_CNI_Policy",
];

/**
 * Bottlerocket's two disks, in GiB: the system, which is never written, and images, logs and pods' files.
 * https://github.com/bottlerocket-os/bottlerocket#default-volumes
 */
const disks = [
  { deviceName: "/dev/xvda", volumeSize: 4 },
  { deviceName: "/dev/xvdb", volumeSize: 50 },
] as const;

/** A managed node group a place, each in one zone since a volume stays in its zone: metadata v2 only, encrypted disks. */
export class NodeGroups extends pulumi.ComponentResource {
  public static readonly type = typeToken("cluster", "NodeGroups");

  public readonly roleArn: pulumi.Output<string>;

  public constructor(name: string, args: NodeGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(NodeGroups.type, name, checkNodeGroupsArgs(args), opts);
    super(NodeGroups.type, name, args, opts);
    const { clusterName, roleName, places, instanceTypes, min, max } = args;
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
        blockDeviceMappings: disks.map(({ deviceName, volumeSize }) => ({
          deviceName,
          ebs: { volumeSize, volumeType: "gp3", encrypted: "true" },
        })),
        tagSpecifications: ["instance", "volume"].map((resourceType) => ({
          resourceType,
          tags: { Name: name },
        })),
      },
      child,
    );
    for (const place of places) {
      new aws.eks.NodeGroup(
        `${name}-${place.name}`,
        {
          clusterName,
          nodeRoleArn: role.arn,
          subnetIds: [place.subnetId],
          ...(place.podSubnetId === undefined ? {} : { labels: { [placeLabel]: place.name } }),
          amiType: `BOTTLEROCKET_${architectureOf(instanceTypes[0] ?? "")}`,
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

/** Every problem with the plain arguments. Pure. */
function checkNodeGroupsArgs(args: NodeGroupsArgs): ArgIssue[] {
  const { places, instanceTypes, min, max } = args;
  return [
    ...emptyIssues("places", places, "place"),
    ...instanceTypeIssues(instanceTypes),
    ...wholeIssues("min", min, 0),
    ...wholeIssues("max", max, Math.max(min, 1)),
  ];
}

/** Why nodes can't be of these instance types together. */
export function instanceTypeIssues(instanceTypes: readonly string[]): ArgIssue[] {
  const path = "instanceTypes";
  return areAlike(instanceTypes)
    ? emptyIssues(path, instanceTypes, "instance type")
    : [{ path, want: "types of one architecture, which one image has", got: instanceTypes }];
}
