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
import { type Diagnostic, judge, judgeIntent, type Surroundings, urnOf } from "./harness";

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
export async function expectNeverPassed(
  rule: AnyRule,
  example: AnyExample,
  sentinels: readonly string[],
): Promise<void> {
  for (const blurred of blurring(example, sentinels)) {
    const found = await judge(rule, blurred);
    assert.notEqual(found.length, 0, show(blurred));
    expectDeclared(rule, found, show(blurred));
  }
}

/** Expects nothing worse of a good example of which something is not known than that it is not known. */
export async function expectNotKnown(
  rule: AnyRule,
  example: AnyExample,
  sentinels: readonly string[],
): Promise<void> {
  for (const blurred of blurring(example, sentinels)) {
    const found = await judge(rule, blurred);
    expectDeclared(rule, found, show(blurred));
    for (const { message } of found) {
      assert.ok(message.includes("not known at preview"), `${show(blurred)}: ${message}`);
    }
  }
}

/** Expects the same findings of a stack whose resources come in another order. */
export async function expectOrderless(
  rule: GraphRule,
  example: StackExample,
  other: StackExample,
): Promise<void> {
  assert.deepEqual(await judge(rule, other), await judge(rule, example), show(other));
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
export async function expectNeverWanted(
  { rule, intent }: Asked,
  example: Example,
  sentinels: readonly string[],
): Promise<void> {
  for (const blurred of blurring(example, sentinels)) {
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

function expectDeclared(rule: AnyRule, found: readonly Diagnostic[], label: string): void {
  for (const { level, message } of found) {
    const about = `${label}: ${message}`;
    const deferred = message.includes(`DEFERRED ${rule.id} urn:`);
    assert.ok(!message.includes("RULE-ERROR"), about);
    assert.equal(level, deferred ? "advisory" : "mandatory", about);
    assert.equal(message.includes("can't run policy"), deferred, about);
    if (message.includes("not known at preview")) {
      assert.equal(deferred, rule.onUnknown === "defer", about);
      assert.match(message, new RegExp(`: ${wanted}, not known at preview`), label);
      assert.ok(!message.includes("undefined"), about);
    }
  }
}

function* blurring(example: AnyExample, sentinels: readonly string[]): Generator<AnyExample> {
  for (const sentinel of sentinels) {
    yield* replacing(example, sentinel);
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
