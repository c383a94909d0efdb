import { existsSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { claimsOf, type Proof, proofPage, proofSchema, readmeRows, testsOf } from "./proof";

const root = dirname(dirname(__dirname));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const proof: Proof = proofSchema.parse(parse(read("docs/proof.yaml")));
const page = "docs/proof.md";

const formatted = (markdown: string) => format(markdown, { parser: "markdown", printWidth: 100 });

/** Test files at a path: the file, or those of the folder. */
function filesAt(path: string): string[] {
  const place = join(root, path);
  if (!existsSync(place)) {
    return [];
  }
  return statSync(place).isDirectory() ? globSync("**/*.test.ts", { cwd: place }) : [path];
}

describe("the proof", () => {
  it("has at least as many claims as were ever made", () => {
    expect(claimsOf(proof).length).toBeGreaterThanOrEqual(26);
    const words = claimsOf(proof).map(({ claim }) => claim);
    expect(new Set(words).size).toBe(words.length);
  });

  it.each([...new Set(testsOf(proof))])("names %s, which has tests", (path) => {
    expect(filesAt(path)).not.toEqual([]);
  });

  it("is shown by a page that is made from it", async () => {
    const made = await formatted(proofPage(proof));
    if (process.env["UPDATE_DOCS"] === "1") {
      writeFileSync(join(root, page), made);
    }
    expect(read(page), "run npm run docs:proof").toBe(made);
  });

  it("stands in the README by six of its rows", () => {
    const squeezed = (text: string) => text.replaceAll(/ +/g, " ");
    const readme = squeezed(read("README.md")).split("\n");
    const rows = readmeRows(proof);
    expect(rows).toHaveLength(6);
    expect(readme).toEqual(expect.arrayContaining(rows.map(squeezed)));
  });
});
