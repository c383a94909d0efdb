import { describe, expect, it } from "vitest";

import { newRun } from "../../policy/src/excuses";
import { intentPolicies } from "../../policy/src/pack";
import type { Intent, Rule } from "../../policy/src/rule";
import { rules } from "../../policy/src/rules";
import golden from "../urns.golden.json";
import { type Example, replacing } from "./examples";
import { judgeIntent, judgeResource, typeTag, unknowns } from "./harness";

const canary = "canary-5e0c1f";
const intents = rules.flatMap((rule) =>
  (rule.intents ?? []).map((intent): [string, Rule, Intent] => [
    `${rule.id} of ${intent.component}`,
    rule,
    intent,
  ]),
);
const urn = ({ component }: Intent) => `urn:pulumi:network.dev::groundwork::${component}::example`;
const show = (example: Example) => JSON.stringify(example.props);
const messages = async (...args: Parameters<typeof judgeIntent>) =>
  (await judgeIntent(...args)).map(({ level, message }) => `${level}: ${message}`);

it("is judged of components that there are", () => {
  expect(intents.length).toBeGreaterThan(0);
  for (const [label, , { component, good, bad }] of intents) {
    expect(Object.keys(golden), label).toContain(component);
    expect(good.length, label).toBeGreaterThanOrEqual(5);
    expect(bad.length, label).toBeGreaterThanOrEqual(5);
  }
  const kept = new Set(intents.map(([, , { component }]) => component));
  const tags = intentPolicies(rules).map(({ validateResource }) =>
    typeTag(validateResource as object),
  );
  expect(tags.map(({ __pulumiType }) => __pulumiType)).toEqual([...kept]);
});

describe.each(intents)("%s", (_, rule, intent) => {
  it("leaves to the update what the arguments show to be good, and says so", async () => {
    for (const example of intent.good) {
      const [found, ...others] = await messages(rule, intent, example);
      expect(others, show(example)).toEqual([]);
      expect(found, show(example)).toMatch(/^advisory: .*DEFERRED/s);
      expect(found, show(example)).toContain(`\n  intent: as wanted by ${urn(intent)}\n`);
    }
  });

  it("finds what the arguments show to be bad, of the component and at their path", async () => {
    for (const example of intent.bad) {
      const found = await messages(rule, intent, example);
      expect(found.length, show(example)).toBe(1);
      expect(found[0], show(example)).toMatch(
        new RegExp(
          `^mandatory: ${rule.id} ${urn(intent).replaceAll(/[.$]/g, "\\$&")}\n  statements`,
        ),
      );
    }
  });

  it("never takes for good what is bad but for a value that is not known", async () => {
    for (const example of intent.bad) {
      for (const sentinel of unknowns) {
        for (const blurred of replacing(example, sentinel)) {
          const found = await messages(rule, intent, blurred as Example);
          expect(found.length, show(blurred as Example)).toBe(1);
          expect(found[0], show(blurred as Example)).not.toContain("intent:");
        }
      }
    }
  });

  it("judges nothing without the component's arguments, or of another's child", async () => {
    const [example = { props: {} }] = intent.good;
    for (const found of [
      await messages(rule, intent, { props: {} }),
      await messages(rule, intent, example, { parent: "urn:pulumi:network.dev::groundwork::a::b" }),
      await messages(rule, { ...intent, component: "other:index:Component" }, example),
    ]) {
      expect(found).toEqual([expect.stringMatching(/^advisory: .*DEFERRED/s)]);
      expect(found[0]).not.toContain("intent:");
    }
  });

  it("repeats nothing that may be a secret, and takes any shape", async () => {
    for (const example of [...intent.good, ...intent.bad]) {
      for (const leaky of replacing(example, canary)) {
        for (const message of await messages(rule, intent, leaky as Example)) {
          expect(message, show(leaky as Example)).not.toContain(canary);
          expect(message, show(leaky as Example)).not.toContain("RULE-ERROR");
        }
      }
    }
  });
});

it("is judged by the child's own settings: a waiver excuses it of the component", async () => {
  const [, rule, intent] = intents[0] ?? [];
  if (!rule || !intent) {
    throw new Error("no intent");
  }
  const waiver = {
    rule: rule.id,
    resource: urn(intent),
    reason: "the right is taken away with the next release",
    owner: "ada",
    ticket: "https://tickets.example.com/PLAT-7",
    since: "2026-03-01",
    expires: "2026-05-30",
  };
  const [bad = { props: {} }] = intent.bad;
  const run = newRun(() => "2026-04-01");
  const found = await messages(rule, intent, { ...bad, settings: { waivers: [waiver] } }, { run });
  expect(found).toEqual([
    expect.stringMatching(`^advisory: WAIVED ${rule.id} ${urn(intent)} until `),
  ]);
});

it("leaves what is known to be judged as it is", async () => {
  const [, rule, intent] = intents[0] ?? [];
  if (!rule || !intent) {
    throw new Error("no intent");
  }
  const run = newRun();
  const [good = { props: {} }] = intent.good;
  await judgeIntent(rule, intent, good, { run });
  const policy = { Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
  const found = await judgeResource(
    [rule],
    intent.child.type,
    { props: { policy } },
    { run, parent: urn(intent) },
  );
  expect(found.map(({ message }) => message.split("\n")[1])).toEqual([
    expect.stringMatching(/^ {2}policy\.Statement: want /),
  ]);
});
