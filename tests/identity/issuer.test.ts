import { describe, expect, it } from "vitest";

import { checkIssuer, discoveryAddress, preflightIssuer } from "../../components/identity";

const coordinates = {
  issuer: "https://sso.example.com/",
  groupsClaim: "groups",
  clients: { kubernetes: "kubernetes" },
};
const good = {
  issuer: "https://sso.example.com/",
  authorization_endpoint: "https://sso.example.com/authorize",
  token_endpoint: "https://sso.example.com/token",
  jwks_uri: "https://keys.example.com/jwks",
  response_types_supported: ["code", "code id_token"],
  grant_types_supported: ["authorization_code", "refresh_token"],
  scopes_supported: ["openid", "email"],
  id_token_signing_alg_values_supported: ["ES256", "HS256"],
  code_challenge_methods_supported: ["plain", "S256"],
  claims_supported: ["sub", "email", "groups"],
};
const without = (...keys: (keyof typeof good)[]) =>
  Object.fromEntries(Object.entries(good).filter(([key]) => !(keys as string[]).includes(key)));

describe("an issuer's discovery document", () => {
  it("is fine", () => {
    expect(checkIssuer(good, coordinates)).toEqual({ problems: [], doubts: [] });
  });

  it("may leave out what has a default, and what need not be listed", () => {
    const rest = without("grant_types_supported", "scopes_supported", "claims_supported");
    expect(checkIssuer(rest, coordinates)).toEqual({ problems: [], doubts: [] });
  });

  it.each<[string, unknown, string, unknown]>([
    ["is no object", "<html>", "document", "<html>"],
    ["is a list", [good], "document", [good]],
    ["is nothing", null, "document", null],
    [
      "is another issuer's, by a slash",
      { ...good, issuer: "https://sso.example.com" },
      "issuer",
      "https://sso.example.com",
    ],
    ["has no issuer", without("issuer"), "issuer", undefined],
    ["has no login", without("authorization_endpoint"), "authorization_endpoint", null],
    [
      "has a login over http",
      { ...good, authorization_endpoint: "http://sso.example.com/authorize" },
      "authorization_endpoint",
      "http://sso.example.com/authorize",
    ],
    ["has no token endpoint", without("token_endpoint"), "token_endpoint", null],
    [
      "has a token endpoint that is no address",
      { ...good, token_endpoint: "/token" },
      "token_endpoint",
      "/token",
    ],
    ["has no keys", without("jwks_uri"), "jwks_uri", null],
    [
      "has keys over http",
      { ...good, jwks_uri: "http://keys.example.com/jwks" },
      "jwks_uri",
      "http://keys.example.com/jwks",
    ],
    [
      "has keys at an address with a name and a password",
      { ...good, jwks_uri: "https://a:b@keys.example.com/jwks" },
      "jwks_uri",
      "https://a:b@keys.example.com/jwks",
    ],
    [
      "knows the implicit flow only",
      { ...good, response_types_supported: ["id_token token"] },
      "response_types_supported",
      ["id_token token"],
    ],
    ["tells no flows", without("response_types_supported"), "response_types_supported", null],
    [
      "gives no codes",
      { ...good, grant_types_supported: ["client_credentials"] },
      "grant_types_supported",
      ["client_credentials"],
    ],
    ["knows no openid", { ...good, scopes_supported: ["email"] }, "scopes_supported", ["email"]],
    [
      "signs with a shared secret",
      { ...good, id_token_signing_alg_values_supported: ["HS256", "none"] },
      "id_token_signing_alg_values_supported",
      ["HS256", "none"],
    ],
    [
      "takes plain challenges only",
      { ...good, code_challenge_methods_supported: ["plain"] },
      "code_challenge_methods_supported",
      ["plain"],
    ],
    [
      "has a text for a list",
      { ...good, code_challenge_methods_supported: "S256" },
      "code_challenge_methods_supported",
      "S256",
    ],
  ])("is refused when it %s", (_mistake, document, path, got) => {
    const { problems } = checkIssuer(document, coordinates);
    expect(problems).toEqual([{ path, want: expect.any(String) as string, got }]);
  });

  it("is refused when issuer and declaration agree on http", () => {
    const issuer = "http://sso.example.com/";
    const { problems } = checkIssuer({ ...good, issuer }, { ...coordinates, issuer });
    expect(problems).toEqual([{ path: "issuer", want: "an https address", got: issuer }]);
  });

  it("leaves a doubt when it does not list PKCE or the claims", () => {
    const claims = ["sub", "email"];
    const document = { ...without("code_challenge_methods_supported"), claims_supported: claims };
    expect(checkIssuer(document, { ...coordinates, usernameClaim: "upn" })).toEqual({
      problems: [],
      doubts: [
        {
          path: "code_challenge_methods_supported",
          want: "a list with S256; without it, ask who runs the issuer",
          got: null,
        },
        {
          path: "claims_supported",
          want: "upn among the claims, or else in a token",
          got: claims,
        },
        {
          path: "claims_supported",
          want: "groups among the claims, or else in a token",
          got: claims,
        },
      ],
    });
  });
});

describe("asking an issuer", () => {
  const address = "https://sso.example.com/.well-known/openid-configuration";
  const answering =
    (answer: () => Response): typeof fetch =>
    () =>
      Promise.resolve(answer());

  it("looks where the standard says, with one slash", () => {
    expect(discoveryAddress("https://sso.example.com/")).toBe(address);
    expect(discoveryAddress("https://sso.example.com/realms/acme")).toBe(
      "https://sso.example.com/realms/acme/.well-known/openid-configuration",
    );
  });

  it("follows no redirect, waits 10 seconds at the most, and checks what comes", async () => {
    const asked: [unknown, RequestInit | undefined][] = [];
    const ask: typeof fetch = (to, init) => {
      asked.push([to, init]);
      return Promise.resolve(Response.json({ ...good, jwks_uri: "http://keys.example.com" }));
    };
    const { problems } = await preflightIssuer(coordinates, ask);
    expect(problems).toMatchObject([{ path: "jwks_uri", got: "http://keys.example.com" }]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.[0]).toBe(address);
    expect(asked[0]?.[1]).toMatchObject({ redirect: "error" });
    expect(asked[0]?.[1]?.signal).toBeInstanceOf(AbortSignal);
  });

  it.each<[string, typeof fetch, unknown]>([
    ["has no document", answering(() => new Response("no", { status: 404 })), 404],
    [
      "is not reached",
      () => Promise.reject(new TypeError("fetch failed", { cause: new Error("ENOTFOUND") })),
      "ENOTFOUND",
    ],
    [
      "answers no JSON",
      answering(() => new Response("<html>")),
      expect.stringContaining("SyntaxError"),
    ],
  ])("is a problem when it %s", async (_mistake, ask, got) => {
    const { problems } = await preflightIssuer(coordinates, ask);
    expect(problems).toMatchObject([{ path: address, got }]);
  });

  it("asks nobody over http", async () => {
    const ask: typeof fetch = () => Promise.reject(new Error("asked"));
    const issuer = "http://sso.example.com";
    const { problems } = await preflightIssuer({ ...coordinates, issuer }, ask);
    expect(problems).toMatchObject([{ want: "an https address", got: issuer }]);
  });
});
