import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { httpsIssues, slugIssues } from "../lib/slug";
import { AdministratorLogin } from "./administrator-login";
import { ClientRules } from "./client-rules";
import { eventDays, tokenLifetimes } from "./internal/token-lifetimes";

/** Arguments of {@link Realm}. */
export interface RealmArgs {
  /** Name of the realm, part of its issuer. Changing it makes a new realm. */
  readonly realm: string;
  /** Address of the Keycloak server, such as `https://id.example.com`. */
  readonly url: string;
  /**
   * Group whose members run the platform: the realm makes it, and asks them for a second factor.
   * @default "platform"
   */
  readonly administratorGroup?: string;
  /**
   * Who keeps passwords: `realm`, by a policy; `none`, when people come through a `Broker` or a directory.
   * @default "realm"
   */
  readonly passwords?: "realm" | "none";
  /**
   * Whether engine and provider refuse to delete the realm. Its users go with it.
   * @default true
   */
  readonly protect?: boolean;
}

/** A Keycloak realm with safe defaults: TLS, short tokens, rules for every client, events kept. */
export class Realm extends pulumi.ComponentResource {
  public static readonly type = typeToken("identity", "Realm");

  public readonly realmId: pulumi.Output<string>;
  /** Issuer of the realm's tokens. */
  public readonly issuer: pulumi.Output<string>;
  /** Group whose members run the platform. */
  public readonly administratorGroupId: pulumi.Output<string>;
  /** Flow that asks administrators who come through a `Broker` for a one-time code. */
  public readonly secondFactorFlow: pulumi.Output<string>;

  public constructor(name: string, args: RealmArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Realm.type, name, checkRealmArgs(args), opts);
    super(Realm.type, name, args, opts);
    const { administratorGroup = "platform", protect = true } = args;
    const child = { parent: this };

    const settings = realmSettings(args);
    const realm = new keycloak.Realm(name, settings, { ...child, protect });
    new keycloak.RealmEvents(
      `${name}-events`,
      {
        realmId: realm.id,
        eventsEnabled: true,
        eventsExpiration: eventDays * 24 * 60 * 60,
        adminEventsEnabled: true,
        adminEventsDetailsEnabled: true,
        eventsListeners: ["jboss-logging"],
      },
      { ...child, protect },
    );
    const login = new AdministratorLogin(
      `${name}-administrators`,
      { realmId: realm.id, group: administratorGroup, rebindOn: JSON.stringify(settings) },
      child,
    );
    new ClientRules(`${name}-clients`, { realmId: realm.id }, child);

    this.realmId = realm.id;
    this.issuer = pulumi.interpolate`${args.url}/realms/${realm.realm}`;
    this.administratorGroupId = login.groupId;
    this.secondFactorFlow = login.brokerFlow;
    this.registerOutputs({
      realmId: this.realmId,
      issuer: this.issuer,
      administratorGroupId: this.administratorGroupId,
      secondFactorFlow: this.secondFactorFlow,
    });
  }
}

/** Every problem with the plain arguments. Pure. */
export function checkRealmArgs({ realm, url, administratorGroup }: RealmArgs): ArgIssue[] {
  const master =
    realm === "master"
      ? [{ path: "realm", want: "a realm of its own, master administers the server", got: realm }]
      : [];
  const group = administratorGroup ?? "platform";
  return [
    ...slugIssues("realm", realm),
    ...master,
    ...httpsIssues("url", url),
    ...slugIssues("administratorGroup", group),
  ];
}

/** Settings of the realm in Keycloak; https://www.keycloak.org/docs/latest/server_admin/ */
function realmSettings({ realm, passwords = "realm", protect = true }: RealmArgs) {
  return {
    realm,
    enabled: true,
    terraformDeletionProtection: protect,
    sslRequired: "all",
    registrationAllowed: false,
    resetPasswordAllowed: false,
    rememberMe: false,
    verifyEmail: true,
    loginWithEmailAllowed: true,
    duplicateEmailsAllowed: false,
    editUsernameAllowed: false,
    // The one algorithm that kube-apiserver takes by default.
    defaultSignatureAlgorithm: "RS256",
    ...tokenLifetimes,
    revokeRefreshToken: true,
    refreshTokenMaxReuse: 0,
    ...(passwords === "none" ? {} : { passwordPolicy }),
    // Every authenticator app supports SHA1 and six digits.
    otpPolicy: {
      type: "totp",
      algorithm: "HmacSHA1",
      digits: 6,
      period: 30,
      lookAheadWindow: 1,
      codeReusable: false,
    },
    securityDefenses: {
      bruteForceDetection: {
        maxLoginFailures: 10,
        permanentLockout: false,
        waitIncrementSeconds: 60,
        maxFailureWaitSeconds: 900,
        failureResetTimeSeconds: 43200,
      },
      headers: {
        contentSecurityPolicy: "frame-src 'self'; frame-ancestors 'self'; object-src 'none';",
        strictTransportSecurity: "max-age=31536000; includeSubDomains",
        xContentTypeOptions: "nosniff",
        xFrameOptions: "SAMEORIGIN",
        xRobotsTag: "none",
        referrerPolicy: "no-referrer",
      },
    },
  } satisfies keycloak.RealmArgs;
}

const passwordPolicy = "length(14) and notUsername and notEmail and passwordHistory(5)";
