import assert from "node:assert/strict";

import type { GraphRule, Intent } from "../../policy/src/rules/rule";
import {
  type AnyRule,
  type Asked,
  type Example,
  isResourceRule,
  replacing,
  type StackExample,
} from "./examples";
import { type Diagnostic, judge, judgeIntent, type Surroundings, unknown, urnOf } from "./harness";

type AnyExample = Example | StackExample;

export const show = (example: AnyExample) => JSON.stringify(example);

/** Expects a rule to find nothing in an example. */
export async function expectAccepted(rule: AnyRule, example: AnyExample): Promise<void> {
  assert.deepEqual(await judge(rule, example), []);
}

/** Expects a rule to refuse an example, in words of the shape that every finding has. */
export async function expectRefused(rule: AnyRule, example: AnyExample): Promise<void> {
  const found = await judge(rule, example);
  assert.notEqual(found.length, 0, "want a finding");
  const said = found.map(({ message }) => message).join("\n");
  for (const text of saidOf(example)) {
    assert.ok(said.includes(text), said);
  }
  const shape = new RegExp(`^${rule.id} urn:pulumi:.+\n  .+: ${wanted}\n  fix: .+\n  see: https:`);
  for (const { level, message, urn } of found) {
    assert.equal(level, "mandatory");
    assert.match(message, shape);
    assert.ok(message.includes(urn), message);
    assert.ok(!message.includes("not known"), message);
    assert.ok(!message.includes("undefined"), message);
  }
}

/** What a finding wants: never nothing. */
const wanted = "want [^\\s,].*";

/** Expects that a bad example never passes because something of it is not known. */
export async function expectNeverPassed(rule: AnyRule, example: AnyExample): Promise<void> {
  for (const blurred of replacing(example, unknown)) {
    await expectFound(rule, blurred, (found) => {
      assert.notEqual(found.length, 0);
      expectDeclared(rule, found);
    });
  }
}

/** Expects nothing worse of a good example of which something is not known than that it is not known. */
export async function expectNotKnown(rule: AnyRule, example: AnyExample): Promise<void> {
  for (const blurred of replacing(example, unknown)) {
    await expectFound(rule, blurred, (found) => {
      expectDeclared(rule, found);
      for (const { message } of found) {
        assert.ok(message.includes("not known at preview"), message);
      }
    });
  }
}

/** Expects an example not to be repeated where a text of it may be a secret. */
export async function expectUnrepeated(rule: AnyRule, example: AnyExample): Promise<void> {
  for (const leaky of replacing(example, canary, true)) {
    await expectFound(rule, leaky, (found) => {
      assert.ok(!found.some(({ message }) => message.includes(canary)));
    });
  }
}

export const canary = "canary-5e0c1f";

/** Expects the same findings of a stack whose resources come in other orders. */
export async function expectOrderless(
  rule: GraphRule,
  example: StackExample,
  others: readonly StackExample[],
): Promise<void> {
  const wanted = await judge(rule, example);
  for (const other of others) {
    await expectFound(rule, other, (found) => {
      assert.deepEqual(found, wanted);
    });
  }
}

/** Judges an example; where the findings are not as expected, says of which example. */
async function expectFound(
  rule: AnyRule | GraphRule,
  example: AnyExample,
  expect: (found: readonly Diagnostic[]) => void,
): Promise<void> {
  const found = await judge(rule, example);
  try {
    expect(found);
  } catch (error) {
    throw new Error(`${show(example)}: ${JSON.stringify(found)}`, { cause: error });
  }
}

export const componentUrn = ({ component }: Intent) => urnOf(component, "example");

/** Expects what the arguments show to be good to be left to the update, and to be told of. */
export async function expectAsWanted({ rule, intent }: Asked, example: Example): Promise<void> {
  const [found, ...others] = await messagesOf({ rule, intent }, example);
  assert.deepEqual(others, []);
  assert.match(found ?? "", new RegExp(`^advisory: [^\n]*\nINTENDED ${rule.id} urn:`));
  assert.ok(found?.includes(`\n  intent: ${componentUrn(intent)}\n`), found);
}

/** Expects what the arguments show to be bad to be found, of the component and at its path. */
export async function expectUnwanted({ rule, intent }: Asked, example: Example): Promise<void> {
  const found = await messagesOf({ rule, intent }, example);
  assert.equal(found.length, 1, found.join("\n"));
  const [first = ""] = found;
  assert.ok(first.startsWith(`mandatory: ${rule.id} ${componentUrn(intent)}\n  `), first);
  assert.match(first, new RegExp(`\n  statements(\\[\\d+\\])?: ${wanted}\n  fix: `));
  for (const text of saidOf(example)) {
    assert.ok(first.includes(text), first);
  }
}

/** Expects arguments that are bad never to be taken for good as something of them is not known. */
export async function expectNeverWanted({ rule, intent }: Asked, example: Example): Promise<void> {
  for (const blurred of replacing(example, unknown)) {
    const found = await messagesOf({ rule, intent }, blurred as Example);
    assert.equal(found.length, 1, show(blurred));
    assert.ok(!found[0]?.includes("intent:"), found[0]);
  }
}

/** Expects nothing to be told by a component without arguments, of another's child, or of another kind. */
export async function expectUntold({ rule, intent }: Asked, example: Example): Promise<void> {
  const other = { ...intent, component: "other:index:Component" };
  for (const found of [
    await messagesOf({ rule, intent }, { props: {} }),
    await messagesOf({ rule, intent }, example, { parent: urnOf("a:b:C", "d") }),
    await messagesOf({ rule, intent: other }, example),
  ]) {
    assert.equal(found.length, 1, found.join("\n"));
    assert.match(found[0] ?? "", /^advisory: .*DEFERRED/s);
    assert.ok(!found[0]?.includes("intent:"), found[0]);
  }
}

/** The findings about a component and its child, by level. */
export async function messagesOf(
  { rule, intent }: Asked,
  ...args: [example: Example, around?: Surroundings]
): Promise<string[]> {
  const found = await judgeIntent(rule, intent, ...args);
  return found.map(({ level, message }) => `${level}: ${message}`);
}

function expectDeclared(rule: AnyRule, found: readonly Diagnostic[]): void {
  for (const { level, message } of found) {
    const deferred = message.includes(`DEFERRED ${rule.id} urn:`);
    assert.ok(!message.includes("RULE-ERROR"), message);
    assert.equal(level, deferred ? "advisory" : "mandatory", message);
    assert.equal(message.includes("can't run policy"), deferred, message);
    if (message.includes("not known at preview")) {
      assert.equal(deferred, rule.onUnknown === "defer", message);
      assert.match(message, new RegExp(`: ${wanted}, not known at preview`));
      assert.ok(!message.includes("undefined"), message);
    }
  }
}

/** What findings about an example must say. */
function saidOf(example: AnyExample): string[] {
  const resources = Array.isArray(example) ? (example as StackExample) : [example as Example];
  return resources.flatMap(({ says }) => says ?? []);
}

/** All examples of a rule, the good ones first. */
export const examplesOf = (rule: AnyRule): readonly AnyExample[] =>
  isResourceRule(rule) ? [...rule.good, ...rule.bad] : [...rule.good, ...rule.bad];
