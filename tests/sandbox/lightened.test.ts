import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { loadsLate } from "../../sandbox/src/loading/sdk";
import { root } from "./project";

/** Runs a script in a process of its own, with the SDKs as they are or loaded late. */
function printed(script: string, loading: "plain" | "lightened"): string {
  const lighten = `require(${JSON.stringify(join(root, "sandbox/dist/loading/sdk.js"))})
    .lightenSdks(${JSON.stringify(join(root, "_.js"))}, ["aws", "kubernetes", "keycloak", "github", "vault"]);`;
  const text = `${loading === "lightened" ? lighten : ""}
    process.chdir(${JSON.stringify(root)});
    const load = require("node:module").createRequire(${JSON.stringify(join(root, "_.js"))});
    ${script}`;
  return execFileSync(process.execPath, ["-e", text], { encoding: "utf8" });
}

/** Whether the SDK knows who makes a resource of a type that a program has not touched. */
function isRegistered(type: string, loading: "plain" | "lightened"): boolean {
  const [pkg = "", module = ""] = type.split(":");
  const asked =
    pkg === "pulumi"
      ? 'getResourcePackage("aws", "")'
      : `getResourceModule("${pkg}", "${module}", "")`;
  const script = `
    load("@pulumi/${pkg === "pulumi" ? "aws" : pkg}");
    console.log(load("@pulumi/pulumi/runtime/rpc").${asked} !== undefined);`;
  return printed(script, loading) === "true\n";
}

describe("an SDK that is loaded late", () => {
  it("is the one that this repository tests with, and no other", () => {
    const place = mkdtempSync(join(tmpdir(), "groundwork-sdk-"));
    const of = (version: string) => {
      writeFileSync(join(place, "package.json"), JSON.stringify({ version }));
      return loadsLate(place);
    };
    const { version } = JSON.parse(
      readFileSync(join(root, "node_modules/@pulumi/pulumi/package.json"), "utf8"),
    ) as { version: string };
    expect([of(version), of("3.250.0"), of("3.999.0"), of("4.0.0")]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    process.env["GROUNDWORK_PLAIN_SDK"] = "1";
    expect(of(version)).toBe(false);
    delete process.env["GROUNDWORK_PLAIN_SDK"];
    rmSync(place, { recursive: true });
  });

  it.each([
    ["aws:s3/bucket:Bucket", true],
    ["aws:ec2transitgateway/route:Route", true],
    ["aws:index/provider:Provider", false],
    ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", true],
    ["kubernetes:helm.sh/v3:Release", true],
    ["keycloak:index/realm:Realm", true],
    ["keycloak:openid/client:Client", true],
    ["github:index/repository:Repository", true],
    ["vault:jwt/authBackend:AuthBackend", true],
    ["pulumi:providers:aws", true],
    ["aws:nope/nothing:Nothing", false],
  ])("makes the resource that a program reads by a reference to %s: %s", (type, known) => {
    expect(isRegistered(type, "plain")).toBe(known);
    expect(isRegistered(type, "lightened")).toBe(known);
  });
});
