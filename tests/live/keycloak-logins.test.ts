import { createHmac, randomBytes } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Bag } from "../../sandbox/src/cloud/store";
import { keycloakKinds } from "../../sandbox/src/live/kinds/keycloak";
import { keycloakApi } from "../../sandbox/src/live/kinds/keycloak/keycloak-api";
import type { LiveResource } from "../../sandbox/src/live/kinds/live-kind";
import { Browser } from "./browser";
import { runningServers } from "./running";

const description = runningServers();
const kinds = keycloakKinds(description);
const api = keycloakApi(description);
const realmId = `logins-${randomBytes(3).toString("hex")}`;
const at = `admin/realms/${realmId}`;
const password = "a-long-password-of-theirs-1";
const challenge = { code_challenge: "a".repeat(43), code_challenge_method: "S256" };

async function make(token: string, inputs: Bag): Promise<LiveResource> {
  const kind = kinds(token);
  if (kind === undefined) {
    throw new Error(`${token}: not passed on`);
  }
  return kind.create({ realmId, ...inputs });
}

const client = {
  accessType: "PUBLIC",
  standardFlowEnabled: true,
  validRedirectUris: ["https://tool.example.com/cb"],
};
const makeClient = (inputs: Bag) => make("keycloak:openid/client:Client", { ...client, ...inputs });
const makeUser = (username: string) =>
  make("keycloak:index/user:User", {
    username,
    email: `${username}@example.com`,
    emailVerified: true,
    firstName: "A",
    lastName: "B",
    initialPassword: { value: password },
  });

beforeAll(async () => {
  await kinds("keycloak:index/realm:Realm")?.create({ realm: realmId, enabled: true });
  await makeUser("alice");
});
afterAll(async () => {
  await api.remove(at);
});

describe("a client policy without old grants", () => {
  const old = "of-old-times";
  const bySecret = { grant_type: "password", username: "alice", password };

  beforeAll(async () => {
    await makeClient({
      clientId: old,
      directAccessGrantsEnabled: true,
      implicitFlowEnabled: true,
    });
    const { status } = await new Browser(description, realmId).token({
      client_id: old,
      ...bySecret,
    });
    expect(status, "before the policy").toBe(200);
    await make("keycloak:index/realmClientPolicyProfile:RealmClientPolicyProfile", {
      name: "code-with-pkce",
      executors: [
        { name: "reject-implicit-grant", configuration: { "auto-configure": "false" } },
        { name: "reject-ropc-grant", configuration: { "auto-configure": "false" } },
        { name: "pkce-enforcer", configuration: { "auto-configure": "false" } },
      ],
    });
    await make("keycloak:index/realmClientPolicyProfilePolicy:RealmClientPolicyProfilePolicy", {
      name: "every-client",
      conditions: [{ name: "any-client" }],
      profiles: ["code-with-pkce"],
    });
  });

  afterAll(async () => {
    await api.send("PUT", `${at}/client-policies/policies`, { policies: [] });
  });

  it("takes no password for a token", async () => {
    const answer = await new Browser(description, realmId).token({ client_id: old, ...bySecret });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("resource owner password credentials grant is prohibited");
  });

  it.each([
    ["the implicit flow", { response_type: "token", nonce: "n" }, "Implicit%2FHybrid+flow"],
    ["a code without a challenge", {}, "Missing+parameter%3A+code_challenge_method"],
    ["a plain challenge", { ...challenge, code_challenge_method: "plain" }, "Invalid+parameter"],
  ])("refuses %s", async (_what, query, words) => {
    const page = await new Browser(description, realmId).login(old, query);
    expect(page.status).toBe(302);
    expect(page.location).toContain("error=invalid_request");
    expect(page.location).toContain(words);
  });

  it("shows the login for a code with a challenge", async () => {
    const page = await new Browser(description, realmId).login(old, challenge);
    expect(page.text).toContain('name="password"');
  });

  it.each([
    ["password grant", { directAccessGrantsEnabled: true, pkceCodeChallengeMethod: "S256" }],
    ["implicit flow", { implicitFlowEnabled: true, pkceCodeChallengeMethod: "S256" }],
    ["no challenge", {}],
  ])("lets no client with %s be made", async (_what, inputs) => {
    await expect(makeClient({ clientId: "new", ...inputs })).rejects.toThrow(
      'Keycloak refused to create client "new" (400): Invalid client metadata',
    );
  });
});

describe("a flow that wants a second factor of administrators", () => {
  const top = "browser with second factor";
  const forms = "password and maybe more";
  const second = "second factor of administrators";
  const secret = "abcdefghijklmnopqrst";

  const execution = (parentFlowAlias: string, authenticator: string, more: Bag) =>
    make("keycloak:authentication/execution:Execution", {
      parentFlowAlias,
      authenticator,
      requirement: "REQUIRED",
      ...more,
    });
  const subflow = (parentFlowAlias: string, alias: string, requirement: string) =>
    make("keycloak:authentication/subflow:Subflow", {
      parentFlowAlias,
      alias,
      requirement,
      priority: 20,
    });

  beforeAll(async () => {
    const role = await make("keycloak:index/role:Role", { name: "administrator" });
    await make("keycloak:authentication/flow:Flow", { alias: top });
    await execution(top, "auth-cookie", { requirement: "ALTERNATIVE", priority: 10 });
    await subflow(top, forms, "ALTERNATIVE");
    await execution(forms, "auth-username-password-form", { priority: 10 });
    await subflow(forms, second, "CONDITIONAL");
    const condition = await execution(second, "conditional-user-role", { priority: 10 });
    await make("keycloak:authentication/executionConfig:ExecutionConfig", {
      executionId: condition.id,
      alias: "is administrator",
      config: { condUserRole: "administrator", negate: "false" },
    });
    await execution(second, "auth-otp-form", { priority: 20 });
    await make("keycloak:authentication/bindings:Bindings", { browserFlow: top });

    await makeClient({ clientId: "tool", pkceCodeChallengeMethod: "S256" });
    const found = await api.find(`${at}/roles-by-id/${role.id}`);
    for (const username of ["newcomer", "root"]) {
      const { id } = await makeUser(username);
      await api.send("POST", `${at}/users/${id}/role-mappings/realm`, [found]);
      if (username === "root") {
        const had = await api.find(`${at}/users/${id}`);
        await api.send("PUT", `${at}/users/${id}`, { ...had, credentials: [otpCredential] });
      }
    }
  });

  const otpCredential = {
    type: "otp",
    userLabel: "phone",
    secretData: JSON.stringify({ value: secret }),
    credentialData: JSON.stringify({
      subType: "totp",
      digits: 6,
      counter: 0,
      period: 30,
      algorithm: "HmacSHA1",
    }),
  };

  /** https://datatracker.ietf.org/doc/html/rfc6238 */
  function otpNow(): string {
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
    const hash = createHmac("sha1", secret).update(step).digest();
    const value = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff;
    return String(value % 1_000_000).padStart(6, "0");
  }

  async function withPassword(username: string) {
    const browser = new Browser(description, realmId);
    const page = await browser.login("tool", challenge);
    return { browser, page: await browser.submit(page, { username, password }) };
  }

  const isIn = "https://tool.example.com/cb?session_state=";

  it("asks no one else for it", async () => {
    const { page } = await withPassword("alice");
    expect(page.location).toContain(isIn);
  });

  it("has an administrator without one set it up first", async () => {
    const { page } = await withPassword("newcomer");
    expect(page.location).toContain("execution=CONFIGURE_TOTP");
  });

  it("lets an administrator in with the right one only", async () => {
    const { browser, page } = await withPassword("root");
    expect(page.text).toContain('name="otp"');
    const wrong = await browser.submit(page, { otp: "000000" });
    expect(wrong.text).toContain('name="otp"');
    const right = await browser.submit(wrong, { otp: otpNow() });
    expect(right.location).toContain(isIn);
  });
});
