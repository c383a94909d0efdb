import { demand, refuse } from "../../kit/demands";
import { allOf, not, whether } from "../../kit/node";
import { everywhere, rule } from "../rule";

export const KC02 = rule({
  id: "KC-02",
  title:
    "An OpenID client takes no passwords, no implicit flow and no roles that it does not need.",
  severity: "high",
  types: ["keycloak:openid/client:Client"],
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
  fix: "Set directAccessGrantsEnabled, implicitFlowEnabled and fullScopeAllowed to false, and serviceAccountsEnabled only with accessType CONFIDENTIAL.",
  link: "https://www.rfc-editor.org/rfc/rfc9700#section-2.4",
  check(resource, ctx) {
    demand(resource, "directAccessGrantsEnabled", ctx, { want: false, otherwise: false });
    demand(resource, "implicitFlowEnabled", ctx, { want: false, otherwise: false });
    demand(resource, "fullScopeAllowed", ctx, { want: false, otherwise: true });
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
