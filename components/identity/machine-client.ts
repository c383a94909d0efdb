import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { httpsIssues, slugIssues } from "../lib/slug";

/** How a machine shows who it is. */
export type MachineAuthentication =
  | {
      /** A JWT that the machine signs for each request: no secret is stored anywhere. */
      readonly by: "signed-jwt";
      /** Where the machine's public keys are. */
      readonly jwksUrl: string;
      /** @default "RS256" */
      readonly algorithm?: "RS256" | "PS256" | "ES256";
    }
  | {
      /** A secret that Keycloak makes; whoever has it is the machine. */
      readonly by: "secret";
    };

/** Arguments of {@link MachineClient}. */
export interface MachineClientArgs {
  /** Realm that the client is in. */
  readonly realmId: pulumi.Input<string>;
  /** Client id, a contract with the machine. */
  readonly clientId: string;
  /** The one server that its tokens are for: no other should take them. */
  readonly audience: string;
  readonly authentication: MachineAuthentication;
}

/** Seconds that a machine's token lasts; it asks for the next one. */
const tokenSeconds = 300;

/** A client of CI or a controller: its own account, no person's login, tokens for one server. */
export class MachineClient extends pulumi.ComponentResource {
  public static readonly type = typeToken("identity", "MachineClient");

  public readonly clientId: pulumi.Output<string>;
  /** The client's secret; empty when it signs. Secret. */
  public readonly clientSecret: pulumi.Output<string>;
  /** The account in the realm that its tokens are about, for group memberships and roles. */
  public readonly serviceAccountUserId: pulumi.Output<string>;

  public constructor(
    name: string,
    args: MachineClientArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(MachineClient.type, name, checkMachineClientArgs(args), opts);
    super(MachineClient.type, name, args, opts);
    const { realmId, clientId, audience, authentication } = args;
    const child = { parent: this };

    const client = new keycloak.openid.Client(
      name,
      {
        realmId,
        clientId,
        accessType: "CONFIDENTIAL",
        serviceAccountsEnabled: true,
        standardFlowEnabled: false,
        implicitFlowEnabled: false,
        directAccessGrantsEnabled: false,
        oauth2DeviceAuthorizationGrantEnabled: false,
        fullScopeAllowed: false,
        // `ClientRules` sets it on every client; said here too, it is no drift.
        pkceCodeChallengeMethod: "S256",
        accessTokenLifespan: String(tokenSeconds),
        useRefreshTokens: false,
        useRefreshTokensClientCredentials: false,
        validRedirectUris: [],
        webOrigins: [],
        ...authenticator(authentication),
      },
      { ...child, additionalSecretOutputs: ["clientSecret"] },
    );
    new keycloak.openid.AudienceProtocolMapper(
      `${name}-audience`,
      {
        realmId,
        clientId: client.id,
        name: "audience",
        includedCustomAudience: audience,
        addToAccessToken: true,
        addToIdToken: false,
      },
      child,
    );
    // Neither mail nor profile nor other servers' audiences; `basic` says whose token it is.
    new keycloak.openid.ClientDefaultScopes(
      `${name}-scopes`,
      { realmId, clientId: client.id, defaultScopes: ["basic"] },
      child,
    );

    this.clientId = client.clientId;
    this.clientSecret = pulumi.secret(
      authentication.by === "secret" ? client.clientSecret : pulumi.output(""),
    );
    this.serviceAccountUserId = client.serviceAccountUserId;
    this.registerOutputs({
      clientId: this.clientId,
      clientSecret: this.clientSecret,
      serviceAccountUserId: this.serviceAccountUserId,
    });
  }
}

/** Every problem with the plain arguments. Pure. */
export function checkMachineClientArgs(args: MachineClientArgs): ArgIssue[] {
  const { clientId, audience, authentication } = args;
  return [
    ...slugIssues("clientId", clientId),
    ...(/^[^\s*,]+$/.test(audience)
      ? []
      : [{ path: "audience", want: "the name of one server", got: audience }]),
    ...(authentication.by === "signed-jwt"
      ? httpsIssues("authentication.jwksUrl", authentication.jwksUrl)
      : []),
  ];
}

/** https://www.keycloak.org/docs/latest/server_admin/#_client-credentials */
function authenticator(authentication: MachineAuthentication) {
  return authentication.by === "secret"
    ? { clientAuthenticatorType: "client-secret" }
    : {
        clientAuthenticatorType: "client-jwt",
        extraConfig: {
          "use.jwks.url": "true",
          "jwks.url": authentication.jwksUrl,
          "token.endpoint.auth.signing.alg": authentication.algorithm ?? "RS256",
        },
      };
}
