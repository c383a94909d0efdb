import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { formIssues } from "../lib/plain";
import { groupPrefix } from "./subjects";

/** Arguments of {@link AdministratorView}. */
export interface AdministratorViewArgs {
  /** Group of the realm whose people run the platform. */
  readonly group: string;
}

/**
 * Lets the people who run the platform see a whole cluster but its secrets. What they change goes
 * through CI, or through the break-glass role, which does not need the realm.
 */
export class AdministratorView extends pulumi.ComponentResource {
  public static readonly type = typeToken("cluster", "AdministratorView");

  public constructor(
    name: string,
    args: AdministratorViewArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(AdministratorView.type, name, checkAdministratorViewArgs(args), opts);
    super(AdministratorView.type, name, args, opts);
    const apiGroup = "rbac.authorization.k8s.io";
    new k8s.rbac.v1.ClusterRoleBinding(
      name,
      {
        metadata: { name: "platform-administrators" },
        roleRef: { apiGroup, kind: "ClusterRole", name: "view" },
        subjects: [{ apiGroup, kind: "Group", name: `${groupPrefix}${args.group}` }],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Every problem with the plain arguments. Pure. */
function checkAdministratorViewArgs({ group }: AdministratorViewArgs): ArgIssue[] {
  return formIssues("group", group, /^\S(.*\S)?$/, "the name of a group");
}
