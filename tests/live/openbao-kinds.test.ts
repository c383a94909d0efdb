import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Bag } from "../../sandbox/src/cloud/store";
import {
  type LiveKind,
  LiveRefusal,
  type LiveResource,
} from "../../sandbox/src/live/kinds/live-kind";
import { secretServerKinds, secretServerTokens } from "../../sandbox/src/live/kinds/openbao";
import { openbaoApi } from "../../sandbox/src/live/kinds/openbao/openbao-api";
import { without } from "../../sandbox/src/live/kinds/rest/paths-of-keys";
import { live, type KindLife } from "./kind-life";
import { runningServers } from "./running";

const description = runningServers();
const kinds = secretServerKinds(description);
const api = openbaoApi(description);
const suffix = randomBytes(3).toString("hex");
const jwtPath = `jwt-${suffix}`;
const kubernetesPath = `kubernetes-${suffix}`;
const jwt = "vault:jwt/authBackend:AuthBackend";
const authBackend = "vault:index/authBackend:AuthBackend";

function kind(token: string): LiveKind {
  const found = kinds(token);
  if (found === undefined) {
    throw new Error(`${token}: not passed on`);
  }
  return found;
}

function publicKey(): string {
  const { publicKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return key.export({ type: "spki", format: "pem" }) as string;
}

const key = publicKey();
const made: Record<string, LiveResource> = {};
const idOf = (name: string): string => made[name]?.id ?? "";
const accessorOf = (name: string): string => String(made[name]?.state["accessor"]);

const fixtures: readonly [string, string, Bag][] = [
  ["jwt", jwt, { path: jwtPath, jwtValidationPubkeys: [key] }],
  ["kubernetes", authBackend, { path: kubernetesPath, type: "kubernetes" }],
  ["group", "vault:identity/group:Group", { name: `fixture-${suffix}`, type: "external" }],
  ["other group", "vault:identity/group:Group", { name: `other-${suffix}`, type: "external" }],
  ["entity", "vault:identity/entity:Entity", { name: `fixture-${suffix}` }],
];

beforeAll(async () => {
  for (const [name, token, inputs] of fixtures) {
    made[name] = await kind(token).create(inputs);
  }
});

afterAll(async () => {
  for (const [name, token, inputs] of fixtures.toReversed()) {
    await kind(token).delete(idOf(name), inputs);
  }
});

const write = (path: string, body: Bag) => api.send("POST", path, body);

const lives: Readonly<Record<string, () => KindLife>> = {
  "vault:index/mount:Mount": () => ({
    id: `kv-${suffix}`,
    inputs: {
      path: `kv-${suffix}`,
      type: "kv-v2",
      description: "teams' secrets",
      maxLeaseTtlSeconds: 7200,
    },
    spoil: (id) => write(`sys/mounts/${id}/tune`, { description: "by hand", max_lease_ttl: "1h" }),
    drift: { description: "by hand", maxLeaseTtlSeconds: 3600 },
    change: { description: undefined, listingVisibility: "unauth" },
  }),
  "vault:index/policy:Policy": () => ({
    id: `team-${suffix}`,
    inputs: { name: `team-${suffix}`, policy: 'path "kv/*" {\n  capabilities = ["read"]\n}\n' },
    spoil: (id) => write(`sys/policies/acl/${id}`, { policy: 'path "kv/*" { policy = "sudo" }' }),
    drift: { policy: 'path "kv/*" { policy = "sudo" }' },
    change: { policy: 'path "kv/a" {\n  capabilities = ["list"]\n}' },
  }),
  "vault:index/authBackend:AuthBackend": () => ({
    id: `k8s-${suffix}`,
    inputs: {
      path: `k8s-${suffix}`,
      type: "kubernetes",
      description: "pods",
      tune: { defaultLeaseTtl: "20m", listingVisibility: "unauth" },
    },
    spoil: (id) =>
      write(`sys/auth/${id}/tune`, { default_lease_ttl: "1h", description: "by hand" }),
    drift: {
      description: "by hand",
      tune: { defaultLeaseTtl: "1h0m0s", listingVisibility: "unauth" },
    },
    change: { tune: { defaultLeaseTtl: "1200s" } },
  }),
  [jwt]: () => ({
    id: `own-${suffix}`,
    inputs: {
      path: `own-${suffix}`,
      type: "jwt",
      jwtValidationPubkeys: [key],
      boundIssuer: "https://token.example.com",
      defaultRole: "team",
      tune: { maxLeaseTtl: "1h" },
    },
    spoil: (id) =>
      write(`auth/${id}/config`, {
        jwt_validation_pubkeys: [key],
        bound_issuer: "https://evil.example.com",
      }),
    drift: { boundIssuer: "https://evil.example.com", defaultRole: "" },
    change: { jwtValidationPubkeys: [publicKey()], defaultRole: undefined, description: "tokens" },
  }),
  "vault:jwt/authBackendRole:AuthBackendRole": () => ({
    id: `auth/${jwtPath}/role/team`,
    inputs: {
      backend: jwtPath,
      roleName: "team",
      roleType: "jwt",
      userClaim: "sub",
      boundAudiences: ["b", "a"],
      boundClaims: { groups: "team-a, team-b" },
      claimMappings: { email: "email" },
      tokenPolicies: ["team", "more"],
      tokenTtl: 600,
    },
    spoil: (id) =>
      write(id, {
        role_type: "jwt",
        bound_claims: { groups: ["*"] },
        token_policies: ["root-like"],
        token_ttl: 60,
      }),
    drift: { boundClaims: { groups: "*" }, tokenPolicies: ["root-like"], tokenTtl: 60 },
    change: { tokenTtl: undefined, claimMappings: undefined, boundClaimsType: "glob" },
  }),
  "vault:kubernetes/authBackendConfig:AuthBackendConfig": () => ({
    id: `auth/${kubernetesPath}/config`,
    inputs: {
      backend: kubernetesPath,
      kubernetesHost: "https://kubernetes.example.com",
      kubernetesCaCert: readFileSync(description.caFile, "utf8"),
      disableLocalCaJwt: true,
      tokenReviewerJwt: "not-for-eyes",
    },
    spoil: (id) =>
      write(id, {
        kubernetes_host: "https://evil.example.com",
        kubernetes_ca_cert: readFileSync(description.caFile, "utf8"),
        disable_local_ca_jwt: true,
      }),
    drift: { kubernetesHost: "https://evil.example.com" },
    change: { issuer: "https://kubernetes.example.com" },
    stays: true,
  }),
  "vault:kubernetes/authBackendRole:AuthBackendRole": () => ({
    id: `auth/${kubernetesPath}/role/pods`,
    inputs: {
      backend: kubernetesPath,
      roleName: "pods",
      boundServiceAccountNames: ["default"],
      boundServiceAccountNamespaces: ["team-b", "team-a"],
      audience: "openbao",
      tokenPolicies: ["team"],
    },
    spoil: (id) => write(id, { bound_service_account_names: ["*"], audience: "" }),
    drift: { boundServiceAccountNames: ["*"], audience: undefined },
    change: { audience: undefined, tokenMaxTtl: 900 },
  }),
  "vault:identity/group:Group": () => ({
    inputs: {
      name: `crew-${suffix}`,
      type: "external",
      policies: ["b", "a"],
      metadata: { owner: "alice" },
    },
    spoil: (id) => write(`identity/group/id/${id}`, { policies: ["root-like"] }),
    drift: { policies: ["root-like"] },
    change: { policies: undefined, metadata: undefined },
  }),
  "vault:identity/groupAlias:GroupAlias": () => ({
    inputs: {
      name: `crew-${suffix}`,
      mountAccessor: accessorOf("jwt"),
      canonicalId: idOf("group"),
    },
    spoil: (id) =>
      write(`identity/group-alias/id/${id}`, {
        name: `by-hand-${suffix}`,
        mount_accessor: accessorOf("jwt"),
        canonical_id: idOf("group"),
      }),
    drift: { name: `by-hand-${suffix}` },
    change: { canonicalId: idOf("other group") },
  }),
  "vault:identity/entity:Entity": () => ({
    inputs: { name: `alice-${suffix}`, policies: ["team"], metadata: { team: "a" } },
    spoil: (id) => write(`identity/entity/id/${id}`, { disabled: true, policies: ["team", "x"] }),
    drift: { disabled: true, policies: ["team", "x"] },
    change: { metadata: { team: "b" }, policies: undefined },
  }),
  "vault:identity/entityAlias:EntityAlias": () => ({
    inputs: {
      name: `alice-${suffix}`,
      mountAccessor: accessorOf("jwt"),
      canonicalId: idOf("entity"),
    },
    spoil: (id) =>
      write(`identity/entity-alias/id/${id}`, {
        name: `mallory-${suffix}`,
        mount_accessor: accessorOf("jwt"),
        canonical_id: idOf("entity"),
      }),
    drift: { name: `mallory-${suffix}` },
    change: { customMetadata: { team: "a" } },
  }),
};

const audit = "vault:index/audit:Audit";

describe("OpenBao", () => {
  it.each(secretServerTokens.filter((token) => token !== audit))(
    "%s is made, read, repaired, changed and deleted",
    async (token) => {
      const life = lives[token];
      expect(life, `no life for ${token} in this test`).toBeDefined();
      await live(kind(token), (life as () => KindLife)());
    },
  );

  it("takes audit devices from its own configuration only, and says so", async () => {
    const inputs = { path: `file-${suffix}`, type: "file", options: { file_path: "discard" } };
    const refused = kind(audit).create(inputs);
    await expect(refused).rejects.toThrow(
      `OpenBao refused to create audit device "file-${suffix}" (400): cannot enable audit device via API; use declarative, config-based audit device management instead`,
    );
    expect(await kind(audit).read(`file-${suffix}`, inputs)).toBeUndefined();
    await kind(audit).delete(`file-${suffix}`, inputs);
  });

  it("has real accessors, and moves a mount when its path changes", async () => {
    expect(accessorOf("jwt")).toMatch(/^auth_jwt_[0-9a-f]{8}$/);
    const mounts = kind("vault:index/mount:Mount");
    const inputs = { path: `here-${suffix}`, type: "kv" };
    const { id } = await mounts.create(inputs);
    const there = { ...inputs, path: `there-${suffix}` };
    const moved = await mounts.update(id, there, inputs);
    expect(moved.id).toBe(there.path);
    expect(await mounts.read(id, inputs)).toBeUndefined();
    expect((await mounts.read(id, there))?.inputs).toEqual(there);
    await mounts.delete(id, there);
    expect(await mounts.read(id, there)).toBeUndefined();
  });

  it("logs people in through Keycloak with a client id and its secret, never one alone", async () => {
    const { keycloak, caFile } = description;
    const inputs = {
      path: `oidc-${suffix}`,
      type: "oidc",
      oidcDiscoveryUrl: `${keycloak.declared}/realms/master`,
      oidcDiscoveryCaPem: readFileSync(caFile, "utf8"),
      oidcClientId: "openbao",
      oidcClientSecret: "not-for-eyes",
      defaultRole: "person",
    };
    const half = without(inputs, "oidcClientSecret");
    await expect(kind(jwt).create(half)).rejects.toThrow(
      `OpenBao refused to create login by token "oidc-${suffix}" (400): both 'oidc_client_id' and 'oidc_client_secret' must be set for OIDC`,
    );
    expect(await kind(jwt).read("", half), "nothing is left of it").toBeUndefined();

    const { id, state } = await kind(jwt).create(inputs);
    expect(state["accessor"]).toMatch(/^auth_oidc_[0-9a-f]{8}$/);
    const other = { ...inputs, defaultRole: "other" };
    expect((await kind(jwt).update(id, other, inputs)).inputs).toEqual(other);
    await kind(jwt).delete(id, other);
  });

  it("says which login can't be made twice", async () => {
    const error = await kind(jwt)
      .create({ path: jwtPath, jwtValidationPubkeys: [key] })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LiveRefusal);
    expect((error as LiveRefusal).status).toBe(400);
    expect((error as LiveRefusal).message).toBe(
      `OpenBao refused to create login by token "${jwtPath}" (400): path is already in use at ${jwtPath}/`,
    );
    expect(await kind(jwt).read(jwtPath, { path: jwtPath }), "the first stays").toBeDefined();
  });
});
