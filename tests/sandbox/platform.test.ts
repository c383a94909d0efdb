import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { gateStacks as judge, type GateOptions } from "../../cli/src/gate";
import { down } from "../../cli/src/actions/down";
import { plan } from "../../cli/src/actions/plan";
import { up, type UpOptions } from "../../cli/src/actions/up";
import { inWhole } from "../runs";
import { root, TestProject } from "./project";

const project = new TestProject("initech");
const data = join(project.data, "environments/main.yaml");

beforeAll(async () => {
  project.declare("examples/small/organization");
  await project.useBackend();
});

afterAll(() => {
  project.remove();
});

const bring = (names: readonly string[], options: UpOptions = {}) =>
  project.call((place) => up(place, names, { only: true, ...options }));
const gate = (names: readonly string[], options: GateOptions = {}) =>
  project.call((place) => judge(place, names, options));

// In order: each goes on from where the one before stopped.
it("plans CI's batches, for people and for a workflow", async () => {
  const told = project.groundwork("plan");
  expect(told.split("\n")).toEqual([
    "account main, approved by main: account.main",
    "shared shared, approved by main: organization, identity, tools, team.product",
    "environment main, approved by main: network.main, cluster.main, services.main, environment.main, workspace.product.main",
    "",
  ]);
  const json = await project.done((place) => {
    plan(place, true);
  });
  const batches = JSON.parse(json) as { accountId: string }[];
  expect(batches.map(({ accountId }) => accountId)).toEqual(Array<string>(3).fill("555555555555"));
});

it("brings up only what it is told to, and says what that lacks", async () => {
  const alone = await bring(["network.main"]);
  expect(alone.status).toBe(1);
  expect(alone.stderr).toContain("account.main");
  expect(alone.stderr).not.toMatch(/^\s+at /m);

  const nothing = await bring([]);
  expect(nothing.status).toBe(2);
  expect(nothing.stderr).toContain("--only: want the names of stacks, got none");

  const account = await bring(["account.main"]);
  expect(account.status, account.stderr).toBe(0);
  expect(account.stdout).toContain("1 of 1 stacks are up (real cloud)");
  const network = project.run(["up", "network.main", "--only", "--json"]);
  expect(network.status, network.stderr).toBe(0);
  const report = JSON.parse(network.stdout) as { stacks: object[]; scorecard: object[] };
  expect(report.stacks).toMatchObject([{ name: "network.main", policyFindings: 0 }]);
  expect(report.scorecard).toHaveLength(7);
});

it("is the same under the plain pulumi command", () => {
  const pack = join(root, "policy");
  const stdout = project.pulumi("preview", "--stack", "network.main", "--policy-pack", pack);
  expect(stdout).toMatch(/\d+ unchanged/);
  expect(stdout).not.toMatch(/to (create|update|replace|delete)/);
});

it("gates several stacks, and says in Markdown what each came to", async () => {
  const file = join(project.place, "comment.md");
  const open = await gate(["network.main", "services.main"], { comment: file });
  expect(open.status, open.stderr).toBe(0);
  const comment = readFileSync(file, "utf8");
  expect(comment).toContain("## The gate is open");
  expect(comment).toMatch(
    /^\| network\.main \| passed \| \d+ resources, 0 changed, 0 policy findings \|$/m,
  );
  expect(comment).toMatch(
    /^\| services\.main \| waits \| no preview before services\.main, cluster\.main/m,
  );

  writeFileSync(data, readFileSync(data, "utf8").replace("zones:", "nat: none\n  zones:"));
  const { stdout } = await gate(["network.main"], { json: true });
  expect(JSON.parse(stdout)).toMatchObject({
    stacks: [
      {
        name: "network.main",
        state: "open",
        summary: expect.stringMatching(/^\d+ resources, [1-9]\d* changed/) as string,
      },
    ],
  });
});

it("is closed by a violation of one stack, and still previews the others", async () => {
  const program = join(project.place, "index.js");
  const before = readFileSync(program, "utf8");
  writeFileSync(
    program,
    `${before}
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
if (pulumi.getStack() === "account.main") {
  new aws.ecr.Repository("legacy", { imageTagMutability: "MUTABLE" });
}
`,
  );
  const file = join(project.place, "comment.md");
  const closed = await gate(["account.main", "network.main"], { comment: file });
  expect(closed.status).toBe(1);
  expect(closed.stderr).toContain("the gate is closed for account.main");
  const comment = readFileSync(file, "utf8");
  expect(comment).toContain("## The gate is closed: 1 failed");
  expect(comment).toMatch(/^ECR-01 .*Repository::legacy$/m);
  expect(comment.indexOf("| account.main | **failed**")).toBeLessThan(
    comment.indexOf("| network.main | passed"),
  );
  writeFileSync(program, before);
});

inWhole(() => {
  it("judges an environment's stacks as strictly as it declares", async () => {
    const program = join(project.place, "index.js");
    const before = readFileSync(program, "utf8");
    const key = 'new aws.kms.Key("spare", { deletionWindowInDays: 7 });';
    writeFileSync(
      program,
      `${before}
  const pulumi = require("@pulumi/pulumi");
  const aws = require("@pulumi/aws");
  if (pulumi.getStack() !== "identity") {
    ${key}
  }
  `,
    );
    const declared = readFileSync(data, "utf8");
    writeFileSync(
      data,
      `guardrails: nonprod\n${declared.replace(/^stage: .*$/m, "stage: development")}`,
    );
    const file = join(project.place, "settings.json");
    const own = await gate(["network.main"], { settings: file });
    expect(own.status, own.stdout + own.stderr).toBe(0);
    expect(own.stdout).toMatch(/^network\.main: .*, judged as nonprod$/m);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      "KMS-02.Key": { tier: "nonprod", enforcementLevel: "mandatory" },
    });
    const shared = await gate(["account.main"], { json: true });
    expect(shared.status).toBe(1);
    expect(JSON.parse(shared.stdout)).toMatchObject({
      stacks: [{ name: "account.main", tier: "prod", state: "failed" }],
    });
    expect(shared.stdout).toContain("KMS-02 is violated by");
    const both = await gate(["account.main", "network.main"], { settings: file });
    expect([both.status, both.stderr]).toEqual([
      2,
      "groundwork: --settings: want stacks that are judged alike, got account.main (prod), network.main (nonprod)\n",
    ]);
    writeFileSync(data, declared);
    expect((await gate(["network.main"])).status).toBe(1);
    writeFileSync(program, before);
  });
});

it("destroys only when the project's name is given back, and lists what is retained", async () => {
  const wrong = await project.call((place) => down(place, [], { confirm: "other" }));
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain("--confirm: this releases protection and destroys: want initech");
  const gone = project.run(["down", "--confirm", "initech"]);
  expect(gone.status, gone.stderr).toBe(0);
  expect(gone.stdout).toContain("retained by declaration: aws:kms/key:Key");
});
