import { basename, join } from "node:path";

import { expect, it } from "vitest";

import { rules } from "../../policy/src/rules/all";
import { packSettings } from "../../stacks/derived/pack-settings";
import { planStacks } from "../../stacks/derived/plan";
import { loadOrganization } from "../../stacks/organization";
import { judgeResource } from "../policy/harness";
import { run } from "./program-run";

const timeouts = { create: 60, delete: 60 };
const stacks = ["../../organization", "existing-organization"]
  .map((folder) => join(__dirname, folder))
  .flatMap((data) =>
    planStacks(loadOrganization(data)).map(({ name }) => ({ data, of: basename(data), name })),
  );

it.each(stacks)("$name of $of breaks no rule of single resources", async ({ data, name }) => {
  const settings: Readonly<Record<string, object>> = packSettings(loadOrganization(data));
  const { owned } = await run(data, name);
  const found: string[] = [];
  for (const { type, name: called, inputs: props } of owned) {
    for (const rule of rules.filter(({ types }) => types.includes(type))) {
      // An engine in memory does not pass on a resource's options.
      const options = { protect: true, timeouts };
      const example = { type, name: called, props, ...options, settings: { ...settings[rule.id] } };
      const said = await judgeResource([rule], type, example, { stack: name });
      found.push(...said.map(({ message }) => message));
    }
  }
  expect(found).toEqual([]);
});
