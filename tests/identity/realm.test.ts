import { beforeEach, describe, expect, it } from "vitest";

import { AdministratorLogin, checkRealmArgs, ClientRules, Realm } from "../../components/identity";
import { created, startEngine, treeOf, valueOf } from "../harness";

beforeEach(() => startEngine());

const args = { realm: "acme", url: "https://id.example.com" };
const settings = async (more: Partial<ConstructorParameters<typeof Realm>[1]> = {}) => {
  await treeOf(new Realm("acme", { ...args, ...more }));
  return created("keycloak:index/realm:Realm")[0]?.inputs;
};

describe("Realm", () => {
  it("tells Keycloak exactly this", async () => {
    expect(await settings()).toEqual({
      realm: "acme",
      enabled: true,
      terraformDeletionProtection: true,
      sslRequired: "all",
      registrationAllowed: false,
      resetPasswordAllowed: false,
      rememberMe: false,
      verifyEmail: true,
      loginWithEmailAllowed: true,
      duplicateEmailsAllowed: false,
      editUsernameAllowed: false,
      defaultSignatureAlgorithm: "RS256",
      accessTokenLifespan: "5m0s",
      accessCodeLifespan: "1m0s",
      accessCodeLifespanLogin: "30m0s",
      accessCodeLifespanUserAction: "5m0s",
      ssoSessionIdleTimeout: "1h0m0s",
      ssoSessionMaxLifespan: "10h0m0s",
      offlineSessionIdleTimeout: "168h0m0s",
      offlineSessionMaxLifespanEnabled: true,
      offlineSessionMaxLifespan: "720h0m0s",
      actionTokenGeneratedByUserLifespan: "5m0s",
      actionTokenGeneratedByAdminLifespan: "12h0m0s",
      revokeRefreshToken: true,
      refreshTokenMaxReuse: 0,
      passwordPolicy: "length(14) and notUsername and notEmail and passwordHistory(5)",
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
    });
  });

  it("has no password policy when passwords are elsewhere", async () => {
    expect(await settings({ passwords: "none" })).not.toHaveProperty("passwordPolicy");
  });

  it("takes the provider's deletion protection off when it is released", async () => {
    expect(await settings({ protect: false })).toMatchObject({
      terraformDeletionProtection: false,
    });
  });

  it("keeps who logged in, and what administrators did, for 90 days", async () => {
    await settings();
    expect(created("keycloak:index/realmEvents:RealmEvents")[0]?.inputs).toEqual({
      realmId: "acme-id",
      eventsEnabled: true,
      eventsExpiration: 7776000,
      adminEventsEnabled: true,
      adminEventsDetailsEnabled: true,
      eventsListeners: ["jboss-logging"],
    });
  });

  it("says its issuer, its administrators' group and the flow for brokers", async () => {
    const realm = new Realm("acme", args);
    await treeOf(realm);
    expect(await valueOf(realm.issuer)).toBe("https://id.example.com/realms/acme");
    expect(await valueOf(realm.realmId)).toBe("acme-id");
    expect(await valueOf(realm.administratorGroupId)).toBe("acme-administrators-group-id");
    expect(await valueOf(realm.secondFactorFlow)).toBe("groundwork-broker");
  });

  it("tells every bad argument at once", () => {
    const bad = { realm: "master", url: "http://id.example.com", administratorGroup: "A B" };
    expect(checkRealmArgs(bad).map(({ path }) => path)).toEqual([
      "realm",
      "url",
      "administratorGroup",
    ]);
    expect(() => new Realm("acme", bad)).toThrow(
      [
        'groundwork:identity:Realm "acme" has invalid arguments:',
        '  - realm: want a realm of its own, master administers the server, got "master"',
        '  - url: want an https URL without wildcards, got "http://id.example.com"',
        '  - administratorGroup: want 2 to 31 of a-z, 0-9 and dash, a letter first and no dash last, got "A B"',
      ].join("\n"),
    );
  });
});

/** Steps of a flow and its branches, as `requirement authenticator` in the order that they run. */
function stepsOf(alias: string): string[] {
  const at = created("keycloak:authentication/execution:Execution").map(({ inputs }) => ({
    ...inputs,
    what: inputs["authenticator"],
  }));
  const under = created("keycloak:authentication/subflow:Subflow").map(({ inputs }) => ({
    ...inputs,
    what: inputs["alias"],
  }));
  return [...at, ...under]
    .map((step) => step as unknown as Record<string, unknown>)
    .filter((step) => step["parentFlowAlias"] === alias)
    .sort((a, b) => Number(a["priority"]) - Number(b["priority"]))
    .map((step) => `${String(step["requirement"])} ${String(step["what"])}`);
}

describe("AdministratorLogin", () => {
  beforeEach(async () => {
    await treeOf(new AdministratorLogin("acme", { realmId: "acme", group: "platform" }));
  });

  it("gives the platform's group the role, and no other group", () => {
    expect(created("keycloak:index/role:Role").map(({ inputs }) => inputs["name"])).toEqual([
      "administrator",
    ]);
    expect(created("keycloak:index/group:Group").map(({ inputs }) => inputs)).toEqual([
      { realmId: "acme", name: "platform" },
    ]);
    expect(created("keycloak:index/groupRoles:GroupRoles").map(({ inputs }) => inputs)).toEqual([
      {
        realmId: "acme",
        groupId: "acme-group-id",
        roleIds: ["acme-role-id"],
        exhaustive: false,
      },
    ]);
  });

  it("asks for the password, then administrators for a code, then others who have one", () => {
    expect(stepsOf("groundwork-browser")).toEqual([
      "ALTERNATIVE auth-cookie",
      "ALTERNATIVE identity-provider-redirector",
      "ALTERNATIVE groundwork-browser-forms",
    ]);
    expect(stepsOf("groundwork-browser-forms")).toEqual([
      "REQUIRED auth-username-password-form",
      "CONDITIONAL groundwork-browser-administrators",
      "CONDITIONAL groundwork-browser-others",
    ]);
    expect(stepsOf("groundwork-browser-administrators")).toEqual([
      "REQUIRED conditional-user-role",
      "REQUIRED auth-otp-form",
    ]);
    expect(stepsOf("groundwork-browser-others")).toEqual([
      "REQUIRED conditional-user-role",
      "REQUIRED conditional-user-configured",
      "REQUIRED auth-otp-form",
    ]);
  });

  it("asks administrators for a code after a broker too, and lets everyone else through", () => {
    expect(stepsOf("groundwork-broker")).toEqual([
      "REQUIRED allow-access-authenticator",
      "CONDITIONAL groundwork-broker-administrators",
    ]);
    expect(stepsOf("groundwork-broker-administrators")).toEqual([
      "REQUIRED conditional-user-role",
      "REQUIRED auth-otp-form",
    ]);
  });

  it("tells the conditions whose role it is", () => {
    const configs = created("keycloak:authentication/executionConfig:ExecutionConfig");
    const byName = configs.map(({ name, inputs }) => [name, inputs["config"]]);
    const administrators = { condUserRole: "administrator", negate: "false" };
    expect(Object.fromEntries(byName)).toEqual({
      "acme-browser-forms-administrators-role-config": administrators,
      "acme-browser-forms-others-role-config": { condUserRole: "administrator", negate: "true" },
      "acme-broker-administrators-role-config": administrators,
    });
  });

  it("binds the flow, and lets codes be set up", () => {
    const [bound] = created("keycloak:authentication/bindings:Bindings");
    expect(bound?.inputs).toEqual({ realmId: "acme", browserFlow: "groundwork-browser" });
    const [action] = created("keycloak:index/requiredAction:RequiredAction");
    expect(action?.inputs).toMatchObject({ alias: "CONFIGURE_TOTP", enabled: true });
  });
});

describe("ClientRules", () => {
  it("hold for every client: PKCE, no implicit grant, no password grant", async () => {
    await treeOf(new ClientRules("acme", { realmId: "acme" }));
    const configuration = { "auto-configure": "true" };
    expect(
      created("keycloak:index/realmClientPolicyProfile:RealmClientPolicyProfile").map(
        ({ inputs }) => inputs["executors"],
      ),
    ).toEqual([
      [
        { name: "pkce-enforcer", configuration },
        { name: "reject-implicit-grant", configuration },
        { name: "reject-ropc-grant", configuration },
      ],
    ]);
    expect(
      created("keycloak:index/realmClientPolicyProfilePolicy:RealmClientPolicyProfilePolicy").map(
        ({ inputs }) => inputs,
      ),
    ).toEqual([
      {
        realmId: "acme",
        name: "groundwork",
        description: "Every client",
        enabled: true,
        profiles: ["groundwork"],
        conditions: [{ name: "any-client", configuration: { "is-negative-logic": "false" } }],
      },
    ]);
  });
});
