import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

const root = join(__dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "groundwork-import-"));

/** Stack `made` makes a VPC; stack `adopted` imports the one that IMPORT names. */
const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["111111111111"] });
const adopted = pulumi.getStack() === "adopted";
const vpc = new aws.ec2.Vpc("net", { cidrBlock: process.env.CIDR, tags: { owner: "them" } }, {
  provider,
  retainOnDelete: adopted,
  import: adopted ? process.env.IMPORT : undefined,
});
exports.id = vpc.id;
`;

function groundwork(args: string[], more: NodeJS.ProcessEnv = {}) {
  const env = {
    ...process.env,
    GROUNDWORK_ROOT: place,
    XDG_STATE_HOME: join(place, "state"),
    CIDR: "10.0.0.0/16",
    ...more,
  };
  const main = join(root, "cli/dist/main.js");
  return spawnSync(process.execPath, [main, ...args], { cwd: place, env, encoding: "utf8" });
}

beforeAll(() => {
  mkdirSync(join(place, "state"));
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
  writeFileSync(join(place, "Pulumi.yaml"), "name: adoption\nruntime: nodejs\nmain: index.js\n");
  writeFileSync(join(place, "index.js"), program);
});

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

it("adopts what is there, and says when it is not as declared or not there", () => {
  expect(groundwork(["sandbox", "up", "made"]).status).toBe(0);
  const { stdout } = groundwork(["sandbox", "status", "--json"]);
  const { stacks } = JSON.parse(stdout) as { stacks: { outputs: { id: string } }[] };
  const id = stacks[0]?.outputs.id ?? "";

  const other = groundwork(["sandbox", "up", "adopted"], { IMPORT: id, CIDR: "10.1.0.0/16" });
  expect(other.status).toBe(1);
  expect(other.stderr).toMatch(/cidrBlock: .*10\.0\.0\.0\/16.* => .*10\.1\.0\.0\/16/);

  const absent = groundwork(["sandbox", "up", "adopted"], { IMPORT: "vpc-0" });
  expect(absent.status).toBe(1);
  expect(absent.stderr).toContain("vpc-0");

  const adopted = groundwork(["sandbox", "up", "adopted"], { IMPORT: id });
  expect(adopted.status, adopted.stdout + adopted.stderr).toBe(0);
  const again = groundwork(["sandbox", "up", "adopted", "--refresh"], { IMPORT: id });
  expect(again.stdout).toContain("adopted: 3 resources, 0 changed");
  expect(groundwork(["sandbox", "down"]).stdout).toContain("store is empty");
});
