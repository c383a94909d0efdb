import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Declarations } from "../../../sandbox/src/cloud/declarations";
import { OfflineCloud } from "../../../sandbox/src/cloud/provider";
import { type Bag, CloudStore } from "../../../sandbox/src/cloud/store";

const modules = join(__dirname, "../../../node_modules/@pulumi");
let folder: string;
let store: CloudStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-by-sdk-"));
  store = CloudStore.open(join(folder, "store.sqlite"));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function cloudOf(token: string, bySdk = true): OfflineCloud {
  const [pkg = ""] = token.split(":");
  const declarations = new Declarations(
    join(modules, pkg),
    join(tmpdir(), "groundwork-declarations-3", pkg),
  );
  const declaration = (other: string) => declarations.of(other);
  const cloud = new OfflineCloud({ pkg, store: () => store, declaration, bySdk });
  cloud.place = { account: "111111111111", region: pkg === "aws" ? "eu-west-1" : "" };
  return cloud;
}

const reasons = (token: string, inputs: Bag) =>
  cloudOf(token)
    .check(token, "it", { plain: inputs, secrets: [] })
    .failures.map(({ property, reason }) => `${property}: ${reason}`);
const make = (token: string, inputs: Bag) =>
  cloudOf(token).create(token, { plain: inputs, secrets: [] });

const queue = "aws:sqs/queue:Queue";
const job = "kubernetes:batch/v1:CronJob";

describe("a kind that its SDK alone judges", () => {
  it.each<[string, string, Bag, string[]]>([
    ["an unknown property", queue, { fifo: true }, ["fifo: no such property"]],
    ["a mistyped one", queue, { delaySeconds: "5" }, ['delaySeconds: want a number, got "5"']],
    ["a map that is a list", queue, { tags: [] }, ["tags: want a map, got []"]],
    [
      "missing ones",
      "aws:sns/topicSubscription:TopicSubscription",
      { protocol: "sqs" },
      ["endpoint: want a string, got nothing", "topic: want a string, got nothing"],
    ],
    [
      "an unknown nested one",
      job,
      { spec: { schedule: "@daily", job: {} } },
      [
        "spec.jobTemplate: want an object (batch.v1.JobTemplateSpec), got nothing",
        "spec.job: no such property",
      ],
    ],
    ["nothing wrong", queue, { delaySeconds: 5, tags: { team: "shop" } }, []],
  ])("is refused with %s", (_, token, inputs, expected) => {
    expect(reasons(token, inputs)).toEqual(expected);
  });

  it.each([
    "aws:sqs/nothing:Nothing",
    "aws:sqs/queue:constructor",
    "aws:../../aws/sqs/queue:Nothing",
    "kubernetes:example.com/v1:Thing",
    "github:__proto__:toString",
  ])("is refused if the SDK has none: %s", (token) => {
    expect(() => reasons(token, {})).toThrow(`the installed SDK has no kind ${token}`);
  });

  it("is kept as unverified, with the outputs that the SDK declares", () => {
    const { id, state, unverified } = make(queue, { name: "jobs" });
    expect(unverified).toBe(true);
    expect(state).toMatchObject({
      id,
      name: "jobs",
      arn: `arn:aws:sqs:eu-west-1:111111111111:queue/${id}`,
      url: `simulated-url-of-${id}`,
    });
    expect(make(job, { metadata: { name: "night" }, spec: {} })).toMatchObject({
      id: "night",
      unverified: true,
    });
    expect(store.unverified()).toEqual({ [queue]: 1, [job]: 1 });
  });

  it("changes and goes as any other", () => {
    const cloud = cloudOf(queue);
    const { id } = make(queue, { name: "jobs" });
    expect(cloud.diff(queue, { name: "jobs" }, { name: "tasks" })).toMatchObject({
      changed: ["name"],
      replaces: [],
    });
    cloud.update(queue, id, { plain: { name: "tasks" }, secrets: [] });
    expect(store.unverified()).toEqual({ [queue]: 1 });
    cloud.delete(queue, id);
    expect(store.inventory()).toEqual({});
  });

  it("is no other: one with facts keeps them", () => {
    const { unverified } = make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    expect(unverified).toBeUndefined();
    expect(() => make("aws:ec2/vpc:Vpc", {})).toThrow("MissingParameter");
  });

  it("is refused where facts are wanted", () => {
    const strict = cloudOf(queue, false);
    expect(() => strict.check(queue, "it", { plain: {}, secrets: [] })).toThrow(
      `the offline cloud has no facts for ${queue}; add them in sandbox/src/cloud/facts`,
    );
    expect(() => strict.create(queue, { plain: {}, secrets: [] })).toThrow("no facts");
  });
});
