import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { httpsIssues, slugIssues } from "../lib/slug";

/** Claim that lists a person's groups in every client's tokens. */
export const groupsClaim = "groups";

/** Arguments of {@link ToolClient}. */
export interface ToolClientArgs {
  /** Realm that the client is in. */
  readonly realmId: pulumi.Input<string>;
  /** Client id, a contract with the tool. */
  readonly clientId: string;
  /** Exact addresses that a login may come back to; `http://localhost:<port>` for command lines. */
  readonly redirectUris: readonly string[];
  /**
   * Origins whose pages may ask for tokens by themselves, such as `https://grafana.example.com`.
   * @default []: none may
   */
  readonly webOrigins?: readonly string[];
  /**
   * Whether the tool can't keep a secret, as a command line can't.
   * @default false
   */
  readonly public?: boolean;
  /**
   * Whether the engine refuses to delete the client, and with it every login to its tool. A destroy of the
   * stack is then refused before anything goes that the client depends on by `dependsOn`.
   * @default true
   */
  readonly protect?: boolean;
}

/** A management tool's client of the realm: code flow with PKCE only, and the groups claim. */
export class ToolClient extends pulumi.ComponentResource {
  public static readonly type = typeToken("identity", "ToolClient");

  public readonly clientId: pulumi.Output<string>;
  /** The client's secret; empty for a public client. Secret. */
  public readonly clientSecret: pulumi.Output<string>;

  public constructor(name: string, args: ToolClientArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(ToolClient.type, name, checkToolClientArgs(args), opts);
    super(ToolClient.type, name, args, opts);
    const { realmId, redirectUris, webOrigins = [], protect = true } = args;
    const { dependsOn = [] } = opts ?? {};
    const child = { parent: this, protect };

    const client = new keycloak.openid.Client(
      name,
      {
        realmId,
        clientId: args.clientId,
        accessType: args.public === true ? "PUBLIC" : "CONFIDENTIAL",
        standardFlowEnabled: true,
        implicitFlowEnabled: false,
        directAccessGrantsEnabled: false,
        serviceAccountsEnabled: false,
        oauth2DeviceAuthorizationGrantEnabled: false,
        fullScopeAllowed: false,
        pkceCodeChallengeMethod: "S256",
        validRedirectUris: [...redirectUris],
        webOrigins: [...webOrigins],
      },
      // The SDK does not hand a component's own order on to its parts.
      { ...child, dependsOn, additionalSecretOutputs: ["clientSecret"] },
    );
    new keycloak.openid.GroupMembershipProtocolMapper(
      `${name}-groups`,
      { realmId, clientId: client.id, name: groupsClaim, claimName: groupsClaim, fullPath: false },
      child,
    );
    new keycloak.openid.AudienceProtocolMapper(
      `${name}-audience`,
      { realmId, clientId: client.id, name: "audience", includedClientAudience: args.clientId },
      child,
    );

    this.clientId = client.clientId;
    this.clientSecret = pulumi.secret(client.clientSecret);
    this.registerOutputs({ clientId: this.clientId, clientSecret: this.clientSecret });
  }
}

/** Every problem with the plain arguments. Pure. */
export function checkToolClientArgs(args: ToolClientArgs): ArgIssue[] {
  const { clientId, redirectUris, webOrigins = [] } = args;
  return [
    ...slugIssues("clientId", clientId),
    ...(redirectUris.length > 0
      ? []
      : [{ path: "redirectUris", want: "one address at least", got: redirectUris }]),
    ...redirectUris.flatMap((uri, index) =>
      /^http:\/\/localhost:\d+(\/[^*]*)?$/.test(uri)
        ? []
        : httpsIssues(`redirectUris[${index}]`, uri),
    ),
    ...webOrigins.flatMap((origin, index) =>
      /^https:\/\/[^\s*/+]+$/.test(origin)
        ? []
        : [{ path: `webOrigins[${index}]`, want: "an https origin without a path", got: origin }],
    ),
  ];
}
