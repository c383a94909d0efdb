import { describe, expect, it } from "vitest";

import { rulesWithCases as rules } from "../../../policy/src/rules/cases";
import type { Example } from "../../../policy/src/rules/example";
import type { Rule } from "../../../policy/src/rules/rule";
import { judge, remedied, unknowns } from "../harness";

const withRemedies = rules.filter(({ remedies }) => remedies !== undefined);
const placesOf = async (rule: Rule, example: Example) =>
  (await judge(rule, example)).map(({ message }) => /\n {2}(\S+): want/.exec(message)?.[1] ?? "");
const named = (id: string) => {
  const found = rules.find((rule) => rule.id === id);
  if (found === undefined) {
    throw new Error(`no rule ${id}`);
  }
  return found;
};
const client = named("KC-03");
const plainCode = { standardFlowEnabled: true, accessType: "PUBLIC" };
/** How the engine writes a secret. */
const secret = (value: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

describe.each(withRemedies.map((rule) => [rule.id, rule] as const))("%s remedies", (_, rule) => {
  it("leave nothing wrong that they speak of, and the rest to a person", async () => {
    const hasRemedy = (place: string) =>
      Object.hasOwn(rule.remedies ?? {}, place.replace(/\[\d+\]$/, ""));
    let remediedOnes = 0;
    for (const example of rule.bad) {
      const before = await placesOf(rule, example);
      const props = await remedied(rule, example);
      const after = props === undefined ? before : await placesOf(rule, { ...example, props });
      expect(after, JSON.stringify(example)).toEqual(before.filter((place) => !hasRemedy(place)));
      remediedOnes += props === undefined ? 0 : 1;
    }
    expect(remediedOnes).toBeGreaterThan(0);
  });

  it("change nothing of a good example", async () => {
    for (const example of rule.good) {
      expect(await remedied(rule, example), JSON.stringify(example)).toBeUndefined();
    }
  });
});

describe("a remedy", () => {
  it("keeps secrets secret, what is not known unknown, and all else as it is", async () => {
    const [unknown] = unknowns;
    const props = { ...plainCode, clientSecret: secret("hidden"), name: unknown, enabled: true };
    expect(await remedied(client, { props })).toEqual({
      ...props,
      pkceCodeChallengeMethod: "S256",
    });
  });

  it("waits for a value that is not known yet", async () => {
    for (const unknown of unknowns) {
      const props = { ...plainCode, pkceCodeChallengeMethod: unknown };
      expect(await remedied(client, { props })).toBeUndefined();
    }
  });

  it("leaves alone what a waiver or the baseline excuses", async () => {
    const urn = `urn:pulumi:network.dev::groundwork::${client.types[0]}::example`;
    const known = { rule: client.id, urn, path: "pkceCodeChallengeMethod" };
    const example = { props: plainCode, settings: { baseline: [known] } };
    expect(await remedied(client, example)).toBeUndefined();
    const other = { ...known, urn: `${urn}-2` };
    expect(
      await remedied(client, { ...example, settings: { baseline: [other] } }),
    ).not.toBeUndefined();
  });

  it("is not tried by a rule that throws", async () => {
    const broken: Rule = {
      ...client,
      check: () => {
        throw new TypeError("unexpected");
      },
    };
    expect(await remedied(broken, { props: plainCode })).toBeUndefined();
  });
});
