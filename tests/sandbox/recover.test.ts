import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

import { type RecoverOptions, recoverStack } from "../../cli/src/actions/recover";
import { up } from "../../cli/src/actions/up";
import { importIdOf } from "../../cli/src/engine/recovery/import-ids";
import { locksToldIn } from "../../cli/src/engine/recovery/lock";
import { TestProject } from "./project";

const program = `
const aws = require("@pulumi/aws");
const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["111111111111"] });
new aws.s3.Bucket("logs", { bucket: "us-logs", tags: { owner: "us" } }, { provider });
new aws.ec2.Vpc("net", { cidrBlock: "10.0.0.0/16", tags: { owner: "us" } }, { provider });
if (process.env.MORE) {
  const pulumi = require("@pulumi/pulumi");
  const parent = new pulumi.ComponentResource("us:index:Box", "box", {}, { provider });
  new aws.s3.Bucket("more", { bucket: "us-more", tags: { owner: "us" } }, { provider, parent });
}
`;
const project = new TestProject("recover", program, { withoutPack: true });
const [bucket, vpc] = ["aws:s3/bucket:Bucket", "aws:ec2/vpc:Vpc"];
const urnOf = (token: string, name: string) => `urn:pulumi:dev::recover::${token}::${name}`;
afterAll(() => {
  project.remove();
});

const recover = (options: RecoverOptions = {}, stack = "dev") =>
  project.call((place) => recoverStack(place, stack, options));
const locks = () =>
  globSync("backend/.pulumi/locks/**/*.json", { cwd: project.place }).map((file) =>
    join(project.place, file),
  );

/** Kills a run when both calls have taken effect, and none is answered. */
async function kill(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "groundwork-kill-"));
  const mode = { GROUNDWORK_KILL: `${folder};2;after` };
  try {
    expect((await project.call((place) => up(place, ["dev"], {}), mode)).status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// In order: each goes on from where the one before stopped.
it("says each step of a real account's stack, and does nothing without consent", async () => {
  await project.useBackend();
  await kill();
  const made = project.inventory();
  expect(locks()).toHaveLength(1);
  const { status, stdout, stderr } = await recover({ json: true });
  expect(status, stderr).toBe(0);
  const { steps } = JSON.parse(stdout) as { steps: { step: string; urn?: string }[] };
  expect(steps).toMatchObject([
    { step: "release", host: hostname(), isAlive: false, isDead: true },
    ...steps.slice(1, -1),
    { step: "refresh" },
  ]);
  const fates = steps.slice(1, -1).sort((a, b) => (a.urn ?? "").localeCompare(b.urn ?? ""));
  const shown = { certain: false, because: "which has tag owner as declared" };
  const adopt = { step: "adopt", urn: urnOf(bucket, "logs"), id: "us-logs", ...shown };
  const ask = { step: "ask", urn: urnOf(vpc, "net") };
  expect(fates).toEqual([ask, adopt]);
  expect(project.inventory()).toEqual(made);
  expect(locks()).toHaveLength(1);
  expect((await recover()).stdout).toMatch(
    /^dev: 1\. release the lock of \S+@\S+ \(process \d+\), held since 20\S+$/m,
  );
});

it("asks for what no name leads to, and for answers that fit", async () => {
  const open = await recover({ yes: true });
  expect(open.status).toBe(1);
  expect(open.stderr).toContain(`${urnOf(vpc, "net")}: no name leads to it`);
  expect(locks()).toHaveLength(1);
  const other = urnOf(vpc, "other");
  expect((await recover({ absent: [other] })).stderr).toContain(`got "${other}"`);
  expect((await recover({ found: ["vpc-1"] })).stderr).toContain('want URN=ID, got "vpc-1"');
  for (const [name, near] of [
    ["prod", ""],
    ["__proto__", ""],
    ["Dev/", '; did you mean "dev"?'],
  ]) {
    const unknown = await recover({}, name);
    expect([unknown.status, unknown.stderr]).toEqual([
      2,
      `groundwork: stack that is up: want one of dev, got "${name}"${near}\n`,
    ]);
  }
});

it("leaves a stack that the next run goes on with", async () => {
  const [id = ""] = project.withCloud((store) => store.kind(vpc)).map((stored) => stored.id);
  const done = await recover({ yes: true, found: [`${urnOf(vpc, "net")}=${id}`] });
  expect(done.status, done.stdout + done.stderr).toBe(0);
  expect(done.stdout).toContain("dev: recovered; `groundwork up` goes on\n");
  expect(locks()).toEqual([]);
  const next = await project.done((place) => up(place, ["dev"], {}));
  expect(next).toContain("1 of 1 stacks are up");
  expect(project.inventory()).toEqual({ [bucket]: 1, [vpc]: 1 });
  expect((await recover({ yes: true })).stdout).toBe(
    "dev: no run of it was killed; nothing to recover\n",
  );
});

it("finds what a run lost whose provider died, by what the program would make", async () => {
  const more = { MORE: "1" };
  const lost = { ...more, GROUNDWORK_FAULTS: `${bucket}=create:die-after` };
  expect((await project.call((place) => up(place, ["dev"], {}), lost)).status).toBe(1);
  const recovered = (options: RecoverOptions) =>
    project.call((place) => recoverStack(place, "dev", { yes: true, ...options }), more);
  expect((await recovered({})).stdout).toContain("nothing to recover");
  const { status, stdout, stderr } = await recovered({ existing: true });
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(
    /^dev: 1\. take over .*::more as us-more, which has tag owner as declared$/m,
  );
  const next = await project.call((place) => up(place, ["dev"], {}), more);
  expect(next.status, next.stderr).toBe(0);
  expect(project.inventory()).toEqual({ [bucket]: 2, [vpc]: 1 });
});

it("leaves a run alone that is alive", async () => {
  const folder = join(project.place, "backend/.pulumi/locks/organization/recover/dev");
  mkdirSync(folder, { recursive: true });
  const lock = { pid: process.pid, username: "me", hostname: hostname(), timestamp: "2026-11-28" };
  const file = join(folder, "mine.json");
  writeFileSync(file, JSON.stringify(lock));
  const refused = await recover({ yes: true });
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(`dev is held by me@${hostname()} (process ${process.pid})`);
  expect(locks()).toEqual([file]);
});

it("reads whose lock it is from the refusal of any backend", () => {
  const text =
    "error: the stack is currently locked by 1 lock(s). Either wait ...\n" +
    "  s3://acme/.pulumi/locks/x.json: created by me@ci-1 (pid 77) at 2026-11-28T08:00:00Z\n";
  expect(locksToldIn(text)).toEqual([
    {
      owner: "me@ci-1 (process 77)",
      host: "ci-1",
      since: "2026-11-28T08:00:00Z",
      isAlive: false,
      isDead: false,
    },
  ]);
  expect(locksToldIn("[409] Conflict: Another update is currently in progress.")).toHaveLength(1);
  expect(locksToldIn("error: no such bucket")).toEqual([]);
});

it.each<[string, Record<string, unknown>, string | undefined]>([
  ["aws:iam/rolePolicy:RolePolicy", { role: "ci", name: "state" }, "ci:state"],
  ["kubernetes:core/v1:Namespace", { metadata: { name: "a" } }, "a"],
  ["kubernetes:core/v1:ConfigMap", { metadata: { name: "a", namespace: "n" } }, "n/a"],
  [
    "vault:jwt/authBackendRole:AuthBackendRole",
    { backend: "jwt", roleName: "ci" },
    "auth/jwt/role/ci",
  ],
  ["aws:ec2/route:Route", { routeTableId: "rtb-1" }, undefined],
  [
    "aws:ec2/route:Route",
    { routeTableId: "rtb-1", destinationIpv6CidrBlock: "::/0" },
    "rtb-1_::/0",
  ],
  ["aws:ec2/route:Route", { routeTableId: "rtb-1", destinationPrefixListId: "pl-1" }, "rtb-1_pl-1"],
  [
    "keycloak:openid/audienceProtocolMapper:AudienceProtocolMapper",
    { realmId: "acme", clientId: "1", name: "for a/b" },
    "acme/client/1/name/for%20a%2Fb",
  ],
  [
    "github:index/repositoryEnvironment:RepositoryEnvironment",
    { repository: "shop", environment: "eu:prod" },
    "shop:eu??prod",
  ],
  ["aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }, undefined],
  ["constructor", {}, undefined],
])("knows the id that leads to a %s", (type, inputs, id) => {
  expect(importIdOf({ urn: "urn:pulumi:a::b::c::d", type, inputs })).toBe(id);
});
