import { graphRulesWithCases as graphRules } from "../../../policy/src/rules/cases";
import { allAsked, allRules } from "../examples";
import {
  expectAccepted,
  expectAsWanted,
  expectNeverPassed,
  expectNeverWanted,
  expectNotKnown,
  expectOrderless,
  expectRefused,
  expectUntold,
  expectUnwanted,
} from "../expectations";
import { expectRead, expectUnread, unreadable } from "../kit/hcl-texts";
import { expectText, expectValue, texts, values } from "../kit/template-texts";
import { badHeld, computings, expectComputed, expectHeld } from "../rules/held";
import { joins } from "../rules/joins/all";
import { expectJoined } from "../rules/joins/join";
import { expectLater, laters } from "../rules/known-later";
import { expectOfAws, expectOwn, ofAws, own } from "../rules/managed-keys";

/** One thing that the rules are expected to do. */
export interface Behaviour {
  readonly name: string;
  /** Id of the rule that it is expected of. */
  readonly rule?: string;
  expect(this: void): Promise<void> | void;
}

/** The first examples of a rule, and some of the others. */
const picked = (first: number) => (_: unknown, at: number) => at < first || at % 4 === 0;

/** What the tests beside this expect of the rules, without what they draw at random. */
export const behaviours: readonly Behaviour[] = [
  ...allRules.flatMap((rule) => [
    ...rule.good.map((example, at) => ({
      rule: rule.id,
      name: `${rule.id} accepts ${at}`,
      expect: () => expectAccepted(rule, example),
    })),
    ...rule.bad.map((example, at) => ({
      rule: rule.id,
      name: `${rule.id} refuses ${at}`,
      expect: () => expectRefused(rule, example),
    })),
  ]),
  ...joins.map((join) => ({
    rule: join.rule,
    name: `${join.rule} joins ${join.what}`,
    expect: () => expectJoined(join),
  })),
  ...graphRules.flatMap((rule) =>
    [...rule.good, ...rule.bad].map((example, at) => ({
      rule: rule.id,
      name: `${rule.id} finds the same backwards ${at}`,
      expect: () => expectOrderless(rule, example, [example.toReversed()]),
    })),
  ),
  ...allAsked.flatMap(behavioursOf),
  ...laters.map((later) => ({
    rule: later.rule.id,
    name: `${later.rule.id} judges ${later.what}`,
    expect: () => expectLater(later),
  })),
  ...ofAws.map((key) => ({
    rule: "EKS-02",
    name: `EKS-02 takes ${key} for a key of AWS`,
    expect: () => expectOfAws(key),
  })),
  ...own.map((key) => ({
    rule: "EKS-02",
    name: `EKS-02 takes ${key} for a key of your own`,
    expect: () => expectOwn(key),
  })),
  ...badHeld.filter(picked(0)).map((one, at) => ({
    name: `${one.rule.id} judges what another holds ${at}`,
    expect: () => expectHeld(one),
  })),
  ...computings.map((one) => ({
    name: `${one.rule} judges ${one.what}`,
    expect: () => expectComputed(one),
  })),
  ...texts.map(([text, value], at) => ({
    name: `a template is read ${at}`,
    expect: () => {
      expectText(text, value);
    },
  })),
  ...values.map(([value, result], at) => ({
    name: `a template's value is known ${at}`,
    expect: () => {
      expectValue(value, result);
    },
  })),
  { name: "HCL is read", expect: expectRead },
  ...unreadable.map((text, at) => ({
    name: `HCL is refused ${at}`,
    expect: () => {
      expectUnread(text);
    },
  })),
  ...allRules.flatMap((rule) => [
    ...rule.bad.filter(picked(4)).map((example, at) => ({
      rule: rule.id,
      name: `${rule.id} never passes ${at}`,
      expect: () => expectNeverPassed(rule, example),
    })),
    ...rule.good.filter(picked(2)).map((example, at) => ({
      rule: rule.id,
      name: `${rule.id} does not know ${at}`,
      expect: () => expectNotKnown(rule, example),
    })),
  ]),
];

/** What is expected of a component's arguments. */
function behavioursOf(asked: (typeof allAsked)[number]): Behaviour[] {
  const { rule, intent, good, bad } = asked;
  const { component } = intent;
  const all: [string, Behaviour["expect"]][] = [
    ...good.map((one, at): (typeof all)[number] => [
      `takes for good ${at}`,
      () => expectAsWanted(asked, one),
    ]),
    ...bad.map((one, at): (typeof all)[number] => [
      `takes for bad ${at}`,
      () => expectUnwanted(asked, one),
    ]),
    ...bad.map((one, at): (typeof all)[number] => [
      `never takes for good ${at}`,
      () => expectNeverWanted(asked, one),
    ]),
    ...good
      .slice(0, 1)
      .map((one): (typeof all)[number] => [
        "is told nothing by another",
        () => expectUntold(asked, one),
      ]),
  ];
  return all.map(([what, expect]) => ({
    rule: rule.id,
    name: `${rule.id} of ${component} ${what}`,
    expect,
  }));
}
