/** Writes the names of AWS's own policies that grant a whole service, by the rule's own judgement. */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const load = createRequire(import.meta.url);
const { IAM01 } = load("../dist/rules/iam-01-wide-policies/rule.js") as {
  IAM01: { check(resource: object, ctx: object): void };
};
const { Judged } = load("../dist/kit/judged.js") as { Judged: new (...args: unknown[]) => object };
const { Node } = load("../dist/kit/node.js") as { Node: new (...args: unknown[]) => object };

function isRefused(policy: object): boolean {
  let isWrong = false;
  const resource = new Judged("aws:iam/policy:Policy", "example", "urn", {}, { policy });
  IAM01.check(resource, {
    settings: new Node("", {}),
    violation: () => (isWrong = true),
  });
  return isWrong;
}

const policies = JSON.parse(await text(process.stdin)) as Record<string, object>;
const wide = Object.keys(policies).filter((name) => isRefused(policies[name] ?? {}));
const file = join(
  import.meta.dirname,
  "../src/rules/iam-01-wide-policies/wide-managed-policies.json",
);
writeFileSync(file, `${JSON.stringify(wide.sort(), undefined, 2)}\n`);
