import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { policyDocument } from "../lib/policy-document";
import { isNetwork } from "../network/ranges";
import { issuerOfCluster } from "./internal/cluster-issuer";
import { instanceTypeIssues, NodeGroups, type NodePlace, placeLabel } from "./node-groups";
import { previewGroup } from "./subjects";

/** Arguments of {@link Cluster}. */
export interface ClusterArgs {
  /** Name of the cluster; changing it makes a new cluster. */
  readonly clusterName: string;
  /** Kubernetes minor, such as `1.34`; https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
  readonly version: string;
  /**
   * Subnets of the control plane's interfaces, in two zones at least. Later ones must be in the zones
   * of the first; https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
   */
  readonly controlSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Where nodes are, plain: a node group each, in two zones at least. */
  readonly nodePlaces: readonly NodePlace[];
  /**
   * Range of Kubernetes services, /12 to /24; changing it makes a new cluster.
   * @default "172.20.0.0/16"
   */
  readonly serviceCidr?: string;
  /** ARN of the key that encrypts Kubernetes secrets. Can't be taken away later. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Role that the stacks on top of the cluster are deployed with; it administers the cluster. */
  readonly deployRoleArn: pulumi.Input<string>;
  /** Role that administers the cluster without the realm, in an emergency. */
  readonly breakGlassRoleArn: pulumi.Input<string>;
  /** Role that reads the cluster, as far as {@link PreviewView} lets it; none if omitted. */
  readonly previewRoleArn?: pulumi.Input<string>;
  /**
   * Ranges that may reach the API server from outside. None: it is private.
   * @default []
   */
  readonly publicAccessCidrs?: readonly string[];
  /**
   * Instance types of the nodes.
   * @default ["m7g.large"]
   */
  readonly instanceTypes?: readonly string[];
  /**
   * Nodes a zone.
   * @default { min: 1, max: 4 }
   */
  readonly nodesByZone?: { readonly min: number; readonly max: number };
  /**
   * Whether EKS refuses to delete the cluster.
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/** Kinds of logs that EKS writes: all five. */
const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** Add-ons that every cluster has. */
const addons = ["vpc-cni", "kube-proxy", "coredns", "eks-pod-identity-agent"] as const;

/**
 * An EKS cluster: access entries only, secrets encrypted, all logs on, a node group a zone, and an
 * administrator for emergencies who does not need the realm.
 */
export class Cluster extends pulumi.ComponentResource {
  public static readonly type = typeToken("cluster", "Cluster");

  public readonly clusterName: pulumi.Output<string>;
  public readonly arn: pulumi.Output<string>;
  /** Issuer of the tokens of the cluster's service accounts. */
  public readonly issuer: pulumi.Output<string>;
  public readonly endpoint: pulumi.Output<string>;
  /** CA certificate, PEM in base64. */
  public readonly certificateAuthority: pulumi.Output<string>;

  public constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Cluster.type, name, checkClusterArgs(args), opts);
    super(Cluster.type, name, args, opts);
    const { publicAccessCidrs = [], nodePlaces } = args;
    const child = { parent: this };

    const role = new aws.iam.Role(
      `${name}-control-plane`,
      {
        name: controlPlaneRole(args.clusterName),
        assumeRolePolicy: policyDocument({
          principal: { Service: "eks.amazonaws.com" },
          actions: ["sts:AssumeRole", "sts:TagSession"],
        }),
      },
      child,
    );
    const rights = new aws.iam.RolePolicyAttachment(
      `${name}-control-plane`,
      { role: role.name, policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" },
      child,
    );
    const cluster = new aws.eks.Cluster(
      name,
      {
        name: args.clusterName,
        version: args.version,
        roleArn: role.arn,
        bootstrapSelfManagedAddons: false,
        deletionProtection: args.deletionProtection ?? true,
        enabledClusterLogTypes: logTypes,
        upgradePolicy: { supportType: "STANDARD" },
        accessConfig: {
          authenticationMode: "API",
          bootstrapClusterCreatorAdminPermissions: false,
        },
        encryptionConfig: { provider: { keyArn: args.kmsKeyArn }, resources: ["secrets"] },
        kubernetesNetworkConfig: { serviceIpv4Cidr: args.serviceCidr ?? "172.20.0.0/16" },
        vpcConfig: {
          subnetIds: args.controlSubnetIds,
          endpointPrivateAccess: true,
          endpointPublicAccess: publicAccessCidrs.length > 0,
          ...(publicAccessCidrs.length > 0 ? { publicAccessCidrs: [...publicAccessCidrs] } : {}),
        },
      },
      { ...child, dependsOn: rights, protect: true },
    );
    this.administrator(`${name}-deploy`, cluster.name, args.deployRoleArn);
    this.administrator(`${name}-break-glass`, cluster.name, args.breakGlassRoleArn);
    if (args.previewRoleArn !== undefined) {
      new aws.eks.AccessEntry(
        `${name}-preview`,
        {
          clusterName: cluster.name,
          principalArn: args.previewRoleArn,
          kubernetesGroups: [previewGroup],
        },
        child,
      );
    }
    const network = this.addon(name, cluster.name, "vpc-cni", [], podNetwork(nodePlaces, cluster));
    const nodes = new NodeGroups(
      `${name}-nodes`,
      {
        clusterName: cluster.name,
        roleName: `${args.clusterName}-nodes`,
        places: nodePlaces,
        instanceTypes: args.instanceTypes ?? ["m7g.large"],
        ...(args.nodesByZone ?? { min: 1, max: 4 }),
      },
      { parent: this, dependsOn: network },
    );
    for (const addon of addons.filter((other) => other !== "vpc-cni")) {
      this.addon(name, cluster.name, addon, [nodes]);
    }

    this.clusterName = cluster.name;
    this.arn = cluster.arn;
    this.issuer = issuerOfCluster(cluster);
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.data;
    this.registerOutputs({
      clusterName: this.clusterName,
      arn: this.arn,
      issuer: this.issuer,
      endpoint: this.endpoint,
      certificateAuthority: this.certificateAuthority,
    });
  }

  private administrator(
    name: string,
    clusterName: pulumi.Output<string>,
    principalArn: pulumi.Input<string>,
  ): void {
    const entry = new aws.eks.AccessEntry(name, { clusterName, principalArn }, { parent: this });
    new aws.eks.AccessPolicyAssociation(
      name,
      {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
      },
      // Its key stays when its scope changes, so a delete after the create would take the new one.
      { parent: this, deleteBeforeReplace: true },
    );
  }

  private addon(
    name: string,
    clusterName: pulumi.Output<string>,
    addonName: (typeof addons)[number],
    dependsOn: pulumi.Resource[],
    configurationValues?: pulumi.Input<string>,
  ): aws.eks.Addon {
    return new aws.eks.Addon(
      `${name}-${addonName}`,
      {
        clusterName,
        addonName,
        resolveConflictsOnUpdate: "PRESERVE",
        ...(configurationValues === undefined ? {} : { configurationValues }),
      },
      { parent: this, dependsOn },
    );
  }
}

/**
 * Values of the network add-on: pods take whole /28 blocks, from the subnet of their node's place if
 * it has one; https://docs.aws.amazon.com/eks/latest/best-practices/custom-networking.html
 */
function podNetwork(
  places: readonly NodePlace[],
  { vpcConfig: { clusterSecurityGroupId } }: aws.eks.Cluster,
): pulumi.Output<string> {
  const own = places.flatMap(({ name, podSubnetId }) =>
    podSubnetId === undefined ? [] : [{ name, id: podSubnetId }],
  );
  const subnets = Object.fromEntries(
    own.map(({ name, id }) => [name, { id, securityGroups: [clusterSecurityGroupId] }]),
  );
  return pulumi.jsonStringify({
    enableNetworkPolicy: "true",
    env: {
      ENABLE_PREFIX_DELEGATION: "true",
      ...(own.length === 0
        ? {}
        : { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true", ENI_CONFIG_LABEL_DEF: placeLabel }),
    },
    ...(own.length === 0 ? {} : { eniConfig: { create: true, subnets } }),
  });
}

function controlPlaneRole(clusterName: string): string {
  return `${clusterName}-control-plane`;
}

/**
 * The control plane's role has the longest name that follows from the cluster's; a role has at most 64 characters.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
const longestName = 64 - controlPlaneRole("").length;

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
function clusterNameIssues(clusterName: string): ArgIssue[] {
  const isName = /^[0-9A-Za-z][A-Za-z0-9_-]*$/.test(clusterName);
  return isName && clusterName.length <= longestName
    ? []
    : [
        {
          path: "clusterName",
          want: `at most ${longestName} letters, digits, dashes and underscores, a letter or digit first`,
          got: clusterName,
        },
      ];
}

/** Every problem with the plain arguments. Pure. */
function checkClusterArgs(args: ClusterArgs): ArgIssue[] {
  const issues = clusterNameIssues(args.clusterName);
  if (!/^1\.\d+$/.test(args.version)) {
    issues.push({ path: "version", want: "a Kubernetes minor such as 1.34", got: args.version });
  }
  if (args.instanceTypes !== undefined) {
    issues.push(...instanceTypeIssues(args.instanceTypes));
  }
  const zones = new Set(args.nodePlaces.map(({ zone }) => zone));
  if (zones.size < 2) {
    issues.push({ path: "nodePlaces", want: "places in two zones at least", got: [...zones] });
  }
  const names = args.nodePlaces.map(({ name }) => name);
  if (new Set(names).size !== names.length) {
    issues.push({ path: "nodePlaces", want: "different names", got: names });
  }
  const withPods = args.nodePlaces.filter(({ podSubnetId }) => podSubnetId !== undefined);
  if (withPods.length !== 0 && withPods.length !== names.length) {
    issues.push({
      path: "nodePlaces",
      want: "a podSubnetId in all or in none",
      got: withPods.map(({ name }) => name),
    });
  }
  if (args.serviceCidr !== undefined && !isNetwork(args.serviceCidr, 12, 24)) {
    issues.push({ path: "serviceCidr", want: "a network of /12 to /24", got: args.serviceCidr });
  }
  if ((args.publicAccessCidrs ?? []).some((cidr) => cidr.endsWith("/0"))) {
    issues.push({
      path: "publicAccessCidrs",
      want: "ranges of yours, not the whole internet",
      got: args.publicAccessCidrs,
    });
  }
  return issues;
}
