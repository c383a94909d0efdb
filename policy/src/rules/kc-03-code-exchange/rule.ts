import { refuse } from "../../kit/demands";
import { allOf, not, whether } from "../../kit/node";
import { everywhere, rule } from "../rule";

export const KC03 = rule({
  id: "KC-03",
  title: "A client that people log in with must prove that the code is its own.",
  severity: "high",
  types: ["keycloak:openid/client:Client"],
  frameworks: ["RFC 9700 2.1.1", "RFC 7636 4.2"],
  onUnknown: "deny",
  enforcement: everywhere,
  prevention: [
    {
      by: "the server",
      what: "a code without PKCE by S256, of every client of a realm",
      component: "groundwork:identity:ClientRules",
    },
  ],
  fix: "Set pkceCodeChallengeMethod to S256 where standardFlowEnabled is true.",
  link: "https://www.rfc-editor.org/rfc/rfc9700#section-2.1.1",
  check(resource, ctx) {
    const [flow, method] = [
      resource.at("standardFlowEnabled"),
      resource.at("pkceCodeChallengeMethod"),
    ];
    const takesCodes = whether(resource.known(flow.path, false), (enabled) => enabled);
    const isProven = method.is((text) => text === "S256");
    refuse(allOf([takesCodes, not(isProven)]), [method, flow], ctx, "S256");
    const extra = resource.at("extraConfig").key("pkce.code.challenge.method");
    const weakens = extra.is((text) => text !== "S256");
    refuse(!extra.absent && allOf([takesCodes, weakens]), [extra, flow], ctx, "S256");
  },
  remedies: { pkceCodeChallengeMethod: "S256" },
});
