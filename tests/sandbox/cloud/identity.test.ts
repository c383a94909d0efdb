import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { factsFor } from "../../../sandbox/src/cloud/facts";
import { OfflineCloud } from "../../../sandbox/src/cloud/provider";
import { type Bag, CloudStore } from "../../../sandbox/src/cloud/store";
import { keycloakTokens } from "../../../sandbox/src/live/kinds/keycloak";
import { secretServerTokens } from "../../../sandbox/src/live/kinds/openbao";

const realmId = "acme";
let folder: string;
let store: CloudStore;
let cloud: OfflineCloud;

const create = (kind: string, inputs: Bag) =>
  cloud.create(`keycloak:${kind}`, { plain: { realmId, ...inputs }, secrets: [] });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-identity-"));
  store = CloudStore.open(join(folder, "store.sqlite"));
  cloud = new OfflineCloud({ pkg: "keycloak", store: () => store, declaration: () => undefined });
  create("index/realm:Realm", { realm: realmId });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

it.each([...keycloakTokens, ...secretServerTokens])(
  "knows %s offline, as it does live",
  (token) => {
    expect(factsFor(token)).toBeDefined();
  },
);

describe("the offline Keycloak", () => {
  const execution = { authenticator: "auth-cookie", requirement: "ALTERNATIVE" };

  it.each([
    ["authentication/execution:Execution", { ...execution, parentFlowAlias: "ours" }],
    ["authentication/subflow:Subflow", { alias: "part", parentFlowAlias: "ours" }],
    ["authentication/bindings:Bindings", { browserFlow: "ours" }],
  ])("refuses %s of a flow that is not there", (kind, inputs) => {
    expect(() => create(kind, inputs)).toThrow('404 flow "ours" does not exist');
    create("authentication/flow:Flow", { alias: "ours" });
    expect(create(kind, inputs).id).not.toBe("");
  });

  it("has the flows that a realm has from its start", () => {
    expect(create("authentication/bindings:Bindings", { browserFlow: "browser" }).id).toBe("acme");
  });

  it("refuses a client policy without its profile", () => {
    const policy = { name: "all", conditions: [{ name: "any-client" }], profiles: ["strict"] };
    const kind = "index/realmClientPolicyProfilePolicy:RealmClientPolicyProfilePolicy";
    expect(() => create(kind, policy)).toThrow('400 client profile "strict" does not exist');
    const made = create("index/realmClientPolicyProfile:RealmClientPolicyProfile", {
      name: "strict",
    });
    expect(made.id).toBe("acme/realm-client-policy-profiles/strict");
    expect(create(kind, policy).id).toBe("acme/realm-client-policy-profile-policies/all");
  });

  it("refuses a mapping of an identity provider that is not there", () => {
    const mapping = { realm: realmId, name: "email", identityProviderAlias: "corporate" };
    const kind = "index/customIdentityProviderMapping:CustomIdentityProviderMapping";
    expect(() => create(kind, mapping)).toThrow('404 identity provider "corporate" does not exist');
    create("oidc/identityProvider:IdentityProvider", { realm: realmId, alias: "corporate" });
    expect(create(kind, mapping).id).not.toBe("");
  });

  it("gives a client with a service account its user, and the group's members one id", () => {
    const client = { clientId: "tool", accessType: "CONFIDENTIAL", serviceAccountsEnabled: true };
    const { state } = create("openid/client:Client", client);
    expect(state["serviceAccountUserId"]).toMatch(/^[0-9a-f-]{36}$/);
    const { id: groupId } = create("index/group:Group", { name: "crew" });
    const members = { groupId, members: ["alice"] };
    const kind = "index/groupMemberships:GroupMemberships";
    expect(create(kind, members).id).toBe(`acme/group-memberships/${groupId}`);
    expect(() => create(kind, members)).toThrow("already managed");
  });
});
