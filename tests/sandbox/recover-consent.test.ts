import {
  chmodSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type RecoverOptions, recoverStack } from "../../cli/src/actions/recover";
import { up } from "../../cli/src/actions/up";
import { TestProject } from "./project";

const program = `
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["111111111111"] });
const tags = { owner: process.env.OWNER ?? "us" };
new aws.s3.Bucket("logs", { bucket: pulumi.getStack() + "-logs", tags }, { provider });
if (process.env.SHARED) {
  new aws.s3.Bucket("shared", { bucket: "us-shared", tags }, { provider });
}
`;
const project = new TestProject("consent", program, { withoutPack: true });
const shared = "urn:pulumi:dev::consent::aws:s3/bucket:Bucket::shared";
/** The PATH on which the engine says that its backend is a bucket, which tells no locks. */
let bucketPath = "";

beforeAll(async () => {
  await project.useBackend();
  const bin = join(project.place, "bin");
  mkdirSync(bin);
  const path = project.environment["PATH"] ?? "";
  const script =
    `#!/bin/sh\nPATH='${path}'\n` +
    `[ "$1" = whoami ] && echo '{"url":"s3://acme-state"}' && exit\nexec pulumi "$@"\n`;
  writeFileSync(join(bin, "pulumi"), script);
  chmodSync(join(bin, "pulumi"), 0o755);
  bucketPath = `${bin}:${path}`;
});
afterAll(() => {
  project.remove();
});

type Run = RecoverOptions & { readonly more?: NodeJS.ProcessEnv };
const recover = ({ more = {}, ...options }: Run = {}) =>
  project.call((place) => recoverStack(place, "dev", options), more);
const inBucket = (options: RecoverOptions = {}) =>
  recover({ ...options, more: { PATH: bucketPath } });

/** Every file of the backend: state, locks, history. */
function written(): Record<string, string> {
  const entries = readdirSync(join(project.place, "backend"), {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
  return Object.fromEntries(files.sort().map((file) => [file, readFileSync(file, "utf8")]));
}

const locks = () => globSync("backend/.pulumi/locks/**/*.json", { cwd: project.place });

/** Kills a run in its one call. */
async function kill(moment: "before" | "after", more: NodeJS.ProcessEnv = {}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "groundwork-kill-"));
  const mode = { ...more, GROUNDWORK_KILL: `${folder};1;${moment}` };
  try {
    expect((await project.call((place) => up(place, ["dev"], {}), mode)).status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function lockOf(hostname: string): void {
  const folder = join(project.place, "backend/.pulumi/locks/organization/consent/dev");
  mkdirSync(folder, { recursive: true });
  const lock = { pid: 7, username: "runner", hostname, timestamp: "2026-11-28T12:30:00Z" };
  writeFileSync(join(folder, "theirs.json"), JSON.stringify(lock));
}

// In order: each goes on from where the one before stopped.
describe("a backend that tells no locks", () => {
  it("is left as it is without consent, and recovers what was being made", async () => {
    await kill("after");
    project.pulumi("cancel", "dev", "--yes");
    const before = written();
    const said = await inBucket();
    expect(said.status, said.stderr).toBe(0);
    expect(said.stdout).toMatch(
      /^dev: 1\. release the lock .*, if there is one.*\ndev: 2\. take over \S+::logs as dev-logs, which has tag owner as declared\ndev: 3\. refresh/,
    );
    expect(written()).toEqual(before);
    const done = await inBucket({ yes: true });
    expect(done.status, done.stderr).toBe(0);
    expect(done.stdout).toContain("dev: recovered; ");
    const next = await project.done((place) => up(place, ["dev"], {}));
    expect(next).toContain("1 of 1 stacks are up");
    expect(project.inventory()).toEqual({ "aws:s3/bucket:Bucket": 1 });
  });

  it("recovers what was being changed, with the lock of the dead run", async () => {
    await kill("after", { OWNER: "them" });
    const before = written();
    expect(locks()).toHaveLength(1);
    expect((await inBucket()).stdout).toMatch(/2\. read \S+::logs, whose run died updating it\n/);
    expect(written()).toEqual(before);
    const done = await inBucket({ yes: true });
    expect(done.status, done.stderr).toBe(0);
    expect(locks()).toEqual([]);
    expect(project.pulumi("stack", "export", "--stack", "dev")).toContain('"owner": "them"');
    const idle = await inBucket({ yes: true });
    expect(idle.stdout).toContain("dev: no run of it was killed; nothing to recover\n");
  });

  it("keeps the lock of another machine without a consent that names it", async () => {
    lockOf("fv-az1");
    const before = written();
    for (const releaseLockOf of [[], ["other"]]) {
      const refused = await inBucket({ yes: true, releaseLockOf });
      expect(refused.status).toBe(1);
      expect(refused.stderr).toMatch(
        /dev is held by runner@fv-az1 \(process 7\) since 2026-11-28T12:30:00Z, .*add --release-lock-of fv-az1\n/,
      );
      expect(written()).toEqual(before);
    }
    const done = await inBucket({ yes: true, releaseLockOf: ["fv-az1"] });
    expect(done.status, done.stderr).toBe(0);
    expect(done.stdout).toContain("dev: recovered; ");
    expect(locks()).toEqual([]);
  });
});

it("keeps the lock of another machine in a file backend, too", async () => {
  lockOf("fv-az1");
  const before = written();
  expect((await recover()).stdout).toContain(
    "may be alive: if it has ended, add --release-lock-of fv-az1\n",
  );
  const refused = await recover({ yes: true });
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(
    "dev is held by runner@fv-az1 (process 7) since 2026-11-28T12:30:00Z",
  );
  expect(written()).toEqual(before);
  const done = await recover({ yes: true, releaseLockOf: ["fv-az1"] });
  expect(done.status, done.stderr).toBe(0);
  expect(locks()).toEqual([]);
});

it("takes over nothing that someone else made under the same name", async () => {
  const theirs = { SHARED: "1", OWNER: "they" };
  const other = await project.call((place) => up(place, ["other"], {}), theirs);
  expect(other.status, other.stderr).toBe(0);
  await kill("before", { SHARED: "1", OWNER: "them" });
  const why = `${shared}, us-shared: it is there without tag owner of the declared`;
  expect((await recover()).stdout).toContain(`ask: ${why}; if the killed run made it, add --found`);
  const before = written();
  const refused = await recover({ yes: true });
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining(why)]);
  expect(written()).toEqual(before);
  const done = await recover({ yes: true, absent: [shared] });
  expect(done.status, done.stderr).toBe(0);
  expect(project.pulumi("stack", "export", "--stack", "dev")).not.toContain("us-shared");
  // The program, too, would make it; the name leads to another's.
  const more = { SHARED: "1", OWNER: "them" };
  const existing = await recover({ yes: true, existing: true, more });
  expect([existing.status, existing.stderr]).toEqual([1, expect.stringContaining(why)]);
  const answered = await recover({ yes: true, existing: true, absent: [shared], more });
  expect(answered.status, answered.stderr).toBe(0);
  expect(project.inventory()).toEqual({ "aws:s3/bucket:Bucket": 3 });
});
