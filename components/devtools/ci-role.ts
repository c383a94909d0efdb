import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { policyDocument, type Statement } from "../lib/policy-document";

/** The issuer of GitHub Actions' tokens; https://docs.github.com/actions/reference/openid-connect-reference */
export const githubIssuer = "https://token.actions.githubusercontent.com";

/** Jobs of a GitHub repository's workflows. */
export interface RepositoryJobs {
  /** Repository as `owner/name`. */
  readonly repository: string;
  /** Environments of the repository; a job must run in one of them, so their approvals guard it. */
  readonly environments: readonly [string, ...string[]];
}

/** Arguments of {@link CiRole}. */
export interface CiRoleArgs extends RepositoryJobs {
  /** Name of the role, a contract with workflows that assume it. */
  readonly roleName: string;
  /** Account that the role is in. */
  readonly accountId: string;
  /** What the role may do. None: nothing yet. */
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
    const { roleName, accountId, repository, environments, statements = [] } = args;
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
              [`${host}:sub`]: environments.map(
                (environment) => `repo:${repository}:environment:${environment}`,
              ),
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
export function checkRepositoryJobs({ repository, environments }: RepositoryJobs): ArgIssue[] {
  const issues: ArgIssue[] = [];
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    issues.push({ path: "repository", want: "owner/name without wildcards", got: repository });
  }
  environments.forEach((environment, index) => {
    if (!/^[\w.-]+$/.test(environment)) {
      issues.push({
        path: `environments[${index}]`,
        want: "a name without wildcards",
        got: environment,
      });
    }
  });
  return issues;
}
