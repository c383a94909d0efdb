import { describe, expect, it } from "vitest";

import { newRun } from "../../../policy/src/pack/excuses";
import { intentPolicies } from "../../../policy/src/pack/pack";
import { rules } from "../../../policy/src/rules/all";
import golden from "../../urns.golden.json";
import { allAsked, type Example, replacing } from "../examples";
import {
  canary,
  componentUrn,
  expectAsWanted,
  expectNeverWanted,
  expectUntold,
  expectUnwanted,
  messagesOf,
  show,
} from "../expectations";
import { judgeIntent, judgeResource, typeTag } from "../harness";

const intents = allAsked.map(
  (asked) => [`${asked.rule.id} of ${asked.intent.component}`, asked] as const,
);

it("is judged of components that there are", () => {
  expect(intents.length).toBeGreaterThan(0);
  for (const [label, { intent, good, bad }] of intents) {
    const { component } = intent;
    expect(Object.keys(golden), label).toContain(component);
    expect(good.length, label).toBeGreaterThanOrEqual(5);
    expect(bad.length, label).toBeGreaterThanOrEqual(5);
  }
  const kept = new Set(intents.map(([, { intent }]) => intent.component));
  const tags = intentPolicies(rules).map(({ validateResource }) =>
    typeTag(validateResource as object),
  );
  expect(tags.map(({ __pulumiType }) => __pulumiType)).toEqual([...kept]);
});

describe.each(intents)("%s", (_, asked) => {
  const { good, bad } = asked;

  it("leaves to the update what the arguments show to be good, and says so", async () => {
    for (const example of good) {
      await expectAsWanted(asked, example);
    }
  });

  it("finds what the arguments show to be bad, of the component and at their path", async () => {
    for (const example of bad) {
      await expectUnwanted(asked, example);
    }
  });

  it("never takes for good what is bad but for a value that is not known", async () => {
    for (const example of bad) {
      await expectNeverWanted(asked, example);
    }
  });

  it("judges nothing without the component's arguments, or of another's child", async () => {
    await expectUntold(asked, good[0] ?? { props: {} });
  });

  it("repeats nothing that may be a secret, and takes any shape", async () => {
    for (const example of [...good, ...bad]) {
      for (const leaky of replacing(example, canary)) {
        for (const message of await messagesOf(asked, leaky as Example)) {
          expect(message, show(leaky)).not.toContain(canary);
          expect(message, show(leaky)).not.toContain("RULE-ERROR");
        }
      }
    }
  });
});

it("is judged by the child's own settings: a waiver excuses it of the component", async () => {
  const { rule, intent, bad: badOnes } = first();
  const waiver = {
    rule: rule.id,
    resource: componentUrn(intent),
    reason: "the right is taken away with the next release",
    owner: "ada",
    ticket: "https://tickets.example.com/PLAT-7",
    since: "2026-03-01",
    expires: "2026-05-30",
  };
  const [bad = { props: {} }] = badOnes;
  const run = newRun(() => "2026-04-01");
  const found = await messagesOf(
    { rule, intent },
    { ...bad, settings: { waivers: [waiver] } },
    { run },
  );
  expect(found).toEqual([
    expect.stringMatching(
      `^advisory: WAIVED ${rule.id} ${componentUrn(intent)}\n[^]*\n  waived until 2026-05-30, `,
    ),
  ]);
});

it("leaves what is known to be judged as it is", async () => {
  const { rule, intent, good: goodOnes } = first();
  const run = newRun();
  const [good = { props: {} }] = goodOnes;
  await judgeIntent(rule, intent, good, { run });
  const policy = { Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
  const found = await judgeResource(
    [rule],
    intent.child.type,
    { props: { policy } },
    { run, parent: componentUrn(intent) },
  );
  expect(found.map(({ message }) => message.split("\n")[1])).toEqual([
    expect.stringMatching(/^ {2}policy\.Statement: want /),
  ]);
});

function first(): (typeof allAsked)[number] {
  const [asked] = allAsked;
  if (asked === undefined) {
    throw new Error("no intent");
  }
  return asked;
}
