import type { automation } from "@pulumi/pulumi";
import { afterAll, expect, it } from "vitest";

import { down, type DownOptions } from "../../cli/src/actions/down";
import { up } from "../../cli/src/actions/up";
import { type Place, requireDestroyable } from "../../cli/src/engine";
import { TestProject } from "./project";

const program = `
const aws = require("@pulumi/aws");
const { PrivateBucket } = require("@groundwork-iac/platform/network/private-bucket");
const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["111111111111"] });
const key = new aws.kms.Key("key", { tags: { owner: "us" } }, { provider });
new PrivateBucket("state", { bucket: "us-state", kmsKeyArn: key.arn }, { provider });
new aws.ecr.Repository("app", { name: "us/app", tags: { owner: "us" } }, { provider, protect: true });
`;
const project = new TestProject("destroyable", program, { withoutPack: true });
const bucket = "aws:s3/bucket:Bucket";
const object = "aws:s3/bucketObjectv2:BucketObjectv2";
const partition = "aws/111111111111/eu-west-1";
afterAll(() => {
  project.remove();
});

const gone = (options: Omit<DownOptions, "confirm"> = {}) =>
  project.call((place) => down(place, ["dev"], { ...options, confirm: "destroyable" }));
const buckets = () =>
  Object.entries(project.inventory()).filter(([token]) => token.startsWith("aws:s3/bucket"));

it("touches nothing while a bucket holds something, and keeps the bucket with its parts on request", async () => {
  await project.useBackend();
  await project.done((place) => up(place, ["dev"], {}));
  const inputs = { bucket: "us-state", key: ".pulumi/meta.yaml" };
  const id = "us-state/.pulumi/meta.yaml";
  project.withCloud((store) => {
    store.put({ id, token: object, partition, inputs, state: inputs, secrets: [] });
  });
  const before = project.inventory();
  const refused = await gone();
  expect(refused.status).toBe(1);
  expect(refused.stderr).toBe(
    "groundwork: nothing was touched, because\n" +
      "dev: us-state is not empty: empty it (aws s3 rm s3://us-state --recursive, then remove its old versions) or keep it (--keep us-state)\n",
  );
  expect(project.inventory()).toEqual(before);
  expect((await gone({ keep: ["us-stat"] })).stderr).toContain(
    'got "us-stat"; did you mean "us-state"?',
  );
  expect(project.inventory()).toEqual(before);

  const kept = await gone({ keep: ["us-state"] });
  expect(kept.status, kept.stderr).toBe(0);
  expect(kept.stdout).toContain(`retained: ${bucket} us-state\n`);
  expect(buckets()).toEqual(Object.entries(before).filter(([token]) => /s3.bucket/.test(token)));
  expect(project.inventory()["aws:ecr/repository:Repository"]).toBeUndefined();

  await project.done((place) => up(place, ["dev"], {}));
  expect(project.inventory()).toEqual(before);
  project.withCloud((store) => {
    store.remove(partition, object, id);
  });
  const done = await gone();
  expect(done.status, done.stderr).toBe(0);
  expect(project.inventory()).toEqual({});
});

it("touches nothing while a stack that is up reads a chosen one", async () => {
  const names = ["network.dev", "cluster.dev"];
  const workspace = {
    listStacks: () => Promise.resolve(names.map((name) => ({ name }))),
    exportStack: () => Promise.resolve({ version: 3, deployment: {} }),
  } as unknown as automation.Workspace;
  const network = { name: "network.dev", after: ["account.dev"] };
  const cluster = { name: "cluster.dev", after: ["network.dev"] };
  const services = { name: "services.dev", after: ["cluster.dev", "network.dev"] };
  const all = [network, cluster, services];
  const place = { workspace } as unknown as Place;
  await expect(requireDestroyable(place, [network], all)).rejects.toThrow(
    /^nothing was touched, because\nnetwork\.dev is read by cluster\.dev, which is up: destroy it first$/,
  );
  await expect(requireDestroyable(place, [network], all, { mayChoose: true })).rejects.toThrow(
    "which is up: name it too, or destroy it first",
  );
  await requireDestroyable(place, [network, cluster], all);
});
