import type { ResourceValidationPolicy } from "@pulumi/policy";
import { expect, it } from "vitest";

import { plain, Unknown } from "../../../policy/src/kit/node";
import { allRules, type AnyRule, type Example, isResourceRule, replacing } from "../examples";
import { requestOf } from "../harness";
import { Bench, makeAnalyzeRpcFun, unknowns } from "../sdk";

/** What a rule is given of the last resource; it is given no more of its properties than this. */
let given: unknown;
const looker: ResourceValidationPolicy = {
  name: "looker",
  description: "Keeps what a rule is given.",
  enforcementLevel: "mandatory",
  validateResource: ({ props }) => {
    given = plain(props);
  },
};
const bench = new Bench(makeAnalyzeRpcFun, () => [looker]);

async function givenOf(example: Example): Promise<string> {
  await bench.judge(requestOf("a:b:C", example), {});
  return JSON.stringify(given, (_, value: unknown) =>
    value instanceof Unknown ? `not known: ${value.cause.constructor.name}` : value,
  );
}

/** A bad example of a rule, resource by resource. */
const badOf = (rule: AnyRule): readonly Example[] =>
  isResourceRule(rule) ? rule.bad.slice(0, 1) : (rule.bad[0] ?? []);

/** So the tests beside this put one of them in place of what is known. */
it.each(allRules)("$id is given the same for each kind of value not known", async (rule) => {
  expect(unknowns.length).toBe(7);
  for (const example of badOf(rule)) {
    const [first = [], ...others] = unknowns.map((unknown) => [
      ...(replacing(example, unknown) as Iterable<Example>),
    ]);
    for (const [at, blurred] of first.entries()) {
      const wanted = await givenOf(blurred);
      expect(wanted).toContain("not known: UnknownValueError");
      for (const places of others) {
        expect(await givenOf(places[at] ?? example)).toBe(wanted);
      }
    }
  }
});
