import type { Bag } from "../../../sandbox/src/cloud/store";
import type { KindLife } from "../kind-life";
import { realmId, at, api, edit, idOf, editEntry } from "./world";

export const flowLives: Readonly<Record<string, () => KindLife>> = {
  "keycloak:index/realmClientPolicyProfile:RealmClientPolicyProfile": () => ({
    id: `${realmId}/realm-client-policy-profiles/strict`,
    inputs: {
      realmId,
      name: "strict",
      description: "no old grants",
      executors: [
        { name: "reject-ropc-grant", configuration: { "auto-configure": "true" } },
        { name: "reject-implicit-grant" },
      ],
    },
    spoil: () => editEntry("profiles", "strict", { executors: [], description: "by hand" }),
    drift: { executors: [], description: "by hand" },
    change: { executors: [{ name: "confidential-client" }] },
  }),
  "keycloak:index/realmClientPolicyProfilePolicy:RealmClientPolicyProfilePolicy": () => ({
    id: `${realmId}/realm-client-policy-profile-policies/all`,
    inputs: {
      realmId,
      name: "all",
      conditions: [
        {
          name: "client-roles",
          configuration: { roles: '["deployer"]', "is-negative-logic": "false" },
        },
      ],
      profiles: ["fixture"],
    },
    spoil: () => editEntry("policies", "all", { enabled: false, profiles: [] }),
    drift: { enabled: false, profiles: [] },
    change: { conditions: [{ name: "any-client" }], description: "for everyone" },
  }),
  "keycloak:authentication/flow:Flow": () => ({
    inputs: { realmId, alias: "own flow", description: "ours" },
    spoil: (id) => edit(`authentication/flows/${id}`, () => ({ description: "by hand" })),
    drift: { description: "by hand" },
    change: { alias: "own flow 2" },
  }),
  "keycloak:authentication/subflow:Subflow": () => ({
    inputs: {
      realmId,
      parentFlowAlias: "browser of ours",
      alias: "forms of ours",
      requirement: "ALTERNATIVE",
      priority: 20,
    },
    spoil: async (id) => {
      const executions = "authentication/flows/browser%20of%20ours/executions";
      const all = (await api.find<Bag[]>(`${at}/${executions}`)) ?? [];
      const own = all.find((one) => one["flowId"] === id);
      await api.send("PUT", `${at}/${executions}`, { ...own, requirement: "DISABLED" });
    },
    drift: { requirement: "DISABLED" },
    change: { description: "username, password", priority: 5 },
  }),
  "keycloak:authentication/execution:Execution": () => ({
    inputs: {
      realmId,
      parentFlowAlias: "browser of ours",
      authenticator: "auth-cookie",
      requirement: "ALTERNATIVE",
      priority: 5,
    },
    spoil: (id) =>
      api.send("PUT", `${at}/authentication/flows/browser%20of%20ours/executions`, {
        id,
        requirement: "DISABLED",
        priority: 5,
      }),
    drift: { requirement: "DISABLED" },
    change: { requirement: undefined, priority: 7 },
  }),
  "keycloak:authentication/executionConfig:ExecutionConfig": () => ({
    inputs: {
      realmId,
      executionId: idOf("execution"),
      alias: "redirect",
      config: { defaultProvider: "fixture" },
    },
    spoil: (id) =>
      edit(`authentication/config/${id}`, () => ({ config: { defaultProvider: "other" } })),
    drift: { config: { defaultProvider: "other" } },
    change: { config: {} },
  }),
  "keycloak:authentication/bindings:Bindings": () => ({
    id: realmId,
    inputs: { realmId, browserFlow: "browser of ours" },
    spoil: () => api.send("PUT", at, { browserFlow: "browser" }),
    drift: { browserFlow: "browser" },
    change: { resetCredentialsFlow: "reset credentials" },
    stays: true,
  }),
  "keycloak:index/requiredAction:RequiredAction": () => ({
    id: `${realmId}/webauthn-register`,
    inputs: {
      realmId,
      alias: "webauthn-register",
      name: "Register a key",
      enabled: true,
      defaultAction: true,
      priority: 90,
    },
    spoil: () =>
      edit("authentication/required-actions/webauthn-register", () => ({ defaultAction: false })),
    drift: { defaultAction: false },
    change: { defaultAction: undefined, priority: 91 },
  }),
};
