import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { format } from "prettier";
import { describe, expect, it } from "vitest";

import { trustPage, trustRows } from "./trust";

const page = join(dirname(dirname(__dirname)), "docs/trust.md");

describe("the page of whom a changed field contacts", () => {
  const rows = trustRows();

  it("has a mark for every field", () => {
    const unmarked = rows.filter(({ mark }) => mark === undefined);
    expect(unmarked.map(({ file, path }) => `${file}: ${path}`)).toEqual([]);
    expect(rows.length).toBeGreaterThan(120);
  });

  it("is made from the marks", async () => {
    const made = await format(trustPage(rows), { parser: "markdown", printWidth: 100 });
    if (process.env["UPDATE_DOCS"] === "1") {
      writeFileSync(page, made);
    }
    expect(readFileSync(page, "utf8"), "run npm run docs:trust").toBe(made);
  });
});
