import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { policyDocument, type Statement } from "../lib/policy-document";
import { trustedRoleIssues, trustOfRoles } from "../lib/trusted-roles";

/** Arguments of {@link DelegationRole}. */
export interface DelegationRoleArgs {
  /** Name of the role, a contract with the environments' stacks. */
  readonly roleName: string;
  /** ARN of the organisation's zone. */
  readonly zoneArn: pulumi.Input<string>;
  /** Roles that may assume it: the platform's own CI roles, one an account. */
  readonly trusted: readonly string[];
}

/** Lets environments delegate their part of the organisation's zone: name server records, nothing else. */
export class DelegationRole extends pulumi.ComponentResource {
  public static readonly type = typeToken("ingress", "DelegationRole");

  public readonly roleArn: pulumi.Output<string>;

  public constructor(
    name: string,
    args: DelegationRoleArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(DelegationRole.type, name, checkDelegationRoleArgs(args), opts);
    const { roleName, zoneArn, trusted } = args;
    const statements = records(zoneArn);
    // The guardrails judge statements here, as long as the zone's ARN is not known.
    super(DelegationRole.type, name, { ...args, statements }, opts);

    const role = new aws.iam.Role(
      name,
      {
        name: roleName,
        maxSessionDuration: 3600,
        assumeRolePolicy: policyDocument(...trustOfRoles(trusted)),
      },
      { parent: this },
    );
    new aws.iam.RolePolicy(
      `${name}-records`,
      { role: role.name, policy: policyDocument(...statements) },
      { parent: this },
    );

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

/** Name server records of a zone; https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html */
function records(zoneArn: pulumi.Input<string>): Statement[] {
  return [
    {
      actions: ["route53:ChangeResourceRecordSets"],
      resources: [zoneArn],
      conditions: {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["NS"] },
      },
    },
    {
      actions: ["route53:ListResourceRecordSets", "route53:GetHostedZone"],
      resources: [zoneArn],
    },
    { actions: ["route53:GetChange"], resources: ["arn:aws:route53:::change/*"] },
  ];
}

/** Every problem with the plain arguments. Pure. */
export function checkDelegationRoleArgs({ trusted }: DelegationRoleArgs): ArgIssue[] {
  return trustedRoleIssues(trusted);
}
