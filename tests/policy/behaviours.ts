import { allRules } from "./examples";
import { expectAccepted, expectNeverPassed, expectNotKnown, expectRefused } from "./expectations";
import { unknowns } from "./harness";
import { expectRead, expectUnread, unreadable } from "./hcl-texts";
import { expectJoined, joins } from "./joins";

/** One thing that the rules are expected to do. */
export interface Behaviour {
  readonly name: string;
  /** Id of the rule that it is expected of. */
  readonly rule?: string;
  expect(this: void): Promise<void> | void;
}

/** The SDK throws the same for each kind of value that is not known, so one does. */
const sentinels = unknowns.slice(-1);

/** How many bad examples of a rule, and half as many good ones, are tried with parts not known. */
const blurred = 4;

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
  { name: "HCL is read", expect: expectRead },
  ...unreadable.map((text, at) => ({
    name: `HCL is refused ${at}`,
    expect: () => {
      expectUnread(text);
    },
  })),
  ...allRules.flatMap((rule) => [
    ...rule.bad.slice(0, blurred).map((example, at) => ({
      rule: rule.id,
      name: `${rule.id} never passes ${at}`,
      expect: () => expectNeverPassed(rule, example, sentinels),
    })),
    ...rule.good.slice(0, blurred / 2).map((example, at) => ({
      rule: rule.id,
      name: `${rule.id} does not know ${at}`,
      expect: () => expectNotKnown(rule, example, sentinels),
    })),
  ]),
];
