import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { keycloakTokens } from "../../sandbox/src/live/kinds/keycloak";
import type { LiveKind } from "../../sandbox/src/live/kinds/live-kind";
import { clientLives } from "./keycloak/client-lives";
import { flowLives } from "./keycloak/flow-lives";
import { peopleLives } from "./keycloak/people-lives";
import { providerLives } from "./keycloak/provider-lives";
import { realmLives } from "./keycloak/realm-lives";
import {
  accountId,
  api,
  at,
  clientInputs,
  idOf,
  kind,
  made,
  makeWorld,
  realmId,
  removeWorld,
} from "./keycloak/world";
import { live, type KindLife } from "./kind-life";

const lives: Readonly<Record<string, () => KindLife>> = {
  ...realmLives,
  ...clientLives,
  ...peopleLives,
  ...flowLives,
  ...providerLives,
};

beforeAll(makeWorld);
afterAll(removeWorld);

describe("Keycloak", () => {
  it.each(keycloakTokens)("%s is made, read, repaired, changed and deleted", async (token) => {
    const life = lives[token];
    expect(life, `no life for ${token} in this test`).toBeDefined();
    await live(kind(token), (life as () => KindLife)());
  });

  it("answers what other resources need: a secret, an account, a path, an internal id", () => {
    expect(made["client"]?.state["clientSecret"]).toMatch(/^[A-Za-z0-9]{32,}$/);
    expect(accountId()).toMatch(/^[0-9a-f-]{36}$/);
    expect(made["group"]?.state["path"]).toBe("/crew");
    expect(made["realm"]?.state["internalId"]).toBe(realmId);
    expect(made["provider"]?.state["internalId"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("puts no one into a group when one of the people is not there", async () => {
    const memberships = kind("keycloak:index/groupMemberships:GroupMemberships");
    const inputs = { realmId, groupId: idOf("group"), members: ["alice", "nobody"] };
    await expect(memberships.create(inputs)).rejects.toThrow(
      `Keycloak refused to create members of group "${idOf("group")}" (404): user with username nobody does not exist`,
    );
    expect((await memberships.read("", inputs))?.inputs["members"]).toEqual([]);
  });

  it("keeps every profile of several that are made at once", async () => {
    const profiles = kind("keycloak:index/realmClientPolicyProfile:RealmClientPolicyProfile");
    const all = ["one", "two", "three"].map((name) => ({ realmId, name }));
    const resources = await Promise.all(all.map((inputs) => profiles.create(inputs)));
    const seen = await Promise.all(
      all.map((inputs, index) => profiles.read(resources[index]?.id ?? "", inputs)),
    );
    expect(seen.map((found) => found?.inputs)).toEqual(all);
    await Promise.all(all.map((inputs) => profiles.delete("", inputs)));
  });

  it("asks the same of a user with a temporary password after an update", async () => {
    const users = kind("keycloak:index/user:User");
    const inputs = {
      realmId,
      username: "dave",
      initialPassword: { value: "a-long-password-of-his-1", temporary: true },
    };
    const { id } = await users.create(inputs);
    await users.update(id, { ...inputs, lastName: "D" }, inputs);
    const had = await api.find(`${at}/users/${id}`);
    expect(had?.["requiredActions"]).toEqual(["UPDATE_PASSWORD"]);
  });

  it("leaves nothing of a user whose password is refused, and does not tell it", async () => {
    const users = kind("keycloak:index/user:User");
    const inputs = { realmId, username: "erin", initialPassword: { value: "too-short" } };
    const { message } = await users.create(inputs).then(
      () => new Error("was made"),
      (error: unknown) => error as Error,
    );
    expect(message).toMatch(/^Keycloak refused to create user "erin" \(400\): /);
    expect(message).not.toContain("too-short");
    expect(await api.find(`${at}/users?username=erin`)).toEqual([]);
  });

  it("sees that a service account's role was taken by hand", async () => {
    const roles = kind(
      "keycloak:openid/clientServiceAccountRealmRole:ClientServiceAccountRealmRole",
    );
    const inputs = { realmId, serviceAccountUserId: accountId(), role: "viewer" };
    const { id } = await roles.create(inputs);
    expect(id).toBe(`${accountId()}/${idOf("second role")}`);
    const mapped = await api.find(`${at}/roles-by-id/${idOf("second role")}`);
    await api.remove(`${at}/users/${accountId()}/role-mappings/realm`, [mapped]);
    expect(await roles.read(id, inputs)).toBeUndefined();
    await roles.delete(id, inputs);
  });

  it("deletes what went with its flow already", async () => {
    const [flows, subflows, executions] = ["Flow", "Subflow", "Execution"].map((name) =>
      kind(`keycloak:authentication/${name.toLowerCase()}:${name}`),
    ) as [LiveKind, LiveKind, LiveKind];
    const top = { realmId, alias: "short lived" };
    const part = { realmId, parentFlowAlias: top.alias, alias: "part of it" };
    const step = { realmId, parentFlowAlias: part.alias, authenticator: "auth-otp-form" };
    const { id: flowId } = await flows.create(top);
    const { id: partId } = await subflows.create(part);
    const { id: stepId } = await executions.create(step);
    await flows.delete(flowId, top);
    expect(await subflows.read(partId, part)).toBeUndefined();
    await subflows.delete(partId, part);
    await executions.delete(stepId, step);
  });

  it("tells the flow that an execution is to be in and that is not there", async () => {
    const executions = kind("keycloak:authentication/execution:Execution");
    const inputs = { realmId, parentFlowAlias: "nowhere", authenticator: "auth-otp-form" };
    await expect(executions.create(inputs)).rejects.toThrow(
      'Keycloak refused to create authentication execution "auth-otp-form" (400): Parent flow doesn\'t exist',
    );
  });

  it("names what the server has against a client", async () => {
    const clients = kind("keycloak:openid/client:Client");
    await expect(clients.create({ ...clientInputs, clientId: "fixture" })).rejects.toThrow(
      'Keycloak refused to create client "fixture" (409): Duplicate resource error',
    );
  });
});
