import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { assertArgs, typeToken } from "../lib/component";
import { slugIssues } from "../lib/slug";

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
    assertArgs(AccessGroup.type, name, slugIssues("group", args.group), opts);
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
