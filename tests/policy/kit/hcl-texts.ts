import assert from "node:assert/strict";

import { parseHcl } from "../../../policy/src/kit/hcl";

/** Blocks, attributes, comments and every kind of literal. */
const readable = `
    # one
    path "kv/\\"a\\"" "b" { // two
      on = true, off = false /* three */
      list = [1, -2.25, "tab\tand\\n", { key = [] },]
      "quoted-key" = "value"
      inner { deep {} }
    }
    name = "shop"`;

const read = [
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
];

/** Texts that are not in the part of HCL that is read. */
export const unreadable = [
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
];

export function expectRead(): void {
  assert.deepEqual(parseHcl(readable), read);
  assert.deepEqual(parseHcl(""), []);
}

export function expectUnread(text: string): void {
  assert.equal(parseHcl(text), undefined);
}
