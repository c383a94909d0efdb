import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { clusterNameIssues } from "../lib/plain";
import { issuerOfCluster } from "./internal/cluster-issuer";

/** Arguments of {@link ExistingCluster}. */
export interface ExistingClusterArgs {
  /** Name of the EKS cluster. */
  readonly clusterName: string;
}

/** An EKS cluster that is there already, with the outputs of `Cluster`. Nothing is made or changed. */
export class ExistingCluster extends pulumi.ComponentResource {
  public static readonly type = typeToken("cluster", "ExistingCluster");

  public readonly clusterName: pulumi.Output<string>;
  public readonly arn: pulumi.Output<string>;
  /** Issuer of the tokens of the cluster's service accounts. */
  public readonly issuer: pulumi.Output<string>;
  public readonly endpoint: pulumi.Output<string>;
  /** CA certificate, PEM in base64. */
  public readonly certificateAuthority: pulumi.Output<string>;

  public constructor(
    name: string,
    args: ExistingClusterArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(ExistingCluster.type, name, checkExistingClusterArgs(args), opts);
    super(ExistingCluster.type, name, args, opts);
    const cluster = aws.eks.Cluster.get(name, args.clusterName, undefined, { parent: this });

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
}

/** Every problem with the plain arguments. Pure. */
function checkExistingClusterArgs({ clusterName }: ExistingClusterArgs): ArgIssue[] {
  return clusterNameIssues("clusterName", clusterName);
}
