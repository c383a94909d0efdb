import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { checkRepositoryJobs, type RepositoryJobs } from "./github-jobs";

/** Arguments of {@link PipelineLogin}. */
export interface PipelineLoginArgs extends RepositoryJobs {
  /** Path of the login that takes GitHub's tokens; made by `SecretLogin`. */
  readonly loginPath: pulumi.Input<string>;
  /** Name of the role, a contract with workflows that log in with it. */
  readonly roleName: string;
  /** Policies that the login gives. */
  readonly policies: readonly pulumi.Input<string>[];
}

/** Lets jobs of one GitHub repository log in to OpenBao or Vault in the named environments, for an hour. */
export class PipelineLogin extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "PipelineLogin");

  public constructor(
    name: string,
    args: PipelineLoginArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(PipelineLogin.type, name, checkPipelineLoginArgs(args), opts);
    super(PipelineLogin.type, name, args, opts);
    const { loginPath, roleName, repository, ids, environments, policies } = args;
    new vault.jwt.AuthBackendRole(
      name,
      {
        backend: loginPath,
        roleName,
        roleType: "jwt",
        userClaim: "sub",
        boundAudiences: [`https://github.com/${repository.split("/")[0] ?? ""}`],
        boundClaims: {
          repository,
          environment: environments.join(","),
          ...(ids === undefined
            ? {}
            : { repository_id: `${ids.repository}`, repository_owner_id: `${ids.owner}` }),
        },
        tokenPolicies: [...policies],
        tokenTtl: 3600,
        tokenMaxTtl: 3600,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Every problem with the plain arguments. Pure. */
function checkPipelineLoginArgs(args: PipelineLoginArgs): ArgIssue[] {
  const issues = checkRepositoryJobs(args);
  return args.policies.length === 0
    ? [...issues, { path: "policies", want: "one policy at least", got: args.policies }]
    : issues;
}
