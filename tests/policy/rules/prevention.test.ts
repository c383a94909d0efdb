import { expect, it } from "vitest";

import * as components from "../../../components";
import { allRules } from "../examples";

it("has violations prevented by components that there are", () => {
  const types = Object.values(components).flatMap((module) =>
    Object.values(module as Record<string, { readonly type?: unknown }>).map(({ type }) => type),
  );
  const setters = allRules.flatMap(({ prevention = [] }) =>
    prevention.flatMap(({ component = [] }) => component),
  );
  expect(setters.filter((setter) => !types.includes(setter))).toEqual([]);
  expect(setters.length).toBeGreaterThan(0);
});
