import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "vitest";

import { Declarations } from "../../../sandbox/src/cloud/declarations";
import { deletesFirst } from "../../../sandbox/src/cloud/delete-first";
import { factsFor } from "../../../sandbox/src/cloud/facts";
import type { Bag } from "../../../sandbox/src/cloud/store";

const modules = join(__dirname, "../../../node_modules/@pulumi");

function first(token: string, olds: Bag, news: Bag): boolean {
  const [pkg = ""] = token.split(":");
  const sdk = join(modules, pkg);
  const cache = join(tmpdir(), `groundwork-declarations${pkg === "aws" ? "" : `-${pkg}`}`);
  const declaration = new Declarations(sdk, cache).of(token);
  const facts = factsFor(token);
  if (declaration === undefined || facts === undefined) {
    throw new Error(`no kind ${token}`);
  }
  return deletesFirst(token, facts, declaration, "it", olds, news);
}

const changed = (of: Bag, path: string) => [of, { ...of, [path]: "other" }] as const;

it.each<[string, Bag, string]>([
  ["aws:s3/bucket:Bucket", { bucket: "acme-logs" }, "region"],
  ["aws:iam/role:Role", { name: "robot", path: "/" }, "path"],
  ["aws:ecr/repository:Repository", { name: "team/app" }, "region"],
  ["aws:eks/nodeGroup:NodeGroup", { nodeGroupName: "nodes", amiType: "A" }, "amiType"],
  ["keycloak:index/group:Group", { name: "team", realmId: "r" }, "realmId"],
  ["vault:index/policy:Policy", { name: "team", namespace: "a" }, "namespace"],
])("deletes %s first, whose name a program has set", (token, inputs, path) => {
  expect(first(token, ...changed(inputs, path))).toBe(true);
});

it.each<[string, Bag, string]>([
  ["aws:s3/bucket:Bucket", { bucket: "it-0a1b2c3" }, "region"],
  ["aws:iam/role:Role", { name: "it-0a1b2c3", path: "/" }, "path"],
  ["aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }, "cidrBlock"],
  ["aws:eks/identityProviderConfig:IdentityProviderConfig", { clusterName: "c" }, "oidc"],
  ["aws:eks/accessEntry:AccessEntry", { clusterName: "c", principalArn: "p" }, "type"],
  ["aws:ec2/networkAclAssociation:NetworkAclAssociation", { subnetId: "s" }, "networkAclId"],
  ["aws:route53/record:Record", { zoneId: "z", name: "www" }, "name"],
  ["keycloak:oidc/identityProvider:IdentityProvider", { alias: "a", realm: "r" }, "realm"],
  ["vault:index/mount:Mount", { path: "kv", type: "kv" }, "type"],
])("creates the successor of %s first", (token, inputs, path) => {
  expect(first(token, ...changed(inputs, path))).toBe(false);
});

it("deletes an object of Kubernetes first if its set name stays", () => {
  const token = "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding";
  const binding = (name: string, roleRef: string) => ({
    metadata: { name, namespace: "n" },
    roleRef,
  });
  expect(first(token, binding("edit", "a"), binding("edit", "b"))).toBe(true);
  expect(first(token, binding("edit", "a"), binding("view", "b"))).toBe(false);
  expect(first(token, binding("it-0a1b2c3", "a"), binding("it-0a1b2c3", "b"))).toBe(false);
});
