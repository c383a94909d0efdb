import type { Example } from "../example";
import { accountRoles, saml } from "./rule";

const [clientRole, realmRole] = accountRoles;
const granted = (role: string, type: string = clientRole) => ({
  type,
  props: { serviceAccountUserId: "u", clientId: "realm-management", role },
});

const index = "keycloak:index";
const provider = `${index}/hardcodedRoleIdentityMapper:HardcodedRoleIdentityMapper`;
const attribute = `${index}/attributeToRoleIdentityMapper:AttributeToRoleIdentityMapper`;
const mappers = [
  ...[provider, attribute].flatMap((type) =>
    [["role"], ["extraConfig", "role"]].map((path) => ({ type, path })),
  ),
  { type: "keycloak:ldap/hardcodedRoleMapper:HardcodedRoleMapper", path: ["role"] },
];
/** A mapper that gives a role, by each property that names it. */
const mapped = (role: string, settings?: object) =>
  mappers.map(({ type, path: [first = "", second] }) => ({
    ...{ type, name: "everyone", ...settings },
    props: { realm: "acme", [first]: second === undefined ? role : { [second]: role } },
  }));
const byDefault = (...defaultRoles: string[]) => ({
  type: `${index}/defaultRoles:DefaultRoles`,
  props: { realmId: "acme", defaultRoles },
});

const tool = { accessType: "CONFIDENTIAL", standardFlowEnabled: true, fullScopeAllowed: false };
const machine = { ...tool, standardFlowEnabled: false, serviceAccountsEnabled: true };
const client = (props: object) => ({ props });

export const good: readonly Example[] = [
  client(tool),
  granted("view-users"),
  granted("query-groups"),
  granted("auditor", realmRole),
  { ...granted("manage-users"), name: "sync", settings: { administrators: ["sync"] } },
  ...mapped("offline_access"),
  ...[
    "shop.admin",
    "my-realm-management.admin",
    "realm-management-x.admin",
    "a-realm-b.admin",
  ].flatMap((role) => mapped(role)),
  ...mapped("realm-management.view-users"),
  ...mapped("realm-management.realm-admin", { settings: { administrators: ["everyone"] } }),
  byDefault("offline_access", "uma_authorization"),
  client(machine),
  client({ ...machine, serviceAccountsEnabled: "true" }),
  client({ ...tool, directAccessGrantsEnabled: false, implicitFlowEnabled: "false" }),
  client({ ...tool, accessType: "PUBLIC" }),
  client({ ...tool, accessType: "PUBLIC", serviceAccountsEnabled: false }),
  { type: saml, props: { clientId: "wiki", fullScopeAllowed: false } },
  { tier: "sandbox", ...client({ accessType: "BEARER-ONLY", fullScopeAllowed: "false" }) },
];

export const bad: readonly Example[] = [
  client({ accessType: "CONFIDENTIAL" }),
  client({ ...tool, fullScopeAllowed: true }),
  client({ ...tool, fullScopeAllowed: null }),
  client({ ...tool, directAccessGrantsEnabled: true }),
  client({ ...tool, directAccessGrantsEnabled: "true" }),
  client({ ...tool, implicitFlowEnabled: true }),
  client({ ...machine, accessType: "PUBLIC" }),
  client({ ...machine, accessType: "BEARER-ONLY", serviceAccountsEnabled: "true" }),
  client({ serviceAccountsEnabled: true, fullScopeAllowed: false }),
  { tier: "sandbox", ...client({ ...tool, directAccessGrantsEnabled: true }) },
  { type: saml, props: { clientId: "wiki" } },
  { type: saml, props: { fullScopeAllowed: true } },
  ...[
    "realm-admin",
    "manage-realm",
    "manage-users",
    "manage-clients",
    "manage-authorization",
    "manage-identity-providers",
    "impersonation",
    "create-realm",
  ].map((role) => granted(role)),
  granted("admin", realmRole),
  ...mapped("realm-management.realm-admin"),
  ...mapped("acme-realm.manage-users"),
  ...mapped("admin"),
  byDefault("offline_access", "realm-management/manage-users"),
  { ...granted("realm-admin"), name: "other", settings: { administrators: ["sync"] } },
];
