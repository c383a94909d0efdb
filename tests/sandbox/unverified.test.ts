import { afterAll, expect, it } from "vitest";

import { sandboxDown } from "../../cli/src/actions/sandbox-down";
import { sandboxStatus } from "../../cli/src/actions/sandbox-status";
import { sandboxUp } from "../../cli/src/actions/sandbox-up";
import { Sandbox } from "@groundwork-iac/sandbox";
import { isForeign } from "../../sandbox/src/foreign";
import { root, TestProject } from "./project";

/** A queue and a topic, of which the offline cloud has no facts, beside a role, of which it has. */
const program = (name: string) => `
const aws = require("@pulumi/aws");
const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["999999999999"] });
const jobs = new aws.sqs.Queue("jobs", ${name}, { provider });
new aws.sqs.Queue("letters", { tags: { of: jobs.arn } }, { provider });
const topic = new aws.sns.Topic("news", { displayName: "News" }, { provider });
new aws.sns.TopicSubscription("news", { topic: topic.arn, protocol: "sqs", endpoint: jobs.arn }, { provider });
new aws.iam.Role("jobs", { assumeRolePolicy: "{}" }, { provider });
exports.arn = jobs.arn;
exports.name = jobs.name;
`;
const kinds = [
  "aws:sns/topic:Topic",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:sqs/queue:Queue",
];
const line = `3 kinds judged by their SDK alone: ${kinds.join(", ")}; 4 resources unverified`;
const counts = { [kinds[0] ?? ""]: 1, [kinds[1] ?? ""]: 1, [kinds[2] ?? ""]: 2 };

const project = new TestProject("shop", program("{ delaySeconds: 5 }"), { withoutPack: true });
const wrong = new TestProject("wrong", program('{ delaySeconds: "5" }'), {
  withoutPack: true,
});
afterAll(() => {
  project.remove();
  wrong.remove();
});

it("accepts kinds without facts in a foreign project, and tells and counts them", async () => {
  const up = await project.done((place) => sandboxUp(place, ["dev"], {}));
  expect(up.split("\n").filter((each) => each.includes("SDK alone"))).toEqual([line]);
  const { arn, name } = project.outputs("dev");
  expect(arn).toMatch(/^arn:aws:sqs:eu-west-1:999999999999:queue\/queue-[0-9a-f]{17}$/);
  expect(name).toMatch(/^jobs-[0-9a-f]{7}$/);
  const again = await project.done((place) => sandboxUp(place, ["dev"], { json: true }));
  expect(JSON.parse(again)).toMatchObject({ unverified: counts, stacks: [{ changed: 0 }] });
  const text = await project.done((place) => sandboxStatus(place, false));
  expect(text).toContain(line);
  const json = await project.done((place) => sandboxStatus(place, true));
  expect(JSON.parse(json)).toMatchObject({ unverified: counts });
  const down = await project.done((place) => sandboxDown(place, {}));
  expect(down).toContain("everything is destroyed");
});

it("refuses what the SDK does not declare", async () => {
  const { status, stderr } = await wrong.call((place) => sandboxUp(place, ["dev"], {}));
  expect(status).toBe(1);
  expect(stderr).toContain('delaySeconds: want a number, got "5"');
});

it("wants facts in this repository, its examples among it", () => {
  expect([root, `${root}/examples/team-stack`].map(isForeign)).toEqual([false, false]);
  expect([project.place, "/"].map(isForeign)).toEqual([true, true]);
  const strict = ({ environment }: Sandbox) => environment["GROUNDWORK_BY_SDK"];
  expect(strict(new Sandbox({ root, name: "groundwork", main: "." }))).toBe("false");
  expect(strict(new Sandbox({ root: project.place, name: "shop", main: "." }))).toBe("true");
});
