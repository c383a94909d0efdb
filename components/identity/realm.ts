import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { httpsIssues, slugIssues } from "../lib/slug";

export interface RealmArgs {
  /** Name of the realm, part of its issuer. Changing it makes a new realm. */
  readonly realm: string;
  /** Address of the Keycloak server, such as `https://id.example.com`. */
  readonly url: string;
}

/** A Keycloak realm with safe defaults: TLS, brute-force protection, short tokens, events kept. */
export class Realm extends pulumi.ComponentResource {
  public static readonly type = typeToken("identity", "Realm");

  public readonly realmId: pulumi.Output<string>;
  /** Issuer of the realm's tokens. */
  public readonly issuer: pulumi.Output<string>;

  public constructor(name: string, args: RealmArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Realm.type, name, checkRealmArgs(args), opts);
    super(Realm.type, name, args, opts);

    const realm = new keycloak.Realm(
      name,
      {
        realm: args.realm,
        enabled: true,
        sslRequired: "all",
        registrationAllowed: false,
        verifyEmail: true,
        accessTokenLifespan: "15m0s",
        ssoSessionMaxLifespan: "12h0m0s",
        revokeRefreshToken: true,
        refreshTokenMaxReuse: 0,
        passwordPolicy: "length(14) and notUsername and notEmail and passwordHistory(5)",
        securityDefenses: {
          bruteForceDetection: { maxLoginFailures: 10, permanentLockout: false },
        },
      },
      { parent: this, protect: true },
    );
    new keycloak.RealmEvents(
      `${name}-events`,
      {
        realmId: realm.id,
        eventsEnabled: true,
        adminEventsEnabled: true,
        adminEventsDetailsEnabled: true,
        eventsListeners: ["jboss-logging"],
      },
      { parent: this },
    );

    this.realmId = realm.id;
    this.issuer = pulumi.interpolate`${args.url}/realms/${realm.realm}`;
    this.registerOutputs({ realmId: this.realmId, issuer: this.issuer });
  }
}

/** Every problem with the plain arguments. Pure. */
export function checkRealmArgs({ realm, url }: RealmArgs): ArgIssue[] {
  const master =
    realm === "master"
      ? [{ path: "realm", want: "a realm of its own, master administers the server", got: realm }]
      : [];
  return [...slugIssues("realm", realm), ...master, ...httpsIssues("url", url)];
}
