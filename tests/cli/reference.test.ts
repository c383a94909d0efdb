import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { DocumentedCommand } from "../../cli/src/commands/documented";
import { leaves, program, referencePage } from "./reference-page";

const root = join(__dirname, "../..");
const file = join(root, "docs/cli.md");

/** The command that a line calls, and the line's words beyond its name. */
function called(line: string): { readonly command: DocumentedCommand; readonly rest: string[] } {
  let command = program;
  const rest = line.trim().split(/\s+/).slice(1);
  for (;;) {
    const child = command.commands.find((each) => each.name() === rest[0]);
    if (child === undefined) {
      return { command, rest };
    }
    command = child as DocumentedCommand;
    rest.shift();
  }
}

/** What is wrong with a line that someone is to type. */
function faultsOf(line: string): string[] {
  const { command, rest } = called(line);
  const known = [...command.options.map(({ long }) => long), "--help"];
  return [
    ...(leaves.some((leaf) => leaf.command === command) ? [] : ["no such command"]),
    ...rest.filter((word) => word.startsWith("--") && !known.includes(word)),
  ];
}

describe("docs/cli.md", () => {
  it("is what the commands say of themselves", async () => {
    const page = await referencePage();
    if (process.env["UPDATE_DOCS"] === "1") {
      writeFileSync(file, page);
    }
    const written = existsSync(file) ? readFileSync(file, "utf8") : "";
    expect(written, "to write it again: npm run docs:cli").toBe(page);
  });
});

describe.each(leaves)("$words", ({ words, command }) => {
  it("has a description, as have its arguments and options", () => {
    const described = [
      command.description(),
      ...command.registeredArguments.map(({ description }) => description),
      ...command.options.map(({ description }) => description),
    ];
    expect(described.filter((text) => text.trim().length < 10)).toEqual([]);
    expect(command.description()).toMatch(/^[A-Z].*\.$/);
  });

  it("has an example, of options that it has", () => {
    expect(command.examples.length).toBeGreaterThan(0);
    for (const { line } of command.examples) {
      expect(line.startsWith(`${words} `) || line === words, line).toBe(true);
      expect(faultsOf(line), line).toEqual([]);
    }
  });
});

describe("the documents", () => {
  const pages = globSync(["README.md", "docs/*.md", "{examples,components,policy}/**/README.md"], {
    cwd: root,
    exclude: (name) => name === "node_modules",
  });
  const lines = pages.flatMap((page) =>
    [
      ...readFileSync(join(root, page), "utf8").matchAll(
        /(?:\.\/|npx |`|^)(groundwork [a-z][^`#\n]*)/gm,
      ),
    ]
      .map(([, line = ""]) => line)
      .filter((line) => !line.startsWith("groundwork test"))
      .map((line) => ({ page, line: line.replaceAll(/[[\]]/g, " ").trim() })),
  );

  it("are many", () => {
    expect(lines.length).toBeGreaterThan(30);
  });

  it("name only commands and options that there are", () => {
    const faults = lines.flatMap(({ page, line }) =>
      faultsOf(line).map((fault) => `${page}: ${line}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });
});
