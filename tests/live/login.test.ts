import { describe, expect, it } from "vitest";

import { loginOf, oidcOf } from "../../sandbox/src/live/kinds/aws/login";

const declared = {
  identityProviderConfigName: "realm",
  issuerUrl: "https://id.acme.example/realms/acme",
  clientId: "kubernetes",
  usernameClaim: "sub",
  usernamePrefix: "realm:",
  groupsClaim: "groups",
  groupsPrefix: "realm:",
};

describe("an identity provider of EKS as an API server's entry", () => {
  it("says whom the tokens name, and for whom they are", () => {
    expect(loginOf(declared, "PEM")).toEqual({
      issuer: { url: declared.issuerUrl, audiences: ["kubernetes"], certificateAuthority: "PEM" },
      claimMappings: {
        username: { claim: "sub", prefix: "realm:" },
        groups: { claim: "groups", prefix: "realm:" },
      },
    });
  });

  it.each([
    ["sub", undefined, "https://id.acme.example/realms/acme#"],
    ["email", undefined, ""],
    ["sub", "-", ""],
    ["sub", "x:", "x:"],
  ])("prefixes %s with prefix %s as EKS does", (usernameClaim, usernamePrefix, prefix) => {
    const { claimMappings } = loginOf({ ...declared, usernameClaim, usernamePrefix }, "");
    expect(claimMappings).toMatchObject({ username: { claim: usernameClaim, prefix } });
  });

  it("demands the required claims", () => {
    const { claimValidationRules } = loginOf({ ...declared, requiredClaims: { hd: "acme" } }, "");
    expect(claimValidationRules).toEqual([{ claim: "hd", requiredValue: "acme" }]);
  });

  it("is read back without drift, and with the property that a hand has changed", () => {
    const full = { ...declared, requiredClaims: { hd: "acme" } };
    const entry = loginOf(full, "PEM");
    expect(oidcOf(entry, full)).toEqual(full);
    expect(oidcOf(loginOf({ ...full, clientId: "other" }, "PEM"), full)).toEqual({
      ...full,
      clientId: "other",
    });
    expect(oidcOf(loginOf({ ...full, groupsPrefix: "" }, "PEM"), full)).toEqual({
      ...full,
      groupsPrefix: "",
    });
    expect(oidcOf(loginOf({ ...full, requiredClaims: { hd: "b" } }, "PEM"), full)).toEqual({
      ...full,
      requiredClaims: { hd: "b" },
    });
  });
});
