import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { assertArgs, typeToken } from "../lib/component";
import { httpsIssues } from "../lib/slug";
import { githubIssuer } from "./github-jobs";

/** Arguments of {@link SecretLogin}. */
export interface SecretLoginArgs {
  /** The realm's issuer. */
  readonly issuer: string;
  /** Client of the realm that people log in with. */
  readonly clientId: pulumi.Input<string>;
  /** Its secret: the server takes no client without one, PKCE or not. Secret. */
  readonly clientSecret: pulumi.Input<string>;
  /** Exact addresses that the login may come back to. */
  readonly redirectUris: readonly string[];
  /** Claim that lists a person's groups. */
  readonly groupsClaim: pulumi.Input<string>;
}

/** Logins to OpenBao or Vault: people through the realm, pipelines through GitHub's tokens. */
export class SecretLogin extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "SecretLogin");

  /** Accessor of people's login, which groups are bound to. */
  public readonly accessor: pulumi.Output<string>;
  /** Path of the pipelines' login. */
  public readonly ciPath: pulumi.Output<string>;

  public constructor(name: string, args: SecretLoginArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(SecretLogin.type, name, httpsIssues("issuer", args.issuer), opts);
    super(
      SecretLogin.type,
      name,
      { ...args, clientSecret: pulumi.secret(args.clientSecret) },
      opts,
    );
    const { issuer, clientId, redirectUris, groupsClaim } = args;
    const child = { parent: this };

    const people = new vault.jwt.AuthBackend(
      `${name}-people`,
      {
        path: "oidc",
        type: "oidc",
        oidcDiscoveryUrl: issuer,
        oidcClientId: clientId,
        oidcClientSecret: pulumi.secret(args.clientSecret),
        defaultRole: "person",
      },
      child,
    );
    new vault.jwt.AuthBackendRole(
      `${name}-person`,
      {
        backend: people.path.apply((path) => path ?? "oidc"),
        roleName: "person",
        roleType: "oidc",
        userClaim: "sub",
        groupsClaim,
        boundAudiences: [clientId],
        allowedRedirectUris: [...redirectUris],
        tokenTtl: 3600,
        tokenMaxTtl: 3600,
      },
      child,
    );
    const pipelines = new vault.jwt.AuthBackend(
      `${name}-pipelines`,
      { path: "github", type: "jwt", oidcDiscoveryUrl: githubIssuer, boundIssuer: githubIssuer },
      child,
    );

    this.accessor = people.accessor;
    this.ciPath = pipelines.path.apply((path) => path ?? "github");
    this.registerOutputs({ accessor: this.accessor, ciPath: this.ciPath });
  }
}
