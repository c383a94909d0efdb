import { expect, it } from "vitest";

import { withUndeclared } from "../../cli/src/actions/undeclared";
import { reversed, runInOrder } from "../../cli/src/engine/schedule";

const declared = [
  { name: "identity", after: [] },
  { name: "cluster.dev", after: ["identity"] },
  { name: "team.search", after: ["identity"] },
  { name: "workspace.search.dev", after: ["team.search", "cluster.dev"] },
];

it("goes first where no file declares a stack any more, the highest layer before all", async () => {
  const names = declared.map(({ name }) => name);
  const existing = new Set([...names, "team.gone", "workspace.gone.dev", "environment.old"]);
  const order: string[] = [];
  await runInOrder(reversed(withUndeclared(declared, existing)), 1, (name) => {
    order.push(name);
    return Promise.resolve();
  });
  expect(order.slice(0, 3)).toEqual(["workspace.gone.dev", "team.gone", "environment.old"]);
  expect(new Set(order)).toEqual(existing);
  expect(withUndeclared(declared, new Set(names))).toEqual(declared);
});
