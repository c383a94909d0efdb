import * as pulumi from "@pulumi/pulumi";

import { WorkloadIdentity } from "../cluster/workload-identity";
import { installChart, platformNamespace } from "../lib/charts";
import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { clusterNameIssues, regionIssues, wholeIssues } from "../lib/plain";
import type { Statement } from "../lib/policy-document";

/** Arguments of {@link LoadBalancerController}. */
export interface LoadBalancerControllerArgs {
  readonly clusterName: string;
  readonly region: string;
  /** VPC of the cluster; pods can't ask the node's metadata service for it. */
  readonly vpcId: pulumi.Input<string>;
  /**
   * Copies of the controller.
   * @default 2
   */
  readonly replicas?: number;
}

/**
 * AWS Load Balancer Controller: makes a network load balancer for each Service of type LoadBalancer whose class
 * is `external`. Such a Service gets no address without it.
 */
export class LoadBalancerController extends pulumi.ComponentResource {
  public static readonly type = typeToken("ingress", "LoadBalancerController");

  public constructor(
    name: string,
    args: LoadBalancerControllerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(LoadBalancerController.type, name, checkLoadBalancerControllerArgs(args), opts);
    super(LoadBalancerController.type, name, args, opts);
    const { clusterName, region, vpcId, replicas = 2 } = args;
    const child = { parent: this };
    const serviceAccount = "aws-load-balancer-controller";

    const namespace = platformNamespace(`${name}-system`, "load-balancers", child);
    const identity = new WorkloadIdentity(
      `${name}-identity`,
      {
        clusterName,
        namespace: "load-balancers",
        serviceAccount,
        roleName: `${clusterName}-balancers`,
        statements: balancerRights(clusterName),
      },
      child,
    );
    installChart(
      name,
      "balancers",
      {
        namespace,
        values: {
          clusterName,
          region,
          vpcId,
          replicaCount: replicas,
          serviceAccount: { name: serviceAccount },
          // Its webhook would stop every new Service while the controller is down.
          enableServiceMutatorWebhook: false,
          // Network load balancers alone: routes are the mesh's.
          createIngressClassResource: false,
          ingressClassParams: { create: false },
          enableShield: false,
          enableWaf: false,
          enableWafv2: false,
        },
      },
      { parent: this, dependsOn: identity },
    );
    this.registerOutputs({});
  }
}

/** Every problem with the plain arguments. Pure. */
function checkLoadBalancerControllerArgs(args: LoadBalancerControllerArgs): ArgIssue[] {
  return [
    ...clusterNameIssues("clusterName", args.clusterName),
    ...regionIssues("region", args.region),
    ...wholeIssues("replicas", args.replicas, 1),
  ];
}

/**
 * The controller's policy, for network load balancers alone, and whatever it changes narrowed to what it made
 * for this cluster: https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/install/iam_policy.json
 */
function balancerRights(clusterName: string): Statement[] {
  const tag = "elbv2.k8s.aws/cluster";
  const asked = { StringEquals: { [`aws:RequestTag/${tag}`]: clusterName } };
  const own = { StringEquals: { [`aws:ResourceTag/${tag}`]: clusterName } };
  const elb = (kind: string) => `arn:aws:elasticloadbalancing:*:*:${kind}`;
  const [balancer, targets, listener] = [
    "loadbalancer/net/*",
    "targetgroup/*",
    "listener/net/*",
  ].map(elb) as [string, string, string];
  const groups = "arn:aws:ec2:*:*:security-group/*";
  const rules = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"];
  return [
    {
      actions: [
        "ec2:DescribeAccountAttributes",
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInstances",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
        "ec2:DescribeVpcs",
        "ec2:GetSecurityGroupsForVpc",
        "elasticloadbalancing:DescribeListenerAttributes",
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeLoadBalancerAttributes",
        "elasticloadbalancing:DescribeLoadBalancers",
        "elasticloadbalancing:DescribeTags",
        "elasticloadbalancing:DescribeTargetGroupAttributes",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      resources: ["*"],
    },
    { actions: ["ec2:CreateSecurityGroup"], resources: ["arn:aws:ec2:*:*:vpc/*"] },
    { actions: ["ec2:CreateSecurityGroup"], resources: [groups], conditions: asked },
    {
      actions: ["ec2:CreateTags"],
      resources: [groups],
      conditions: {
        StringEquals: { ...asked.StringEquals, "ec2:CreateAction": "CreateSecurityGroup" },
      },
    },
    { actions: [...rules, "ec2:DeleteSecurityGroup"], resources: [groups], conditions: own },
    {
      actions: rules,
      resources: [groups],
      // The cluster's own group, which EKS tags so: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
      conditions: {
        StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: "owned" },
      },
    },
    {
      actions: [
        "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:CreateTargetGroup",
        "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:AddTags",
      ],
      resources: [balancer, targets, listener],
      conditions: asked,
    },
    {
      actions: [
        "elasticloadbalancing:DeleteListener",
        "elasticloadbalancing:DeleteLoadBalancer",
        "elasticloadbalancing:DeleteTargetGroup",
        "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:ModifyLoadBalancerAttributes",
        "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:RegisterTargets",
        "elasticloadbalancing:RemoveTags",
        "elasticloadbalancing:SetSecurityGroups",
        "elasticloadbalancing:SetSubnets",
      ],
      resources: [balancer, targets, listener],
      conditions: own,
    },
  ];
}
