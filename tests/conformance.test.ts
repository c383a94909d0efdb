import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";

import * as modules from "../components";
import { components, providersOf } from "./components";
import { expectConforms, startEngine } from "./harness";

describe("every component of the library", () => {
  it("is in the list that the tests go through", () => {
    const exported = Object.values(modules)
      .flatMap((module) => Object.values<unknown>({ ...module }))
      .filter((value) => typeof value === "function")
      .filter((value) => value.prototype instanceof pulumi.ComponentResource)
      .map((component) => (component as unknown as { readonly type: string }).type);
    expect(Object.keys(components).sort()).toEqual(exported.sort());
  });

  it.each(Object.entries(components))("%s conforms", async (_type, whole) => {
    await startEngine({}, whole.there);
    await expectConforms(whole.make, providersOf(whole));
  });
});
