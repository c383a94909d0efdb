import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import { fitsIam } from "../../../policy/src/kit/iam-pattern";
import { allOf, anyOf, Node, not, some, type Truth } from "../../../policy/src/kit/node";
import { allows, statements } from "../../../policy/src/kit/policy-document";
import { grantsPublic, grantsStrangers } from "../../../policy/src/kit/principals";

/** Random documents, and the decisions of an evaluator that is not ours; `policy/facts` makes them. */
const { questions, rights, sharings } = JSON.parse(
  readFileSync(join(__dirname, "iam-decisions.golden.json"), "utf8"),
) as {
  readonly questions: readonly (readonly [action: string, resource: string])[];
  readonly rights: readonly { readonly policy: object; readonly decisions: string }[];
  readonly sharings: readonly { readonly policy: object; readonly isOpen: boolean }[];
};

const company = {
  hasAccount: (id: string) => id === "111122223333",
  hasOrganization: (id: string) => id === "o-a1b2c3d4e5",
};
const read = (policy: object) => statements(new Node("", JSON.stringify(policy))) ?? [];

/** Whether a statement is about an action and a resource, by the kit's reading of its patterns. */
function isAbout(statement: Node, action: string, resource: string): Truth {
  const hasAction = (pattern: string) => fitsIam(pattern.toLowerCase(), action.toLowerCase());
  const hasResource = (pattern: string) => fitsIam(pattern, resource);
  return allOf([
    statement.key("Action").absent
      ? not(some(statement.items("NotAction"), hasAction))
      : some(statement.items("Action"), hasAction),
    statement.key("Resource").absent
      ? not(some(statement.items("NotResource"), hasResource))
      : some(statement.items("Resource"), hasResource),
  ]);
}

it("reads patterns of 600 random documents as another evaluator does", () => {
  expect(rights.length).toBe(600);
  for (const { policy, decisions } of rights) {
    const told = questions.map(([action, resource]) => {
      const about = read(policy).filter((one) => isAbout(one, action, resource) === true);
      const denied = about.some((one) => allows(one) === false);
      return denied ? "D" : about.length > 0 ? "A" : "-";
    });
    expect(told.join(""), JSON.stringify(policy)).toBe(decisions);
  }
});

it("finds of 600 random documents all that another evaluator opens to a stranger", () => {
  expect(sharings.length).toBe(600);
  const found = sharings.map(({ policy, isOpen }) => {
    const open = read(policy).map((one) =>
      anyOf([grantsPublic(one, company), grantsStrangers(one, company)]),
    );
    return { isOpen, isFound: anyOf(open), text: JSON.stringify(policy) };
  });
  expect(found.filter(({ isOpen, isFound }) => isOpen && isFound !== true)).toEqual([]);
  // Beside them only conditions by which the company is one of those that are left out, or nobody is in.
  const others = found.filter(({ isOpen, isFound }) => !isOpen && isFound !== false);
  expect(others.filter(({ text }) => !/String(Not|LikeIf|EqualsIf)/i.test(text))).toEqual([]);
  expect(found.filter(({ isFound }) => isFound === false).length).toBeGreaterThan(50);
});
