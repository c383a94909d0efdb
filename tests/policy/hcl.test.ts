import fc from "fast-check";
import { expect, it } from "vitest";

import { parseHcl } from "../../policy/src/lib/hcl";

it("reads blocks, attributes, comments and every kind of literal", () => {
  const text = `
    # one
    path "kv/\\"a\\"" "b" { // two
      on = true, off = false /* three */
      list = [1, -2.25, "tab\tand\\n", { key = [] },]
      "quoted-key" = "value"
      inner { deep {} }
    }
    name = "shop"`;
  expect(parseHcl(text)).toEqual([
    {
      key: "path",
      labels: ['kv/"a"', "b"],
      body: [
        { key: "on", value: true },
        { key: "off", value: false },
        { key: "list", value: [1, -2.25, "tab\tand\n", [{ key: "key", value: [] }]] },
        { key: "quoted-key", value: "value" },
        { key: "inner", labels: [], body: [{ key: "deep", labels: [], body: [] }] },
      ],
    },
    { key: "name", value: "shop" },
  ]);
  expect(parseHcl("")).toEqual([]);
});

it.each([
  "{",
  "}",
  "a =",
  "a = b",
  "a = 1.",
  "a = 1s",
  'a = "open',
  'a = "${b}"',
  'a = "\\x"',
  "a = [1 2]",
  "a = [,]",
  "a = { b }",
  "/* open",
  "a = 'b'",
  `a = ${"[".repeat(100_000)}`,
])("refuses %j", (text) => {
  expect(parseHcl(text)).toBeUndefined();
});

it("ends, and throws nothing, on any text", () => {
  const piece = fc.constantFrom(...'{}[]=,"#\\\n a1-.$/*', "path", "true", '"x"', "/*", "*/");
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      parseHcl(pieces.join(""));
    }),
    { numRuns: 2000 },
  );
});
