import { demand, refuse } from "../../kit/demands";
import type { Context } from "../../kit/context";
import type { Judged } from "../../kit/judged";
import { allOf, type Node, not, whether } from "../../kit/node";
import { isListed } from "../../kit/listed";
import { widening } from "../../kit/settings";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";

export const saml = "keycloak:saml/client:Client";
/** Roles of a client's own account, given by name. */
export const accountRoles = [
  "keycloak:openid/clientServiceAccountRole:ClientServiceAccountRole",
  "keycloak:openid/clientServiceAccountRealmRole:ClientServiceAccountRealmRole",
] as const;
/** Roles that everyone gets, or everyone of a provider or directory: the properties that name them. */
const sharedRoles: Readonly<Record<string, readonly [string, ...string[]]>> = {
  "keycloak:index/hardcodedRoleIdentityMapper:HardcodedRoleIdentityMapper": [
    "role",
    "extraConfig.role",
  ],
  "keycloak:index/attributeToRoleIdentityMapper:AttributeToRoleIdentityMapper": [
    "role",
    "extraConfig.role",
  ],
  "keycloak:ldap/hardcodedRoleMapper:HardcodedRoleMapper": ["role"],
  "keycloak:index/defaultRoles:DefaultRoles": ["defaultRoles"],
};
/** Roles that come to administrator of the realm: each lets its holder take the others. */
const administers = [
  "admin",
  "create-realm",
  "realm-admin",
  "manage-realm",
  "manage-users",
  "manage-clients",
  "manage-authorization",
  "manage-identity-providers",
  "impersonation",
];

export const KC02 = rule({
  id: "KC-02",
  title: "A client takes no passwords, no implicit flow and no roles that it does not need.",
  severity: "high",
  types: ["keycloak:openid/client:Client", ...accountRoles, ...Object.keys(sharedRoles), saml],
  frameworks: ["RFC 9700 2.1.2", "RFC 9700 2.3", "RFC 9700 2.4"],
  onUnknown: "deny",
  enforcement: everywhere,
  prevention: [
    {
      by: "the server",
      what: "implicit and password grants, of every client of a realm",
      component: "groundwork:identity:ClientRules",
    },
  ],
  settings: { administrators: widening },
  fix: "Set directAccessGrantsEnabled, implicitFlowEnabled and fullScopeAllowed to false, and serviceAccountsEnabled only with accessType CONFIDENTIAL; give a client's account the roles that it reads with, such as view-users, or list the resource in the setting `administrators`.",
  link: "https://www.rfc-editor.org/rfc/rfc9700#section-2.4",
  check(resource, ctx) {
    if (accountRoles.some((type) => type === resource.type)) {
      judgeRoles(resource, [resource.at("role")], ctx);
      return;
    }
    const shared = sharedRoles[resource.type];
    if (shared) {
      judgeRoles(
        resource,
        shared.flatMap((property) => resource.items(property)),
        ctx,
      );
      return;
    }
    demand(resource, "fullScopeAllowed", ctx, { want: false, otherwise: true });
    demand(resource, "directAccessGrantsEnabled", ctx, { want: false, otherwise: false });
    demand(resource, "implicitFlowEnabled", ctx, { want: false, otherwise: false });
    const [accounts, access] = [resource.at("serviceAccountsEnabled"), resource.at("accessType")];
    const isMachine = whether(resource.known(accounts.path, false), (enabled) => enabled);
    const keepsSecret = access.is((type) => type === "CONFIDENTIAL");
    const want = "false, or accessType CONFIDENTIAL";
    refuse(allOf([isMachine, not(keepsSecret)]), [accounts, access], ctx, want);
  },
  remedies: {
    directAccessGrantsEnabled: false,
    implicitFlowEnabled: false,
    fullScopeAllowed: false,
  },
});

function judgeRoles(resource: Judged, roles: readonly Node[], ctx: Context): void {
  const isListedOne = isListed(ctx.settings, "administrators", resource.name);
  for (const role of roles) {
    const isAdmin = role.is(isAdministrator);
    verdict(ctx, !isListedOne && isAdmin, "a role that does not administer the realm", role);
  }
}

/** Whether a role administers the realm: one of a client's is `<client>.<role>`. */
function isAdministrator(name: string): boolean {
  const [, client = "realm-management", role = ""] = /^(?:(.+)[./])?([^./]+)$/.exec(name) ?? [];
  return administers.includes(role) && /^realm-management$|-realm$/.test(client);
}
