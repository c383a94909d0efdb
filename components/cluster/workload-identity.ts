import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { policyDocument, type Statement } from "../lib/policy-document";

/** Arguments of {@link WorkloadIdentity}. */
export interface WorkloadIdentityArgs {
  readonly clusterName: pulumi.Input<string>;
  /** Namespace of the service account. */
  readonly namespace: string;
  /** Service account; never `default`. */
  readonly serviceAccount: string;
  /** Name of the role. */
  readonly roleName: string;
  /** Rights of the pods. */
  readonly statements: readonly Statement[];
}

/** AWS rights for the pods of one service account, by EKS Pod Identity: nothing to store, nothing to rotate. */
export class WorkloadIdentity extends pulumi.ComponentResource {
  public static readonly type = typeToken("cluster", "WorkloadIdentity");

  public readonly roleArn: pulumi.Output<string>;

  public constructor(
    name: string,
    args: WorkloadIdentityArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(WorkloadIdentity.type, name, checkWorkloadIdentityArgs(args), opts);
    super(WorkloadIdentity.type, name, args, opts);
    const { clusterName, namespace, serviceAccount, roleName, statements } = args;
    const child = { parent: this };

    const role = new aws.iam.Role(
      name,
      {
        name: roleName,
        assumeRolePolicy: policyDocument({
          principal: { Service: "pods.eks.amazonaws.com" },
          actions: ["sts:AssumeRole", "sts:TagSession"],
        }),
      },
      child,
    );
    new aws.iam.RolePolicy(
      `${name}-rights`,
      { role: role.name, policy: policyDocument(...statements) },
      child,
    );
    new aws.eks.PodIdentityAssociation(
      name,
      { clusterName, namespace, serviceAccount, roleArn: role.arn },
      child,
    );

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkWorkloadIdentityArgs({ serviceAccount }: WorkloadIdentityArgs): ArgIssue[] {
  return serviceAccount === "default"
    ? [{ path: "serviceAccount", want: "an account of the workload's own", got: serviceAccount }]
    : [];
}
