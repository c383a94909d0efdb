import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { policyDocument, type Statement } from "../lib/policy-document";

/** The issuer of GitHub Actions' tokens; https://docs.github.com/actions/reference/openid-connect-reference */
export const githubIssuer = "https://token.actions.githubusercontent.com";

export interface CiRoleArgs {
  /** Name of the role, a contract with workflows that assume it. */
  readonly roleName: string;
  /** Account that the role is in. */
  readonly accountId: string;
  /** Repository as `owner/name`. */
  readonly repository: string;
  /** Environment of the repository that a job must run in: approvals guard the role. */
  readonly environment: string;
  /** What the role may do. None: nothing yet. */
  readonly statements?: readonly Statement[];
  /** Managed policies by ARN. */
  readonly managedPolicyArns?: readonly string[];
}

/** A role that one environment of one GitHub repository can assume, for an hour, without keys. */
export class CiRole extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "CiRole");

  public readonly roleArn: pulumi.Output<string>;

  public constructor(name: string, args: CiRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(CiRole.type, name, checkCiRoleArgs(args), opts);
    super(CiRole.type, name, args, opts);
    const { roleName, accountId, repository, environment, statements = [] } = args;
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
              [`${host}:sub`]: `repo:${repository}:environment:${environment}`,
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

/** Every problem with the plain arguments. Pure. */
export function checkCiRoleArgs({ repository, environment }: CiRoleArgs): ArgIssue[] {
  const issues: ArgIssue[] = [];
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    issues.push({ path: "repository", want: "owner/name without wildcards", got: repository });
  }
  if (!/^[\w.-]+$/.test(environment)) {
    issues.push({ path: "environment", want: "a name without wildcards", got: environment });
  }
  return issues;
}
