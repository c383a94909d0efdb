import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { assertArgs, typeToken } from "../lib/component";
import { httpsIssues } from "../lib/slug";
import { groupPrefix } from "./subjects";

/** Arguments of {@link RealmLogin}. */
export interface RealmLoginArgs {
  readonly clusterName: pulumi.Input<string>;
  /** Issuer of the realm; EKS must reach it from the internet. */
  readonly issuer: string;
  /** Client of the realm that `kubectl` logs in with. */
  readonly clientId: string;
  /** Claim that lists a person's groups. */
  readonly groupsClaim: pulumi.Input<string>;
}

/** Lets people log in to a cluster through the realm. Create one per cluster; EKS takes 20 to 40 minutes. */
export class RealmLogin extends pulumi.ComponentResource {
  public static readonly type = typeToken("cluster", "RealmLogin");

  public constructor(name: string, args: RealmLoginArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(RealmLogin.type, name, httpsIssues("issuer", args.issuer), opts);
    super(RealmLogin.type, name, args, opts);
    new aws.eks.IdentityProviderConfig(
      name,
      {
        clusterName: args.clusterName,
        oidc: {
          identityProviderConfigName: "realm",
          issuerUrl: args.issuer,
          clientId: args.clientId,
          usernameClaim: "sub",
          usernamePrefix: groupPrefix,
          groupsClaim: args.groupsClaim,
          groupsPrefix: groupPrefix,
        },
      },
      {
        parent: this,
        // EKS allows one: https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html
        deleteBeforeReplace: true,
        customTimeouts: { create: "60m", delete: "60m" },
      },
    );
    this.registerOutputs({});
  }
}
