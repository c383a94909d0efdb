import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { ESLint } from "eslint";
import { expect, it } from "vitest";

const root = join(__dirname, "../..");

it.each(["components", "stacks", "cli/src", "sandbox/src", "policy/src", "tests"])(
  "lint refuses a file over 300 lines in %s",
  async (folder) => {
    const eslint = new ESLint({ cwd: root });
    const config = (await eslint.calculateConfigForFile(join(root, folder, "any.ts"))) as {
      readonly rules: Readonly<Record<string, unknown>>;
    };
    expect(config.rules["max-lines"]).toEqual([
      2,
      { max: 300, skipBlankLines: false, skipComments: false },
    ]);
  },
);

it("excuses tests alone, and each that is longer", async () => {
  const eslint = new ESLint({ cwd: root });
  for (const folder of ["components", "stacks", "cli/src", "sandbox/src", "policy/src", "tests"]) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (!/\.m?ts$/.test(file)) {
        continue;
      }
      const path = join(root, folder, file);
      const { rules } = (await eslint.calculateConfigForFile(path)) as { readonly rules: object };
      const lines = readFileSync(path, "utf8").trimEnd().split("\n").length;
      expect("max-lines" in rules, join(folder, file)).toBe(lines <= 300);
    }
  }
});
