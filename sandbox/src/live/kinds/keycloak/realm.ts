import type { Bag } from "../../../cloud/store";
import { seconds } from "../rest/durations";
import {
  computed,
  type Field,
  type Fields,
  flag,
  flagText,
  type Section,
  set,
  starred,
  text,
  whole,
} from "../rest/fields";
import type { Table } from "../rest/table";
import { pick } from "../rest/paths-of-keys";
import { route } from "../rest/route";
import { bindingFields } from "./flows";

const stays = (at: string): Field => computed(flag(at), false);
const chosen = (at: string): Field => computed(text(at));

const logins: Fields = {
  registrationAllowed: stays("registrationAllowed"),
  registrationEmailAsUsername: stays("registrationEmailAsUsername"),
  editUsernameAllowed: stays("editUsernameAllowed"),
  resetPasswordAllowed: stays("resetPasswordAllowed"),
  rememberMe: stays("rememberMe"),
  verifyEmail: stays("verifyEmail"),
  loginWithEmailAllowed: stays("loginWithEmailAllowed"),
  duplicateEmailsAllowed: stays("duplicateEmailsAllowed"),
  sslRequired: text("sslRequired", "external"),
  passwordPolicy: text("passwordPolicy"),
};

const lifespans: Fields = {
  revokeRefreshToken: flag("revokeRefreshToken"),
  refreshTokenMaxReuse: whole("refreshTokenMaxReuse", 0),
  offlineSessionMaxLifespanEnabled: flag("offlineSessionMaxLifespanEnabled"),
  defaultSignatureAlgorithm: text("defaultSignatureAlgorithm"),
  oauth2DevicePollingInterval: computed(whole("oauth2DevicePollingInterval")),
  ...Object.fromEntries(
    [
      "ssoSessionIdleTimeout",
      "ssoSessionMaxLifespan",
      "ssoSessionIdleTimeoutRememberMe",
      "ssoSessionMaxLifespanRememberMe",
      "offlineSessionIdleTimeout",
      "offlineSessionMaxLifespan",
      "clientSessionIdleTimeout",
      "clientSessionMaxLifespan",
      "accessTokenLifespan",
      "accessTokenLifespanForImplicitFlow",
      "accessCodeLifespan",
      "accessCodeLifespanLogin",
      "accessCodeLifespanUserAction",
      "actionTokenGeneratedByUserLifespan",
      "actionTokenGeneratedByAdminLifespan",
      "oauth2DeviceCodeLifespan",
    ].map((name) => [name, seconds(name)]),
  ),
};

const bruteForce: Section = {
  present: (body) => body["bruteForceProtected"] === true,
  write: (declared) => ({ bruteForceProtected: declared }),
  filled: true,
};

const defenses: Fields = {
  "securityDefenses.bruteForceDetection": bruteForce,
  ...under("securityDefenses.bruteForceDetection", {
    permanentLockout: flag("permanentLockout"),
    bruteForceStrategy: text("bruteForceStrategy", "MULTIPLE"),
    maxTemporaryLockouts: whole("maxTemporaryLockouts", 0),
    maxLoginFailures: whole("failureFactor", 30),
    waitIncrementSeconds: whole("waitIncrementSeconds", 60),
    quickLoginCheckMilliSeconds: whole("quickLoginCheckMilliSeconds", 1000),
    minimumQuickLoginWaitSeconds: whole("minimumQuickLoginWaitSeconds", 60),
    maxFailureWaitSeconds: whole("maxFailureWaitSeconds", 900),
    failureResetTimeSeconds: whole("maxDeltaTimeSeconds", 43_200),
  }),
  "securityDefenses.headers": { filled: true },
  ...under("securityDefenses.headers", {
    xFrameOptions: text("browserSecurityHeaders/xFrameOptions", "SAMEORIGIN"),
    contentSecurityPolicy: text(
      "browserSecurityHeaders/contentSecurityPolicy",
      "frame-src 'self'; frame-ancestors 'self'; object-src 'none';",
    ),
    contentSecurityPolicyReportOnly: text("browserSecurityHeaders/contentSecurityPolicyReportOnly"),
    xContentTypeOptions: text("browserSecurityHeaders/xContentTypeOptions", "nosniff"),
    xRobotsTag: text("browserSecurityHeaders/xRobotsTag", "none"),
    xXssProtection: text("browserSecurityHeaders/xXSSProtection", "1; mode=block"),
    strictTransportSecurity: text(
      "browserSecurityHeaders/strictTransportSecurity",
      "max-age=31536000; includeSubDomains",
    ),
    referrerPolicy: text("browserSecurityHeaders/referrerPolicy", "no-referrer"),
  }),
};

const authType = (body: Bag) => pick(body, ["smtpServer", "authType"]) ?? "basic";
const authorises = (body: Bag) => pick(body, ["smtpServer", "auth"]) === "true";

const mail: Fields = {
  smtpServer: {
    present: (body) => pick(body, ["smtpServer", "host"]) !== undefined,
    write: () => ({ smtpServer: {} }),
    filled: false,
  },
  ...under("smtpServer", {
    host: text("smtpServer/host"),
    port: text("smtpServer/port"),
    from: text("smtpServer/from"),
    fromDisplayName: text("smtpServer/fromDisplayName"),
    replyTo: text("smtpServer/replyTo"),
    replyToDisplayName: text("smtpServer/replyToDisplayName"),
    envelopeFrom: text("smtpServer/envelopeFrom"),
    starttls: flagText("smtpServer/starttls"),
    ssl: flagText("smtpServer/ssl"),
    allowUtf8: flagText("smtpServer/allowutf8"),
    auth: { present: (body) => authorises(body) && authType(body) !== "token", filled: false },
    "auth.username": text("smtpServer/user"),
    "auth.password": starred(text("smtpServer/password")),
    tokenAuth: { present: (body) => authorises(body) && authType(body) === "token", filled: false },
    "tokenAuth.username": text("smtpServer/user"),
    "tokenAuth.url": text("smtpServer/authTokenUrl"),
    "tokenAuth.clientId": text("smtpServer/authTokenClientId"),
    "tokenAuth.clientSecret": starred(text("smtpServer/authTokenClientSecret")),
    "tokenAuth.scope": text("smtpServer/authTokenScope"),
  }),
};

const languages: Fields = {
  internationalization: {
    present: (body) => body["internationalizationEnabled"] === true,
    write: (declared: boolean) => ({ internationalizationEnabled: declared }),
    filled: true,
  },
  ...under("internationalization", {
    supportedLocales: set("supportedLocales"),
    defaultLocale: text("defaultLocale"),
  }),
};

const otp: Fields = {
  otpPolicy: { filled: false },
  ...under("otpPolicy", {
    type: text("otpPolicyType", "totp"),
    algorithm: text("otpPolicyAlgorithm", "HmacSHA1"),
    digits: whole("otpPolicyDigits", 6),
    initialCounter: whole("otpPolicyInitialCounter", 2),
    lookAheadWindow: whole("otpPolicyLookAheadWindow", 1),
    period: whole("otpPolicyPeriod", 30),
    codeReusable: flag("otpPolicyCodeReusable"),
  }),
};

const webAuthn = (property: string, prefix: string, more: Fields): Fields => ({
  [property]: { filled: false },
  ...under(property, {
    acceptableAaguids: set(`${prefix}AcceptableAaguids`),
    extraOrigins: set(`${prefix}ExtraOrigins`),
    attestationConveyancePreference: text(
      `${prefix}AttestationConveyancePreference`,
      "not specified",
    ),
    authenticatorAttachment: text(`${prefix}AuthenticatorAttachment`, "not specified"),
    avoidSameAuthenticatorRegister: flag(`${prefix}AvoidSameAuthenticatorRegister`),
    createTimeout: whole(`${prefix}CreateTimeout`, 0),
    requireResidentKey: text(`${prefix}RequireResidentKey`, "not specified"),
    discoverableCredential: text(`${prefix}ResidentKey`, "not specified"),
    relyingPartyEntityName: text(`${prefix}RpEntityName`, "keycloak"),
    relyingPartyId: text(`${prefix}RpId`),
    signatureAlgorithms: computed(set(`${prefix}SignatureAlgorithms`)),
    userVerificationRequirement: text(`${prefix}UserVerificationRequirement`, "not specified"),
    ...more,
  }),
});

/** `keycloak:index/realm:Realm`; its id is its name. */
export const realm: Table = {
  label: "realm",
  name: "realm",
  address: ["realm", "internalId", "terraformDeletionProtection"],
  fields: {
    enabled: flag("enabled", true),
    displayName: text("displayName"),
    displayNameHtml: text("displayNameHtml"),
    userManagedAccess: flag("userManagedAccessAllowed"),
    organizationsEnabled: flag("organizationsEnabled"),
    adminPermissionsEnabled: flag("adminPermissionsEnabled"),
    loginTheme: text("loginTheme"),
    accountTheme: text("accountTheme"),
    adminTheme: text("adminTheme"),
    emailTheme: text("emailTheme"),
    defaultDefaultClientScopes: computed(set("defaultDefaultClientScopes")),
    defaultOptionalClientScopes: computed(set("defaultOptionalClientScopes")),
    attributes: { extra: ["attributes"], dropped: "left out" },
    ...logins,
    ...lifespans,
    ...defenses,
    ...mail,
    ...languages,
    ...otp,
    ...webAuthn("webAuthnPolicy", "webAuthnPolicy", {}),
    ...webAuthn("webAuthnPasswordlessPolicy", "webAuthnPolicyPasswordless", {
      passwordlessPasskeysEnabled: flag("webAuthnPolicyPasswordlessPasskeysEnabled"),
    }),
    ...bindingFields(chosen),
  },
  access: (api) => {
    const path = (id: string) => route`admin/realms/${id}`;
    const withAuth = (body: Bag, inputs: Bag): Bag => ({
      ...body,
      smtpServer: mailOf(body, inputs),
    });
    return {
      create: async (body, inputs) => {
        const { realm: name, internalId } = inputs;
        await api.send("POST", "admin/realms", {
          ...withAuth(body, inputs),
          id: internalId ?? name,
          realm: name,
        });
        return String(name);
      },
      read: (id) => api.find(path(id)),
      update: async (id, body, inputs) => {
        await api.send("PUT", path(id), withAuth(body, inputs));
        return undefined;
      },
      delete: async (id, inputs) => {
        if (inputs["terraformDeletionProtection"] === true) {
          throw new Error(
            "terraformDeletionProtection is true; set it to false and run `up` before the realm is deleted",
          );
        }
        await api.remove(path(id));
      },
    };
  },
  outputs: ({ id }) => ({ internalId: id }),
  refuse: (inputs) => {
    const { duplicateEmailsAllowed: duplicates } = inputs;
    return duplicates === true && inputs["loginWithEmailAllowed"] === true
      ? "duplicateEmailsAllowed can't be true if loginWithEmailAllowed is true"
      : undefined;
  },
};

/** The mail server's settings with its kind of login, which follows from the declared settings. */
function mailOf(body: Bag, inputs: Bag): unknown {
  const declared = inputs["smtpServer"];
  if (typeof declared !== "object" || declared === null) {
    return {};
  }
  const kind = "tokenAuth" in declared ? "token" : "auth" in declared ? "basic" : undefined;
  const settings = body["smtpServer"] as Bag;
  return kind === undefined
    ? { ...settings, auth: "false" }
    : { ...settings, auth: "true", authType: kind };
}

/** The same fields as parts of a section. */
function under(property: string, fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, entry]) => [`${property}.${name}`, entry]),
  );
}
