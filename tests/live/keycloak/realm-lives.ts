import type { KindLife } from "../kind-life";
import { realmInputs, realmId, at, api, edit } from "./world";

export const realmLives: Readonly<Record<string, () => KindLife>> = {
  "keycloak:index/realm:Realm": () => ({
    id: `${realmId}-own`,
    inputs: {
      ...realmInputs,
      realm: `${realmId}-own`,
      displayName: "Acme",
      loginWithEmailAllowed: true,
      ssoSessionIdleTimeout: "30m",
      otpPolicy: { type: "totp", algorithm: "HmacSHA256", digits: 6, period: 30 },
      securityDefenses: {
        bruteForceDetection: { maxLoginFailures: 10, permanentLockout: false },
        headers: { xFrameOptions: "DENY" },
      },
      internationalization: { supportedLocales: ["en", "de"], defaultLocale: "en" },
      smtpServer: {
        host: "mail.example.com",
        port: "587",
        from: "id@example.com",
        starttls: true,
        auth: { username: "id", password: "not-for-eyes" },
      },
      attributes: { "acme.owner": "platform" },
      webAuthnPolicy: { relyingPartyEntityName: "Acme", signatureAlgorithms: ["ES256", "RS256"] },
      webAuthnPasswordlessPolicy: {
        relyingPartyEntityName: "Acme",
        userVerificationRequirement: "required",
        passwordlessPasskeysEnabled: true,
      },
    },
    spoil: async () =>
      api.send("PUT", `${at}-own`, {
        ...(await api.find(`${at}-own`)),
        accessTokenLifespan: 3600,
        sslRequired: "none",
        bruteForceProtected: false,
        otpPolicyDigits: 8,
        // Not in the program; its provider's default is no.
        userManagedAccessAllowed: true,
        webAuthnPolicyRpEntityName: "by hand",
        browserSecurityHeaders: { xFrameOptions: "SAMEORIGIN" },
      }),
    drift: {
      accessTokenLifespan: "1h0m0s",
      sslRequired: "none",
      userManagedAccess: true,
      webAuthnPolicy: {
        relyingPartyEntityName: "by hand",
        signatureAlgorithms: ["ES256", "RS256"],
      },
      otpPolicy: { type: "totp", algorithm: "HmacSHA256", digits: 8, period: 30 },
      securityDefenses: { headers: { xFrameOptions: "SAMEORIGIN" } },
    },
    change: {
      smtpServer: {
        host: "mail.example.com",
        from: "id@example.com",
        tokenAuth: {
          username: "id",
          url: "https://login.example.com/token",
          clientId: "id",
          clientSecret: "not-for-eyes",
          scope: "mail",
        },
      },
      internationalization: undefined,
      passwordPolicy: "length(8)",
      accessTokenLifespan: "5m",
      attributes: { "acme.other": "yes" },
    },
  }),
  "keycloak:index/realmEvents:RealmEvents": () => ({
    id: realmId,
    inputs: {
      realmId,
      eventsEnabled: true,
      adminEventsEnabled: true,
      adminEventsDetailsEnabled: true,
      eventsListeners: ["jboss-logging"],
    },
    spoil: () => edit("events/config", () => ({ adminEventsEnabled: false, eventsListeners: [] })),
    drift: { adminEventsEnabled: false, eventsListeners: [] },
    change: { eventsExpiration: 3600, enabledEventTypes: ["LOGIN", "LOGIN_ERROR"] },
    stays: true,
  }),
};
