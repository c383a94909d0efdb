import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

import { checkNetwork } from "../../cli/src/actions/check-network";
import { sandboxDown } from "../../cli/src/actions/sandbox-down";
import { sandboxUp } from "../../cli/src/actions/sandbox-up";
import { inWhole } from "../runs";
import { TestProject } from "./project";

/** A stack whose bucket its declaration retains, and one whose destruction can be made to fail. */
const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["111111111111"] });
if (pulumi.getStack() === "second") {
  const opts = { provider, retainOnDelete: true };
  const bucket = new aws.s3.Bucket("logs", { bucket: "us-logs", tags: { owner: "us" } }, opts);
  new aws.s3.BucketOwnershipControls("logs", {
    bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" },
  }, { ...opts, protect: true });
  new aws.ec2.Eip("nat", { domain: "vpc", tags: { owner: "us" } }, { provider, protect: true });
} else {
  new aws.ec2.Vpc("net", { cidrBlock: "10.0.0.0/16", tags: { owner: "us" } }, { provider });
}
`;
const project = new TestProject("down", program, { withoutPack: true });
afterAll(() => {
  project.remove();
});

const retained = {
  "aws:s3/bucket:Bucket": 1,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
};
const up = () => project.done((place) => sandboxUp(place, ["first", "second"], {}));
const bucketId = () =>
  project.withCloud((store) => store.kind("aws:s3/bucket:Bucket").map(({ id, urn }) => [id, urn]));

it("keeps what is retained, and takes it over again at the next up", async () => {
  await up();
  const before = bucketId();
  const down = await project.done((place) => sandboxDown(place));
  expect(down).toContain("retained by declaration: aws:s3/bucket:Bucket us-logs\n");
  expect(down).toContain("`groundwork sandbox down --purge` removes it");
  expect(project.inventory()).toEqual(retained);
  expect((await project.done((place) => sandboxDown(place))).match(/^retained/gm)).toHaveLength(2);

  const again = await up();
  expect(again).toMatch(/^second: 5 resources, [12] changed/m);
  expect(bucketId()).toEqual(before);
  expect(await up()).toMatch(/^second: 5 resources, 0 changed/m);
});

it("finishes what a failed run began, and purges what that run retained", () => {
  const failed = project.run(["sandbox", "down", "--purge"], {
    GROUNDWORK_FAULTS: "aws:ec2/vpc:Vpc=delete:fail",
  });
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain("first failed:");
  expect(project.inventory()).toEqual({ ...retained, "aws:ec2/vpc:Vpc": 1 });
  const next = project.groundwork("sandbox", "down", "--purge");
  expect(next).toContain("retained by declaration, purged here: aws:s3/bucket:Bucket");
  expect(next).toContain("store is empty");
});

inWhole(() => {
  it("ends for two environments that share an account", async () => {
    const own = new TestProject("shared", undefined, { withoutPack: true });
    try {
      own.declare("examples/small/organization");
      const environment = (name: string) => join(own.data, `environments/${name}.yaml`);
      const main = readFileSync(environment("main"), "utf8");
      const stage = main.replace("stage: production", "stage: development");
      writeFileSync(environment("stage"), stage);
      own.edit("teams/product.yaml", "[main]", "[stage, main]");
      await own.done((place) => checkNetwork(place, { write: true }));
      const names = ["cluster.main", "cluster.stage"];
      const up = await own.done((place) => sandboxUp(place, names, {}));
      expect(up).toContain("5 of 5 stacks are up");
      expect(own.inventory()["aws:eks/cluster:Cluster"]).toBe(2);
      const down = await own.done((place) => sandboxDown(place, { purge: true }));
      expect(down).toContain("store is empty");
    } finally {
      own.remove();
    }
  });

  it("takes a team down whose file is gone while its stacks are up, before all else", () => {
    const own = new TestProject("gone", undefined, { withoutPack: true });
    try {
      own.declare("organization");
      own.groundwork("sandbox", "up", "team.search");
      rmSync(join(own.data, "teams/search.yaml"));
      const down = own.run(["sandbox", "down", "--purge"]);
      expect(down.status, down.stdout + down.stderr).toBe(0);
      expect(down.stdout).toContain("store is empty");
      const order = [...down.stderr.matchAll(/^(\S+): destroyed/gm)].map(([, name]) => name);
      expect(order[0]).toBe("team.search");
    } finally {
      own.remove();
    }
  });
});

it("purges what an earlier run of it kept", async () => {
  await up();
  await project.done((place) => sandboxDown(place));
  expect(await project.done((place) => sandboxDown(place, { purge: true }))).toContain(
    "store is empty",
  );
  expect(await project.done((place) => sandboxDown(place))).toBe("no sandbox here\n");
});

it("does the same with the plain engine", async () => {
  const plain = new TestProject("plain", program, { withoutPack: true });
  try {
    await plain.useBackend();
    const pulumi = (...args: string[]) => plain.pulumi(...args, "--stack", "second", "--yes");
    plain.pulumi("stack", "init", "second");
    pulumi("up", "--skip-preview");
    const before = plain.inventory();
    const refused = spawnSync("pulumi", ["destroy", "--yes", "--non-interactive", "-s", "second"], {
      cwd: plain.place,
      env: plain.environment,
      encoding: "utf8",
    });
    expect(refused.status).not.toBe(0);
    expect(refused.stdout).toContain("cannot be deleted");
    expect(plain.inventory()).toEqual(before);

    const bucket = "urn:pulumi:second::plain::aws:s3/bucket:Bucket::logs";
    pulumi("state", "protect", bucket);
    pulumi("state", "unprotect", "urn:pulumi:second::plain::aws:ec2/eip:Eip::nat");
    expect(pulumi("destroy", "--exclude-protected")).toContain("1 deleted");
    expect(plain.inventory()).toEqual(retained);
    expect(pulumi("up", "--skip-preview")).toContain("+ 1 created");
    expect(plain.inventory()).toEqual(before);
  } finally {
    plain.remove();
  }
});
