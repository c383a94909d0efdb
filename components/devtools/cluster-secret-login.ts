import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { workloadAccount } from "../cluster/subjects";
import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { emptyIssues, formIssues } from "../lib/plain";
import { slugIssues } from "../lib/slug";
import { workloadRoleName } from "../lib/secret-names";

/** Arguments of {@link ClusterSecretLogin}. */
export interface ClusterSecretLoginArgs {
  /** Path of the login; each cluster has its own. */
  readonly path: string;
  /** Issuer of the cluster's service accounts; EKS makes its keys public. */
  readonly issuer: pulumi.Input<string>;
}

/**
 * Lets a cluster's service accounts log in to OpenBao or Vault. Their own tokens are the proof, checked
 * with the issuer's public keys: the server needs no credential of the cluster, and no way to it.
 */
export class ClusterSecretLogin extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "ClusterSecretLogin");

  public readonly path: pulumi.Output<string>;

  public constructor(
    name: string,
    args: ClusterSecretLoginArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(ClusterSecretLogin.type, name, checkClusterSecretLoginArgs(args), opts);
    super(ClusterSecretLogin.type, name, args, opts);
    const { path, issuer } = args;
    const backend = new vault.jwt.AuthBackend(
      name,
      { path, type: "jwt", oidcDiscoveryUrl: issuer, boundIssuer: issuer },
      { parent: this },
    );
    this.path = backend.path.apply((made) => made ?? path);
    this.registerOutputs({ path: this.path });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkClusterSecretLoginArgs({ path }: ClusterSecretLoginArgs): ArgIssue[] {
  return formIssues(
    "path",
    path,
    /^[a-z0-9][a-z0-9-]*(\/[a-z0-9-]+)*$/,
    "a path such as kubernetes-dev",
  );
}

/** Audience of the tokens that workloads log in to the secret server with. */
const secretAudience = "openbao";

/** Arguments of {@link WorkloadSecrets}. */
export interface WorkloadSecretsArgs {
  /** Team slug. */
  readonly team: string;
  /** Environment; part of the role's name. */
  readonly environment: string;
  /** Namespaces whose workloads may log in, by the service account that `TeamNamespace` makes. */
  readonly namespaces: readonly pulumi.Input<string>[];
  /** Path of the cluster's login. */
  readonly loginPath: pulumi.Input<string>;
  /** Policy that the login gives. */
  readonly policy: pulumi.Input<string>;
}

/** Lets the workloads of a team's namespaces read their team's secrets, for an hour at a time. */
export class WorkloadSecrets extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "WorkloadSecrets");

  public constructor(
    name: string,
    args: WorkloadSecretsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(WorkloadSecrets.type, name, checkWorkloadSecretsArgs(args), opts);
    super(WorkloadSecrets.type, name, args, opts);
    const { team, environment, namespaces, loginPath, policy } = args;
    new vault.jwt.AuthBackendRole(
      name,
      {
        backend: loginPath,
        roleName: workloadRoleName(team, environment),
        roleType: "jwt",
        userClaim: "sub",
        boundAudiences: [secretAudience],
        boundClaims: {
          sub: pulumi
            .all([...namespaces])
            .apply((all) =>
              all.map((space) => `system:serviceaccount:${space}:${workloadAccount}`).join(","),
            ),
        },
        tokenPolicies: [policy],
        tokenTtl: 3600,
        tokenMaxTtl: 3600,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Every problem with the plain arguments. Pure. */
function checkWorkloadSecretsArgs(args: WorkloadSecretsArgs): ArgIssue[] {
  const { team, environment, namespaces } = args;
  return [
    ...slugIssues("team", team),
    ...slugIssues("environment", environment),
    ...emptyIssues("namespaces", namespaces, "namespace"),
  ];
}
