import { isDeepStrictEqual } from "node:util";

import type { Bag } from "../../../cloud/store";
import { at, isBag } from "../../../cloud/values";

/**
 * The entry of an API server for the `oidc` block of EKS, with EKS's defaults.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_OidcIdentityProviderConfigRequest.html
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export function loginOf(oidc: Bag, certificateAuthority: string): Bag {
  const issuer = String(oidc["issuerUrl"]);
  const username = oidc["usernameClaim"] ?? "sub";
  const given = oidc["usernamePrefix"];
  const implied = username === "email" ? "" : `${issuer}#`;
  const prefix = given === "-" ? "" : (given ?? implied);
  const groups = oidc["groupsClaim"];
  const required = Object.entries(isBag(oidc["requiredClaims"]) ? oidc["requiredClaims"] : {});
  return {
    issuer: { url: issuer, audiences: [oidc["clientId"]], certificateAuthority },
    claimMappings: {
      username: { claim: username, prefix },
      ...(groups === undefined
        ? {}
        : { groups: { claim: groups, prefix: oidc["groupsPrefix"] ?? "" } }),
    },
    ...(required.length === 0
      ? {}
      : {
          claimValidationRules: required.map(([claim, requiredValue]) => ({
            claim,
            requiredValue,
          })),
        }),
  };
}

/** The declared `oidc` block with an entry's current values. */
export function oidcOf(entry: Bag, declared: Bag): Bag {
  const wanted = loginOf(declared, "");
  const drifted = Object.entries(places).flatMap(([property, path]): [string, unknown][] => {
    const now = at(entry, path);
    return isDeepStrictEqual(now, at(wanted, path)) ? [] : [[property, shown(property, now)]];
  });
  return { ...declared, ...Object.fromEntries(drifted) };
}

/** The path in an entry for each field of EKS. */
const places: Readonly<Record<string, string>> = {
  clientId: "issuer.audiences",
  usernameClaim: "claimMappings.username.claim",
  usernamePrefix: "claimMappings.username.prefix",
  groupsClaim: "claimMappings.groups.claim",
  groupsPrefix: "claimMappings.groups.prefix",
  requiredClaims: "claimValidationRules",
};

function shown(property: string, now: unknown): unknown {
  if (!Array.isArray(now)) {
    return now;
  }
  return property === "clientId"
    ? now[0]
    : Object.fromEntries(
        now.filter(isBag).map(({ claim, requiredValue }) => [String(claim), requiredValue]),
      );
}
