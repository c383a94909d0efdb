import { describe, expect, it } from "vitest";

import { expectText, expectValue, texts, values } from "./template-texts";

describe("a template's text", () => {
  it.each(texts)("%j is %j", (text, value) => {
    expect(() => {
      expectText(text, value);
    }).not.toThrow();
  });
});

describe("a template's value", () => {
  it.each(values)("%j is %j", (value, result) => {
    expect(() => {
      expectValue(value, result);
    }).not.toThrow();
  });
});
