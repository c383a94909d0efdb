import type { Context } from "../../kit/context";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, some, type Truth } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";

const jwt = "vault:jwt/authBackendRole:AuthBackendRole";
export const kubernetes = "vault:kubernetes/authBackendRole:AuthBackendRole";
export const hour = 3600;

export const VLT02 = rule({
  id: "VLT-02",
  title:
    "A login to the secret server names its audience and who may log in, and lasts an hour at most.",
  severity: "critical",
  types: [jwt, kubernetes],
  frameworks: ["Vault Production Hardening"],
  // A client's id or a namespace may be known only once it is made.
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Name the audience, and the claims, subject or service accounts in full; set tokenTtl and tokenMaxTtl to an hour or less, and no tokenPeriod.",
  link: "https://developer.hashicorp.com/vault/docs/auth/jwt",
  check(resource, ctx) {
    if (resource.type === jwt) {
      judgeToken(resource, ctx);
    } else {
      judgeAccount(resource, ctx);
    }
    for (const property of ["tokenTtl", "tokenMaxTtl"]) {
      // If omitted or 0, the server's own limit holds: 32 days.
      const given = resource.known(property, 0);
      const wrong = given.known ? given.value < 1 || given.value > hour : "unknown";
      verdict(ctx, wrong, `1 to ${hour} seconds`, resource.at(property));
    }
    const period = resource.known("tokenPeriod", 0);
    const endless = period.known ? period.value !== 0 : "unknown";
    verdict(
      ctx,
      endless,
      "no period: such a token is renewed for ever",
      resource.at("tokenPeriod"),
    );
  },
});

const isLoose = (text: string) =>
  text.split(",").some((part) => part.trim() === "" || part.includes("*"));

/** Whether a list is empty, or has an empty name or a wildcard. */
const isOpen = (listed: readonly Node[]): Truth => listed.length === 0 || some(listed, isLoose);

function judgeToken(role: Judged, ctx: Context): void {
  const audiences = role.at("boundAudiences");
  verdict(ctx, isOpen(audiences.items()), "one audience at least, in full", audiences);

  const [kind, claims, subject] = [
    role.at("roleType"),
    role.at("boundClaims"),
    role.at("boundSubject"),
  ];
  // The realm knows each person; a token of a machine must name its subject.
  const bound = anyOf([
    subject.is((text) => text !== ""),
    claims.unknown ? "unknown" : claims.keys().length > 0,
  ]);
  const unbound = allOf([kind.is((text) => text === "jwt"), not(bound)]);
  verdict(ctx, unbound, "claims or a subject", claims, subject, kind);
  const values = claims.unknown ? [claims] : claims.keys().map((name) => claims.key(name));
  for (const claim of values) {
    verdict(ctx, claim.is(isLoose), "values in full", claim);
  }
  verdict(
    ctx,
    subject.is((text) => text.includes("*")),
    "a subject in full",
    subject,
  );
}

function judgeAccount(role: Judged, ctx: Context): void {
  for (const property of ["boundServiceAccountNames", "boundServiceAccountNamespaces"]) {
    const names = role.at(property);
    verdict(ctx, isOpen(names.items()), "one name at least, in full", names);
  }
  const selector = role.at("boundServiceAccountNamespaceSelector");
  verdict(
    ctx,
    selector.is((text) => text !== ""),
    "namespaces by name, no selector",
    selector,
  );
  const audience = role.at("audience");
  verdict(ctx, audience.is(isLoose), "an audience in full", audience);
}
