import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { emptyIssues } from "../lib/plain";
import { policyDocument, type Statement } from "../lib/policy-document";
import { trustedRoleIssues, trustOfRoles } from "../lib/trusted-roles";

/** Arguments of {@link CrossAccountRole}. */
export interface CrossAccountRoleArgs {
  /** Name of the role, a contract with the stacks that assume it. */
  readonly roleName: string;
  /** ARNs of the roles that may assume it; they exist already, or AWS refuses the trust. */
  readonly trusted: readonly string[];
  readonly statements: readonly Statement[];
}

/** A role that roles of other accounts, each by its name, may assume. */
export class CrossAccountRole extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "CrossAccountRole");

  public readonly roleArn: pulumi.Output<string>;

  public constructor(
    name: string,
    args: CrossAccountRoleArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(CrossAccountRole.type, name, checkCrossAccountRoleArgs(args), opts);
    super(CrossAccountRole.type, name, args, opts);
    const role = new aws.iam.Role(
      name,
      {
        name: args.roleName,
        maxSessionDuration: 3600,
        assumeRolePolicy: policyDocument(...trustOfRoles(args.trusted)),
      },
      { parent: this },
    );
    new aws.iam.RolePolicy(
      `${name}-rights`,
      { role: role.name, policy: policyDocument(...args.statements) },
      { parent: this },
    );
    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkCrossAccountRoleArgs({ trusted, statements }: CrossAccountRoleArgs): ArgIssue[] {
  return [...trustedRoleIssues(trusted), ...emptyIssues("statements", statements, "right")];
}
