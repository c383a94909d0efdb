import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { typeToken } from "../lib/component";

export interface ClusterSecretLoginArgs {
  /** Path of the login, one a cluster. */
  readonly path: string;
  /** Address of the cluster's API server. */
  readonly endpoint: pulumi.Input<string>;
  /** Its CA certificate, PEM in base64. */
  readonly certificateAuthority: pulumi.Input<string>;
}

/** Lets a cluster's service accounts log in to OpenBao or Vault. Their own tokens are the proof. */
export class ClusterSecretLogin extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "ClusterSecretLogin");

  public readonly path: pulumi.Output<string>;

  public constructor(
    name: string,
    args: ClusterSecretLoginArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(ClusterSecretLogin.type, name, args, opts);
    const { path, endpoint, certificateAuthority } = args;
    const backend = new vault.AuthBackend(name, { type: "kubernetes", path }, { parent: this });
    new vault.kubernetes.AuthBackendConfig(
      `${name}-cluster`,
      {
        backend: backend.path,
        kubernetesHost: endpoint,
        kubernetesCaCert: pulumi
          .output(certificateAuthority)
          .apply((pem) => Buffer.from(pem, "base64").toString("utf8")),
        disableLocalCaJwt: true,
      },
      { parent: this },
    );
    this.path = backend.path;
    this.registerOutputs({ path: this.path });
  }
}

export interface WorkloadSecretsArgs {
  /** Team slug. */
  readonly team: string;
  /** Environment; part of the role's name. */
  readonly environment: string;
  /** Namespace whose service accounts may log in. */
  readonly namespace: pulumi.Input<string>;
  /** Path of the cluster's login. */
  readonly loginPath: pulumi.Input<string>;
  /** Policy that the login gives. */
  readonly policy: pulumi.Input<string>;
}

/** Lets the workloads of one namespace read their team's secrets, for an hour at a time. */
export class WorkloadSecrets extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "WorkloadSecrets");

  public constructor(
    name: string,
    args: WorkloadSecretsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(WorkloadSecrets.type, name, args, opts);
    const { team, environment, namespace, loginPath, policy } = args;
    new vault.kubernetes.AuthBackendRole(
      name,
      {
        backend: loginPath,
        roleName: `team-${team}-${environment}`,
        boundServiceAccountNames: [`${team}-workload`],
        boundServiceAccountNamespaces: [namespace],
        audience: "openbao",
        tokenPolicies: [policy],
        tokenTtl: 3600,
        tokenMaxTtl: 3600,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
