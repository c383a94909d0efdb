import assert from "node:assert/strict";

import type { GraphRule, Rule } from "../../policy/src/rule";
import { type Example, isResourceRule, replacing, type StackExample } from "./examples";
import { type Diagnostic, judge } from "./harness";

type AnyRule = Rule | GraphRule;
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
  const shape = new RegExp(`^${rule.id} urn:pulumi:.+\n  .+: want .+\n  fix: .+\n  see: https:`);
  for (const { level, message, urn } of found) {
    assert.equal(level, "mandatory");
    assert.match(message, shape);
    assert.ok(message.includes(urn), message);
    assert.ok(!message.includes("not known"), message);
  }
}

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

function expectDeclared(rule: AnyRule, found: readonly Diagnostic[], label: string): void {
  for (const { level, message } of found) {
    const about = `${label}: ${message}`;
    const deferred = message.includes(`DEFERRED ${rule.id} urn:`);
    assert.ok(!message.includes("RULE-ERROR"), about);
    assert.equal(level, deferred ? "advisory" : "mandatory", about);
    assert.equal(message.includes("can't run policy"), deferred, about);
    if (message.includes("not known at preview")) {
      assert.equal(deferred, rule.onUnknown === "defer", about);
      assert.match(message, /: want .+, not known at preview/, label);
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
