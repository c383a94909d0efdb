import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";

/** Arguments of {@link AccessGroup}. */
export interface AccessGroupArgs {
  /** Identity store of IAM Identity Center, such as `d-1234567890`. */
  readonly identityStoreId: pulumi.Input<string>;
  /** Name of the group, as administrators of Identity Center see it. */
  readonly group: string;
  /**
   * Purpose of the group.
   * @default "Made by the platform"
   */
  readonly description?: string;
}

/** A group of the identity store, for stores that the company's own provider does not fill by SCIM. */
export class AccessGroup extends pulumi.ComponentResource {
  public static readonly type = typeToken("identity", "AccessGroup");

  /** Id that `AccountAccess` gives rights to. */
  public readonly groupId: pulumi.Output<string>;

  public constructor(name: string, args: AccessGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(AccessGroup.type, name, checkAccessGroupArgs(args), opts);
    super(AccessGroup.type, name, args, opts);
    const { identityStoreId, group, description = "Made by the platform" } = args;

    const made = new aws.identitystore.Group(
      name,
      { identityStoreId, displayName: group, description },
      { parent: this },
    );
    this.groupId = made.groupId;
    this.registerOutputs({ groupId: this.groupId });
  }
}

/** https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_CreateGroup.html */
function checkAccessGroupArgs({ group }: AccessGroupArgs): ArgIssue[] {
  return /^[\p{L}\p{M}\p{S}\p{N}\p{P} ]{1,1024}$/u.test(group) && group.trim() !== ""
    ? []
    : [{ path: "group", want: "1 to 1024 printable characters", got: group }];
}
