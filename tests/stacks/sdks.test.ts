import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

const root = join(__dirname, "../..");
const platform = "@groundwork-iac/platform";

/** The SDKs that a public module loads, by the module's subpath; a project must have them installed. */
const table: Readonly<Record<string, readonly string[]>> = {
  ".": ["aws", "github", "keycloak", "kubernetes", "vault"],
  cluster: ["aws", "kubernetes"],
  "cluster/administrator-view": ["kubernetes"],
  "cluster/admission-policies": ["kubernetes"],
  "cluster/cluster": ["aws"],
  "cluster/existing-cluster": ["aws"],
  "cluster/node-groups": ["aws"],
  "cluster/preview-view": ["kubernetes"],
  "cluster/realm-login": ["aws"],
  "cluster/subjects": [],
  "cluster/team-namespace": ["kubernetes"],
  "cluster/workload-identity": ["aws"],
  contracts: [],
  devtools: ["aws", "github", "kubernetes", "vault"],
  "devtools/ci-role": ["aws"],
  "devtools/ci-trust": ["aws"],
  "devtools/cross-account-role": ["aws"],
  "devtools/cluster-secret-login": ["vault"],
  "devtools/delivered-kinds": [],
  "devtools/delivery": ["kubernetes"],
  "devtools/github-jobs": [],
  "devtools/image-repository": ["aws"],
  "devtools/pipeline-login": ["vault"],
  "devtools/secret-login": ["vault"],
  "devtools/secret-path": ["vault"],
  "devtools/source-repository": ["github"],
  identity: ["aws", "keycloak"],
  "identity/access-group": ["aws"],
  "identity/access-levels": [],
  "identity/account-access": ["aws"],
  "identity/administrator-login": ["keycloak"],
  "identity/broker": ["keycloak"],
  "identity/client-rules": ["keycloak"],
  "identity/company-provider": [],
  "identity/group-mapping": ["keycloak"],
  "identity/issuer": [],
  "identity/issuer-preflight": [],
  "identity/ldap-federation": ["keycloak"],
  "identity/machine-client": ["keycloak"],
  "identity/people": ["keycloak"],
  "identity/realm": ["keycloak"],
  "identity/tool-client": ["keycloak"],
  ingress: ["aws", "kubernetes"],
  "ingress/delegated-zone": ["aws"],
  "ingress/delegation-role": ["aws"],
  "ingress/edge-controllers": ["aws", "kubernetes"],
  "cluster/block-storage": ["aws", "kubernetes"],
  "ingress/load-balancer-controller": ["aws", "kubernetes"],
  "ingress/gateway": ["kubernetes"],
  "ingress/mesh": ["kubernetes"],
  "ingress/team-route": ["kubernetes"],
  network: ["aws"],
  "network/account-baseline": ["aws"],
  "network/address-space": [],
  "network/audit": [],
  "network/connectivity": [],
  "network/demand": [],
  "network/demand-issues": [],
  "network/endpoints": ["aws"],
  "network/existing-vpc": ["aws"],
  "network/ipam": ["aws"],
  "network/measure": [],
  "network/peering": ["aws"],
  "network/private-bucket": ["aws"],
  "network/quota-needs": [],
  "network/quota-requests": ["aws"],
  "network/ranges": [],
  "network/route-tables": ["aws"],
  "network/sizes": [],
  "network/transit-hub": ["aws"],
  "network/transit-spoke": ["aws"],
  "network/vpc": ["aws"],
  "network/vpc-parts": [],
  observability: ["aws", "kubernetes"],
  "observability/event-collector": ["kubernetes"],
  "observability/log-store": ["aws", "kubernetes"],
  "observability/metrics": ["kubernetes"],
  "observability/runway-alerts": ["kubernetes"],
  "observability/team-view": ["kubernetes"],
  platform: ["aws", "github", "keycloak", "kubernetes", "vault"],
  "programs/account": ["aws"],
  "programs/cluster": ["aws"],
  "programs/environment": ["aws", "kubernetes", "vault"],
  "programs/identity": ["keycloak"],
  "programs/network": ["aws"],
  "programs/organization": ["aws"],
  "programs/providers/aws": ["aws"],
  "programs/providers/cluster": ["kubernetes"],
  "programs/providers/github": ["github"],
  "programs/providers/keycloak": ["keycloak"],
  "programs/providers/vault": ["vault"],
  "programs/services": ["aws", "kubernetes"],
  "programs/team": ["aws", "github", "keycloak", "vault"],
  "programs/tools": ["github", "keycloak", "vault"],
  "programs/workspace": ["kubernetes", "vault"],
  provenance: ["aws", "kubernetes"],
  "provenance/admission": ["kubernetes"],
  "provenance/registry-scanning": ["aws"],
  "provenance/signature-policy": ["kubernetes"],
  team: ["aws", "github", "keycloak", "vault"],
  "team/personas": [],
  "team/team": ["aws", "github", "keycloak", "vault"],
};

/** Public modules by the subpath that a project imports them by. */
function subpaths(): string[] {
  const named = (pattern: string, folder: string) =>
    globSync(pattern, { cwd: join(root, folder), exclude: ["**/internal/**", "lib/**"] })
      .map((file) => file.replace(/\.ts$/, "").replace(/\/index$/, ""))
      .filter((file) => file !== "index");
  return [
    ".",
    "contracts",
    "platform",
    ...named("programs/**/*.ts", "stacks"),
    ...named("*/*.ts", "components"),
  ].sort();
}

function loadedBy(modules: readonly string[]): unknown {
  const args = [join(__dirname, "loaded-sdks.mts"), JSON.stringify(modules)];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" }));
}

const nameOf = (subpath: string) => (subpath === "." ? platform : `${platform}/${subpath}`);

it("a module of the package loads the SDKs that its components and providers are made with", () => {
  const modules = subpaths();
  const expected = modules.map((subpath) => [nameOf(subpath), table[subpath] ?? "not listed"]);
  expect(loadedBy(modules.map(nameOf))).toEqual(Object.fromEntries(expected));
  expect(Object.keys(table).sort()).toEqual(modules);
});
