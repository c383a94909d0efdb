import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { assertArgs, typeToken } from "../lib/component";
import { policyDocument, type Statement } from "../lib/policy-document";
import { checkRepositoryJobs, githubIssuer, type RepositoryJobs, subjectOf } from "./github-jobs";

/** Arguments of {@link CiRole}. */
export interface CiRoleArgs extends RepositoryJobs {
  /** Name of the role, a contract with workflows that assume it. */
  readonly roleName: string;
  /** Account that the role is in. */
  readonly accountId: string;
  /** Rights of the role; it has none if omitted. */
  readonly statements?: readonly Statement[];
  /** Managed policies by ARN. */
  readonly managedPolicyArns?: readonly string[];
}

/** A role that jobs of one GitHub repository can assume in the named environments, for an hour, without keys. */
export class CiRole extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "CiRole");

  public readonly roleArn: pulumi.Output<string>;

  public constructor(name: string, args: CiRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(CiRole.type, name, checkRepositoryJobs(args), opts);
    super(CiRole.type, name, args, opts);
    const { roleName, accountId, environments, statements = [] } = args;
    const host = githubIssuer.replace("https://", "");

    const role = new aws.iam.Role(
      name,
      {
        name: roleName,
        maxSessionDuration: 3600,
        assumeRolePolicy: policyDocument({
          principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${host}` },
          actions: ["sts:AssumeRoleWithWebIdentity"],
          conditions: {
            StringEquals: {
              [`${host}:aud`]: "sts.amazonaws.com",
              [`${host}:sub`]: environments.map((environment) => subjectOf(args, environment)),
            },
          },
        }),
      },
      { parent: this },
    );
    if (statements.length > 0) {
      new aws.iam.RolePolicy(
        `${name}-rights`,
        { role: role.name, policy: policyDocument(...statements) },
        { parent: this },
      );
    }
    for (const policyArn of args.managedPolicyArns ?? []) {
      new aws.iam.RolePolicyAttachment(
        `${name}-${policyArn.split("/").at(-1) ?? ""}`,
        { role: role.name, policyArn },
        { parent: this },
      );
    }

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
