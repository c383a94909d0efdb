import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { gateStacks as judge, type GateOptions } from "../../cli/src/gate";
import { up } from "../../cli/src/actions/up";
import { root, TestProject } from "../sandbox/project";

/** A program of two repositories, and a name that decides about a third. */
const program = (...more: string[]) => `const aws = require("@pulumi/aws");
new aws.ecr.Repository("old", { imageTagMutability: "MUTABLE" });
new aws.ecr.Repository("older", { imageTagMutability: "MUTABLE" });
${more.join("\n")}
`;
const project = new TestProject("brown", program());
const at = (file: string) => join(project.place, file);
const urn = (name: string) => `urn:pulumi:dev::brown::aws:ecr/repository:Repository::${name}`;
const day = (offset: number) =>
  new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
/** The gate in this process; what it is as a command shows where a test calls that. */
const gate = (options: GateOptions = {}) => project.call((place) => judge(place, ["dev"], options));
const command = (...args: string[]) => project.run(["gate", "dev", ...args]);
const known = () =>
  (JSON.parse(readFileSync(at("baseline.json"), "utf8")) as { readonly urn: string }[]).map(
    (entry) => entry.urn.split("::").at(-1),
  );
const waive = (change: object = {}) => {
  const waiver = {
    rule: "ECR-01",
    resource: urn("newer"),
    reason: "moved to the new registry with the next release",
    owner: "ada",
    ticket: "https://tickets.example.com/PLAT-7",
    since: day(-10),
    expires: day(10),
    ...change,
  };
  writeFileSync(at("waivers.yaml"), JSON.stringify([waiver]));
};

beforeAll(async () => {
  await project.useBackend();
  project.pulumi("stack", "init", "dev");
});
afterAll(() => {
  project.remove();
});

// In order: each goes on from where the one before stopped.
it("is closed by violations, and tells each with its severity and fix", () => {
  const closed = command("--sarif", at("found.sarif"), "--comment", at("comment.md"));
  expect(closed.status, closed.stderr).toBe(1);
  expect(closed.stderr).toBe("groundwork: the gate is closed for dev\n");
  expect(closed.stdout).toContain(`high, mandatory: `);
  expect(closed.stdout).toContain(`ECR-01 ${urn("old")}\n  imageTagMutability: want `);
  const sarif = JSON.parse(readFileSync(at("found.sarif"), "utf8")) as {
    readonly runs: readonly { readonly results: readonly { readonly ruleId: string }[] }[];
  };
  expect(sarif.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(["ECR-01", "ECR-01"]);
  expect(readFileSync(at("comment.md"), "utf8")).toContain("## The gate is closed: 1 failed");
});

it("takes what is there into a baseline, once, and then opens", async () => {
  const written = await gate({ baseline: at("baseline.json") });
  expect(written.status, written.stderr).toBe(0);
  expect(written.stderr).toContain("baseline.json: written with 2 violations");
  expect(known()).toEqual(["old", "older"]);
  const open = command();
  expect(open.status, open.stderr).toBe(0);
  expect(open.stdout).toContain(`KNOWN ECR-01 ${urn("old")}`);
  expect(open.stdout).toMatch(/^dev: .*, 0 policy findings, 2 known$/m);
});

it("does not let the baseline grow, nor excuses by a waiver that has expired", async () => {
  const more = 'new aws.ecr.Repository("newer", { imageTagMutability: "MUTABLE" });';
  writeFileSync(at("index.js"), program(more));
  waive({ since: day(-20), expires: day(-1) });
  const closed = await gate({ baseline: at("baseline.json") });
  expect(closed.status).toBe(1);
  expect(closed.stderr).toContain(
    `it never grows; it would have to add: ECR-01 ${urn("newer")} imageTagMutability`,
  );
  expect(known()).toEqual(["old", "older"]);
  expect(closed.stdout).toContain(`waiver: expired on ${day(-1)} (ada, https://tickets.`);
});

it("opens for a waiver in force", async () => {
  waive();
  const open = await gate({ json: true });
  expect(open.status, open.stdout + open.stderr).toBe(0);
  const { stacks } = JSON.parse(open.stdout) as {
    readonly stacks: readonly { readonly findings: readonly { readonly kind: string }[] }[];
  };
  expect(stacks[0]?.findings.map(({ kind }) => kind).sort()).toEqual(["known", "known", "waived"]);
});

it("tells of a waiver that excuses nothing, and refuses one that is not whole", async () => {
  waive();
  writeFileSync(at("index.js"), program());
  const open = await gate();
  expect(open.status, open.stdout).toBe(0);
  expect(open.stdout).toContain(
    `UNUSED ECR-01 ${urn("newer")}\n  excuses nothing in dev; remove it`,
  );
  waive({ reason: "because" });
  const refused = await gate();
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain("0.reason: want a reason of 20 characters at least");
  rmSync(at("waivers.yaml"));
});

it("excuses in an update what it excuses in a preview, and shrinks the baseline with what goes", async () => {
  const made = await project.call((place) => up(place, ["dev"], { only: true }));
  expect(made.status, made.stderr).toBe(0);
  expect(made.stderr).toContain(`KNOWN ECR-01 ${urn("old")}`);
  writeFileSync(at("index.js"), program().replace(/^.*"older".*\n/m, ""));
  writeFileSync(
    at("approvals.yaml"),
    JSON.stringify([
      { stack: "dev", resource: urn("older"), action: "delete", approvedBy: "ada", until: day(3) },
    ]),
  );
  const shrunk = await gate({ baseline: at("baseline.json") });
  expect(shrunk.status, shrunk.stdout + shrunk.stderr).toBe(0);
  expect(shrunk.stderr).toContain(`no longer there, taken out: ECR-01 ${urn("older")}`);
  expect(shrunk.stdout).toContain(`APPROVED delete ${urn("older")}`);
  expect(known()).toEqual(["old"]);
});

it("is closed by the loss of something protected that nobody approved", async () => {
  rmSync(at("approvals.yaml"));
  const closed = await gate();
  expect(closed.status).toBe(1);
  expect(closed.stdout).toContain(`LOSS delete ${urn("older")}\n  it takes along the images;`);
  expect(closed.stdout).toContain(`delete of ${urn("older")} is not approved`);
});

it("can't judge a program that fails, and says so by its exit code", async () => {
  writeFileSync(at("index.js"), 'throw new Error("no such module");\n');
  const blind = command();
  expect(blind.status).toBe(2);
  expect(blind.stderr).toContain("the gate could not judge dev");
  expect(blind.stdout).toContain("no such module");
  const unwritten = await gate({ baseline: at("other.json") });
  expect(unwritten.status).toBe(2);
  expect(existsSync(at("other.json"))).toBe(false);
});

it("takes no violation of a critical rule into a team's baseline, and stays closed by it", async () => {
  const open = '{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }';
  const group = `new aws.ec2.SecurityGroup("open", { ingress: [${open}] });`;
  writeFileSync(at("index.js"), program(group));
  const written = await gate({ baseline: at("teams.json") });
  expect(written.status, written.stderr).toBe(1);
  expect(written.stderr).toMatch(
    /teams\.json: a team's baseline has no critical rule: NET-01 urn:/,
  );
  expect(readFileSync(at("teams.json"), "utf8")).not.toContain("NET-01");
  rmSync(at("teams.json"));
  const platforms = await gate({ baseline: at("teams.json"), platform: project.place });
  expect(platforms.status, platforms.stderr).toBe(0);
  expect(readFileSync(at("teams.json"), "utf8")).toContain("NET-01");
});

it("gives plain pulumi the same settings", async () => {
  writeFileSync(at("index.js"), program());
  waive({ resource: "urn:pulumi:dev::*::*Repository::older" });
  const open = await gate({ settings: at("settings.json") });
  expect(open.status, open.stdout).toBe(0);
  const args = ["preview", "--stack", "dev", "--policy-pack", join(root, "policy")];
  const stdout = project.pulumi(...args, "--policy-pack-config", at("settings.json"));
  expect(stdout).toMatch(/WAIVED ECR-01 \S+::older$/m);
  expect(stdout).toMatch(/KNOWN ECR-01 \S+::old$/m);
});
