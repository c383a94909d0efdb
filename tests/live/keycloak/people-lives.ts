import type { KindLife } from "../kind-life";
import { realmId, at, api, edit, idOf, accountId } from "./world";

export const peopleLives: Readonly<Record<string, () => KindLife>> = {
  "keycloak:index/group:Group": () => ({
    inputs: {
      realmId,
      parentId: idOf("group"),
      name: "night shift",
      attributes: { owner: "alice", pagers: "1##2" },
    },
    spoil: (id) =>
      edit(`groups/${id}`, () => ({ name: "day shift", attributes: { owner: ["bob"] } })),
    drift: { name: "day shift", attributes: { owner: "bob" } },
    change: { attributes: undefined, description: "at night" },
  }),
  "keycloak:index/groupMemberships:GroupMemberships": () => ({
    id: `${realmId}/group-memberships/${idOf("group")}`,
    inputs: { realmId, groupId: idOf("group"), members: ["bob", "alice"] },
    spoil: () => api.remove(`${at}/users/${idOf("bob")}/groups/${idOf("group")}`),
    drift: { members: ["alice"] },
    change: { members: ["bob"] },
    stays: true,
  }),
  "keycloak:index/groupRoles:GroupRoles": () => ({
    id: `${realmId}/${idOf("group")}`,
    inputs: { realmId, groupId: idOf("group"), roleIds: [idOf("role"), idOf("client role")] },
    spoil: async () => {
      const more = await api.find(`${at}/roles-by-id/${idOf("second role")}`);
      await api.send("POST", `${at}/groups/${idOf("group")}/role-mappings/realm`, [more]);
      const less = await api.find(`${at}/roles-by-id/${idOf("role")}`);
      await api.remove(`${at}/groups/${idOf("group")}/role-mappings/realm`, [less]);
    },
    drift: { roleIds: [idOf("second role"), idOf("client role")] },
    change: { roleIds: [idOf("second role")] },
    stays: true,
  }),
  "keycloak:index/role:Role": () => ({
    inputs: {
      realmId,
      name: "administrator",
      description: "may do it all",
      attributes: { level: "1" },
      compositeRoles: [idOf("role"), idOf("client role")],
    },
    spoil: async (id) => {
      await edit(`roles-by-id/${id}`, () => ({ description: "by hand" }));
      const more = await api.find(`${at}/roles-by-id/${idOf("role")}`);
      await api.remove(`${at}/roles-by-id/${id}/composites`, [more]);
    },
    drift: { description: "by hand", compositeRoles: [idOf("client role")] },
    change: { name: "administrators", compositeRoles: [idOf("second role")] },
  }),
  "keycloak:index/user:User": () => ({
    inputs: {
      realmId,
      username: "carol",
      email: "carol@example.com",
      emailVerified: true,
      firstName: "Carol",
      lastName: "C",
      requiredActions: ["CONFIGURE_TOTP"],
      initialPassword: { value: "a-long-password-of-hers-1", temporary: true },
      federatedIdentities: [{ identityProvider: "fixture", userId: "c1", userName: "carol" }],
    },
    spoil: async (id) => {
      await edit(`users/${id}`, () => ({ email: "mallory@example.com", enabled: false }));
      await api.remove(`${at}/users/${id}/federated-identity/fixture`);
    },
    drift: { email: "mallory@example.com", enabled: false, federatedIdentities: [] },
    change: { lastName: "D", requiredActions: undefined },
  }),
  "keycloak:openid/clientServiceAccountRealmRole:ClientServiceAccountRealmRole": () => ({
    inputs: { realmId, serviceAccountUserId: accountId(), role: "operator" },
    spoil: () => Promise.resolve(),
    drift: {},
    change: {},
  }),
  "keycloak:openid/clientServiceAccountRole:ClientServiceAccountRole": () => ({
    id: `${accountId()}/${idOf("client role")}`,
    inputs: {
      realmId,
      serviceAccountUserId: accountId(),
      clientId: idOf("client"),
      role: "deployer",
    },
    spoil: () => Promise.resolve(),
    drift: {},
    change: {},
  }),
};
