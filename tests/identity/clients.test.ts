import * as pulumi from "@pulumi/pulumi";
import { beforeEach, describe, expect, it } from "vitest";

import {
  checkMachineClientArgs,
  checkToolClientArgs,
  MachineClient,
  type MachineClientArgs,
  ToolClient,
  type ToolClientArgs,
} from "../../components/identity";
import { created, startEngine, treeOf, valueOf } from "../harness";

const clientKind = "keycloak:openid/client:Client";
const audienceKind = "keycloak:openid/audienceProtocolMapper:AudienceProtocolMapper";

beforeEach(() => startEngine({}, {}, { [clientKind]: { clientSecret: "made", id: "c" } }));

const noFlows = {
  implicitFlowEnabled: false,
  directAccessGrantsEnabled: false,
  oauth2DeviceAuthorizationGrantEnabled: false,
  fullScopeAllowed: false,
  pkceCodeChallengeMethod: "S256",
};

describe("ToolClient", () => {
  const args: ToolClientArgs = {
    realmId: "acme",
    clientId: "grafana",
    redirectUris: ["https://grafana.example.com/login/generic_oauth"],
  };

  it("takes the code flow with PKCE and nothing else", async () => {
    await treeOf(new ToolClient("grafana", args));
    expect(created(clientKind).map(({ inputs }) => inputs)).toEqual([
      {
        realmId: "acme",
        clientId: "grafana",
        accessType: "CONFIDENTIAL",
        standardFlowEnabled: true,
        serviceAccountsEnabled: false,
        ...noFlows,
        validRedirectUris: ["https://grafana.example.com/login/generic_oauth"],
        webOrigins: [],
      },
    ]);
  });

  it("puts the groups and an audience of its own into tokens", async () => {
    await treeOf(new ToolClient("grafana", args));
    const groups = "keycloak:openid/groupMembershipProtocolMapper:GroupMembershipProtocolMapper";
    expect(created(groups).map(({ inputs }) => inputs)).toEqual([
      {
        realmId: "acme",
        clientId: "grafana-id",
        name: "groups",
        claimName: "groups",
        fullPath: false,
      },
    ]);
    expect(created(audienceKind).map(({ inputs }) => inputs)).toEqual([
      {
        realmId: "acme",
        clientId: "grafana-id",
        name: "audience",
        includedClientAudience: "grafana",
      },
    ]);
  });

  it("gives its secret as a secret", async () => {
    const client = new ToolClient("grafana", args);
    await treeOf(client);
    expect(await valueOf(client.clientSecret)).toBe("made");
    expect(await pulumi.isSecret(client.clientSecret)).toBe(true);
  });

  it.each<[string, Partial<ToolClientArgs>, string]>([
    ["no address", { redirectUris: [] }, "redirectUris"],
    ["a wildcard", { redirectUris: ["https://grafana.example.com/*"] }, "redirectUris[0]"],
    ["every address", { redirectUris: ["*"] }, "redirectUris[0]"],
    ["http", { redirectUris: ["http://grafana.example.com/"] }, "redirectUris[0]"],
    ["a local address without a port", { redirectUris: ["http://localhost/"] }, "redirectUris[0]"],
    ["a local wildcard", { redirectUris: ["http://localhost:8000/*"] }, "redirectUris[0]"],
    ["every origin", { webOrigins: ["*"] }, "webOrigins[0]"],
    ["origins taken from addresses", { webOrigins: ["+"] }, "webOrigins[0]"],
    ["an origin with a path", { webOrigins: ["https://grafana.example.com/"] }, "webOrigins[0]"],
    ["an id with capitals", { clientId: "Grafana" }, "clientId"],
  ])("refuses %s", (_mistake, more, path) => {
    expect(checkToolClientArgs({ ...args, ...more }).map((issue) => issue.path)).toEqual([path]);
  });

  it("takes the command line's own address", () => {
    const redirectUris = ["http://localhost:8000", "http://localhost:18000/callback"];
    expect(checkToolClientArgs({ ...args, redirectUris })).toEqual([]);
  });
});

describe("MachineClient", () => {
  const args: MachineClientArgs = {
    realmId: "acme",
    clientId: "ci",
    audience: "https://bao.example.com",
    authentication: { by: "signed-jwt", jwksUrl: "https://ci.example.com/jwks" },
  };
  const common = {
    realmId: "acme",
    clientId: "ci",
    accessType: "CONFIDENTIAL",
    serviceAccountsEnabled: true,
    standardFlowEnabled: false,
    ...noFlows,
    accessTokenLifespan: "300",
    useRefreshTokens: false,
    useRefreshTokensClientCredentials: false,
    validRedirectUris: [],
    webOrigins: [],
  };

  it("has an account and no person's login, and signs what it asks with", async () => {
    const client = new MachineClient("ci", args);
    await treeOf(client);
    expect(created(clientKind).map(({ inputs }) => inputs)).toEqual([
      {
        ...common,
        clientAuthenticatorType: "client-jwt",
        extraConfig: {
          "use.jwks.url": "true",
          "jwks.url": "https://ci.example.com/jwks",
          "token.endpoint.auth.signing.alg": "RS256",
        },
      },
    ]);
    expect(await valueOf(client.clientSecret)).toBe("");
  });

  it("gives a made secret as a secret", async () => {
    const client = new MachineClient("ci", { ...args, authentication: { by: "secret" } });
    await treeOf(client);
    expect(created(clientKind).map(({ inputs }) => inputs)).toEqual([
      { ...common, clientAuthenticatorType: "client-secret" },
    ]);
    expect(await valueOf(client.clientSecret)).toBe("made");
    expect(await pulumi.isSecret(client.clientSecret)).toBe(true);
  });

  it("has tokens for the one named server", async () => {
    await treeOf(new MachineClient("ci", args));
    expect(created(audienceKind).map(({ inputs }) => inputs)).toEqual([
      {
        realmId: "acme",
        clientId: "ci-id",
        name: "audience",
        includedCustomAudience: "https://bao.example.com",
        addToAccessToken: true,
        addToIdToken: false,
      },
    ]);
  });

  it("has nothing in its tokens that scopes would add", async () => {
    await treeOf(new MachineClient("ci", args));
    const scopes = created("keycloak:openid/clientDefaultScopes:ClientDefaultScopes");
    expect(scopes.map(({ inputs }) => inputs)).toEqual([
      { realmId: "acme", clientId: "ci-id", defaultScopes: ["basic"] },
    ]);
  });

  it.each<[string, Partial<MachineClientArgs>, string]>([
    ["two audiences", { audience: "argo-cd,grafana" }, "audience"],
    ["any audience", { audience: "*" }, "audience"],
    ["no audience", { audience: "" }, "audience"],
    [
      "keys over http",
      { authentication: { by: "signed-jwt", jwksUrl: "http://ci.example.com/jwks" } },
      "authentication.jwksUrl",
    ],
    ["an id with a slash", { clientId: "acme/ci" }, "clientId"],
  ])("refuses %s", (_mistake, more, path) => {
    expect(checkMachineClientArgs({ ...args, ...more }).map((issue) => issue.path)).toEqual([path]);
  });
});
