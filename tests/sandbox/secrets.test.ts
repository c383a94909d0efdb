import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { TestProject } from "./project";

const canaries = { client: "canary-5b1f-client", tag: "canary-5b1f-tag", pod: "canary-5b1f-pod" };

/** A program with a secret in an input of three packages, one deep in a list, and in an output. */
const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const keycloak = require("@pulumi/keycloak");
const secret = (name) => pulumi.secret(process.env["CANARY_" + name]);
const broken = process.env.BROKEN === "yes";

const account = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["111111111111"] });
new aws.ec2.Vpc("net", {
  cidrBlock: broken ? pulumi.secret(process.env.CANARY_TAG) : "10.0.0.0/16",
  enableDnsSupport: broken ? secret("POD") : true,
  tags: { note: secret("TAG") },
}, { provider: account });

const server = new keycloak.Provider("id", { url: "https://id.example.com", clientId: "x", clientSecret: secret("POD") });
const realm = new keycloak.Realm("realm", { realm: "acme" }, { provider: server });
const client = new keycloak.openid.Client("tool", {
  realmId: realm.id, clientId: "tool", accessType: "CONFIDENTIAL",
  clientSecret: secret("CLIENT"), validRedirectUris: ["https://tool.example.com/cb"],
  fullScopeAllowed: false,
}, { provider: server });
exports.given = client.clientSecret;
`;

const project = new TestProject("secrets", program);
Object.assign(project.environment, {
  CANARY_CLIENT: canaries.client,
  CANARY_TAG: canaries.tag,
  CANARY_POD: canaries.pod,
});
afterAll(() => {
  project.remove();
});

function groundwork(args: string[], more: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = project.run(args, more);
  return { status, said: stdout + stderr };
}

describe("a secret", () => {
  it("is in no file of the sandbox, no line that it prints, and no output that it shows", () => {
    const up = groundwork(["sandbox", "up", "dev"]);
    expect(up.status, up.said).toBe(0);
    const again = groundwork(["sandbox", "up", "dev", "--refresh"]);
    expect(again.said).toContain("0 changed");
    const shown = groundwork(["sandbox", "status", "--json"]);
    expect(shown.said).toContain('"given": "[secret]"');

    const files = globSync("state/**/{*,.*/**}", { cwd: project.place }).filter((file) =>
      statSync(join(project.place, file)).isFile(),
    );
    const kept = files.filter((file) => !file.includes("engine/bin"));
    expect(kept.some((file) => file.includes(".pulumi/stacks"))).toBe(true);
    expect(kept.some((file) => file.endsWith("offline-cloud.sqlite"))).toBe(true);
    for (const canary of Object.values(canaries)) {
      const found = kept.filter((file) => readFileSync(join(project.place, file)).includes(canary));
      expect(found, canary).toEqual([]);
      expect(up.said + again.said + shown.said).not.toContain(canary);
    }
  });

  it("is not told by a refusal", () => {
    const refused = groundwork(["sandbox", "up", "dev"], { BROKEN: "yes" });
    expect(refused.status).toBe(1);
    expect(refused.said).toContain("enableDnsSupport");
    expect(refused.said).toContain("want a boolean");
    for (const canary of Object.values(canaries)) {
      expect(refused.said).not.toContain(canary);
    }
    expect(groundwork(["sandbox", "down"]).said).toContain("store is empty");
  });
});
