import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Bag } from "../../../sandbox/src/cloud/store";
import type { LiveDescription } from "../../../sandbox/src/live/description";
import { keycloakKinds } from "../../../sandbox/src/live/kinds/keycloak";
import { type LiveKind, LiveRefusal } from "../../../sandbox/src/live/kinds/live-kind";
import { secretServerKinds } from "../../../sandbox/src/live/kinds/openbao";

type Reply = { readonly status: number; readonly body: unknown } | "nothing";

const folder = mkdtempSync(join(tmpdir(), "groundwork-answers-"));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const password = "a-password-for-no-eyes";
const token = "a-token-for-no-eyes";
const started: Server[] = [];

afterAll(() => {
  started.forEach((server) => {
    server.closeAllConnections();
    server.close();
  });
  rmSync(folder, { recursive: true });
});

/** A server that answers every call alike, but gives out tokens. @returns its address. */
async function answering(reply: Reply): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    const login = request.url?.endsWith("/protocol/openid-connect/token") === true;
    const said = login ? { status: 200, body: { access_token: "t", expires_in: 60 } } : reply;
    if (said !== "nothing") {
      response.writeHead(said.status, { "content-type": "application/json" });
      response.end(JSON.stringify(said.body));
    }
  });
  started.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function descriptionOf(url: string): LiveDescription {
  return {
    version: 1,
    caFile: file("ca.crt", ""),
    hosts: {},
    proxy: "http://127.0.0.1:9",
    keycloak: {
      url,
      declared: "https://id.example.com",
      adminUser: "admin",
      adminPasswordFile: file("password", password),
    },
    secrets: { url, declared: "https://bao.example.com", tokenFile: file("token", token) },
    clusters: {},
    pipelines: { issuer: "https://token.example.com", keyFile: "" },
  };
}

const client = {
  realmId: "acme",
  clientId: "tool",
  accessType: "CONFIDENTIAL",
  clientSecret: "a-secret-for-no-eyes",
};
const login = {
  path: "oidc",
  type: "oidc",
  oidcDiscoveryUrl: "https://id.example.com/realms/acme",
  oidcClientSecret: "a-secret-for-no-eyes",
};

interface Case {
  readonly inputs: Bag;
  readonly kind: (url: string) => LiveKind | undefined;
  /** Such as `create client "tool"`. */
  readonly what: string;
}

const cases: Readonly<Record<string, Case>> = {
  Keycloak: {
    inputs: client,
    kind: (url) =>
      keycloakKinds(descriptionOf(url), { timeout: 500 })("keycloak:openid/client:Client"),
    what: 'create client "tool"',
  },
  OpenBao: {
    inputs: login,
    kind: (url) =>
      secretServerKinds(descriptionOf(url), { timeout: 500 })("vault:jwt/authBackend:AuthBackend"),
    what: 'create login by token "oidc"',
  },
};

const saying = (words: string) => ({ errorMessage: words, errors: [words] });

describe.each(Object.entries(cases))("%s", (name, { inputs, kind, what }) => {
  const path = name === "OpenBao" ? "/v1" : "";

  async function failure(reply: Reply | { readonly url: string }): Promise<Error> {
    const url = typeof reply === "object" && "url" in reply ? reply.url : await answering(reply);
    const error: unknown = await kind(url)
      ?.create(inputs)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    const { message } = error as Error;
    expect(message).not.toContain("for-no-eyes");
    expect(message).not.toContain("\n");
    return error as Error;
  }

  it("that is not there is named with its address and what to do", async () => {
    const gone = await answering("nothing");
    await new Promise((resolve) => started.at(-1)?.close(resolve));
    const { message } = await failure({ url: gone });
    expect(message).toBe(
      `can't ${what}: ${name} at ${gone}${path} can't be reached (ECONNREFUSED); start it with \`groundwork sandbox up --live\`, then try again`,
    );
  });

  it("that gives no answer is given up", async () => {
    const { message } = await failure("nothing");
    expect(message).toMatch(
      new RegExp(
        `^can't ${what}: ${name} at http://127.0.0.1:\\d+${path} gave no answer within 0.5 s; it may be busy: try again$`,
      ),
    );
  });

  it("that fails is named with its address", async () => {
    const error = await failure({ status: 500, body: saying("unknown_error") });
    expect(error).toBeInstanceOf(LiveRefusal);
    expect((error as LiveRefusal).status).toBe(500);
    expect(error.message).toMatch(
      new RegExp(
        `^${name} at http://127.0.0.1:\\d+${path} failed to ${what} \\(500: unknown_error\\); look into its log, then try again$`,
      ),
    );
  });

  it("that refuses is quoted, without the secret that it repeats", async () => {
    const error = await failure({
      status: 400,
      body: saying("no good: a-secret-for-no-eyes"),
    });
    expect(error).toBeInstanceOf(LiveRefusal);
    expect((error as LiveRefusal).status).toBe(400);
    expect(error.message).toBe(`${name} refused to ${what} (400): no good: [secret]`);
  });

  it("that answers what is no JSON is quoted in short", async () => {
    const error = await failure({ status: 502, body: "x".repeat(1000) });
    expect(error.message.length).toBeLessThan(400);
  });

  it("is not asked for a property that the sandbox does not pass on", async () => {
    const url = await answering({ status: 500, body: {} });
    await expect(kind(url)?.create({ ...inputs, shiny: true })).rejects.toThrow(
      `can't ${what}: the sandbox does not pass shiny on to ${name} yet; leave it out, or run without --live`,
    );
  });
});

describe("an administrator whose password is wrong", () => {
  let url = "";
  beforeAll(async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(401, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: "invalid_grant" }));
    });
    started.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  it("is told so", async () => {
    const groups = keycloakKinds(descriptionOf(url))("keycloak:index/group:Group");
    await expect(groups?.read("1", { realmId: "acme", name: "crew" })).rejects.toThrow(
      'Keycloak refused to read group "crew" (401): it does not take admin\'s password',
    );
  });
});

it("knows no kind of another package", () => {
  expect(keycloakKinds(descriptionOf("http://127.0.0.1:9"))("aws:ec2/vpc:Vpc")).toBeUndefined();
  expect(keycloakKinds(descriptionOf("http://127.0.0.1:9"))("constructor")).toBeUndefined();
});
