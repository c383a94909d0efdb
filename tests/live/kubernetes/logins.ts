import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { awsPlace } from "../../../sandbox/src/live/kinds/aws";
import type { LiveKind } from "../../../sandbox/src/live/kinds/live-kind";
import type { TestCluster } from "./cluster";

const token = "aws:eks/identityProviderConfig:IdentityProviderConfig";
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

let cluster: TestCluster;
let issuer: https.Server;
let url: string;
let logins: LiveKind;

const discovery = () => ({
  issuer: url,
  jwks_uri: `${url}/keys`,
  response_types_supported: ["id_token"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
});
const keys = () => ({
  keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }],
});

function idToken(claims: Readonly<Record<string, unknown>>): string {
  const now = Math.floor(Date.now() / 1000);
  // An API server takes a token that it has just taken for ten seconds more, so each is another.
  const one = { jti: randomUUID(), iat: now, exp: now + 600 };
  const body = { iss: url, aud: "kubernetes", sub: "alice", ...one, ...claims };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "RS256", kid: "1" })}.${part(body)}`;
  return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
}

/** Who the API server takes the bearer for, or its status. */
async function whoAmI(bearer: string): Promise<unknown> {
  const { clusters, caFile } = cluster.description;
  const server = clusters["acme-dev"]?.server ?? "";
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
  return new Promise((resolve, reject) => {
    const request = https.request(
      new URL("/apis/authentication.k8s.io/v1/selfsubjectreviews", server),
      {
        method: "POST",
        ca: readFileSync(caFile),
        agent: false,
        headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      },
      (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => {
          const answer = JSON.parse(text) as { status?: { userInfo?: unknown } };
          resolve(answer.status?.userInfo ?? response.statusCode);
        });
      },
    );
    request.on("error", reject);
    request.end(JSON.stringify(body));
  });
}

const provider = (change: Readonly<Record<string, unknown>> = {}) => ({
  clusterName: "acme-dev",
  oidc: {
    identityProviderConfigName: "realm",
    issuerUrl: url,
    clientId: "kubernetes",
    usernameClaim: "sub",
    usernamePrefix: "realm:",
    groupsClaim: "groups",
    groupsPrefix: "realm:",
    ...change,
  },
});

/** Whom a cluster lets in. The API server takes ten seconds for each change, and a minute for a bad one. */
export function loginTests(running: () => TestCluster): void {
  beforeAll(async () => {
    cluster = running();
    const { certificateFile, keyFile } = cluster.authority.issue("issuer", "/CN=issuer");
    const pair = { cert: readFileSync(certificateFile), key: readFileSync(keyFile) };
    issuer = https.createServer(pair, (request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(request.url?.endsWith("/keys") === true ? keys() : discovery()));
    });
    await new Promise<void>((resolve) => issuer.listen(0, "127.0.0.1", resolve));
    url = `https://localhost:${(issuer.address() as AddressInfo).port}/realms/acme`;
    logins = (await awsPlace(cluster.description).kinds(token)) as LiveKind;
  });
  afterAll(() => {
    issuer.closeAllConnections();
    issuer.close();
  });

  describe("an identity provider of a cluster", () => {
    it("lets in whom the issuer names, from its create to its delete", async () => {
      const alice = idToken({ groups: ["team-a"] });
      expect(await whoAmI(alice)).toBe(401);

      const { id } = await logins.create(provider());
      expect(id).toBe("acme-dev:realm");
      expect(await whoAmI(alice)).toMatchObject({
        username: "realm:alice",
        groups: ["realm:team-a", "system:authenticated"],
      });
      expect(await whoAmI(`${alice}x`)).toBe(401);
      expect(await whoAmI(idToken({ aud: "other" }))).toBe(401);
      expect((await logins.read(id, provider()))?.inputs).toEqual(provider());

      const stricter = provider({ requiredClaims: { hd: "acme" } });
      await logins.update(id, stricter, provider());
      expect(await whoAmI(alice)).toBe(401);
      expect(await whoAmI(idToken({ hd: "acme" }))).toMatchObject({ username: "realm:alice" });
      expect((await logins.read(id, provider()))?.inputs).toEqual(stricter);

      await logins.delete(id, stricter);
      expect(await whoAmI(idToken({ hd: "acme" }))).toBe(401);
      expect(await logins.read(id, stricter)).toBeUndefined();
      await logins.delete(id, stricter);
    });

    it("is put back when the API server can't take it up", async () => {
      const file = cluster.description.clusters["acme-dev"]?.authenticationFile ?? "";
      const before = readFileSync(file, "utf8");
      await expect(
        logins.create(provider({ issuerUrl: "https://localhost:1/nobody" })),
      ).rejects.toThrow("the API server does not take up its new authentication configuration");
      expect(readFileSync(file, "utf8")).toBe(before);
    });
  });
}
