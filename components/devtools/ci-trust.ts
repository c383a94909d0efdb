import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { typeToken } from "../lib/component";
import { githubIssuer } from "./github-jobs";

/** Arguments of {@link CiTrust}: none yet. */
export type CiTrustArgs = Readonly<Record<string, never>>;

/** Lets an AWS account trust GitHub Actions' tokens, once an account. */
export class CiTrust extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "CiTrust");

  public readonly providerArn: pulumi.Output<string>;

  public constructor(name: string, args: CiTrustArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(CiTrust.type, name, args, opts);
    const provider = new aws.iam.OpenIdConnectProvider(
      name,
      { url: githubIssuer, clientIdLists: ["sts.amazonaws.com"] },
      { parent: this },
    );
    this.providerArn = provider.arn;
    this.registerOutputs({ providerArn: this.providerArn });
  }
}
