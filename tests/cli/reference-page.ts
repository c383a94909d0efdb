import { join } from "node:path";

import type { Argument, Option } from "commander";
import { format, resolveConfig } from "prettier";

import { groundwork } from "../../cli/src/commands";
import type { DocumentedCommand } from "../../cli/src/commands/documented";

const note =
  "<!-- Written by `npm run docs:cli`; change the files of cli/src/commands, not this page. -->";

/** The whole command. Its root is of no matter here, as nothing of it runs. */
export const program = groundwork("/");

/** A command with the words that call it, such as `groundwork sandbox up`. */
export interface Called {
  readonly words: string;
  readonly command: DocumentedCommand;
}

/** The commands that do something, and are no group of others. */
export const leaves: readonly Called[] = leavesOf(program, program.name());

function leavesOf(command: DocumentedCommand, words: string): Called[] {
  return command.commands.flatMap((child) => {
    const called = { words: `${words} ${child.name()}`, command: child as DocumentedCommand };
    return child.commands.length === 0 ? [called] : leavesOf(called.command, called.words);
  });
}

/** The page of all commands. */
export async function referencePage(): Promise<string> {
  const path = join(__dirname, "../../docs/cli.md");
  const index = leaves.map(
    ({ words, command }) => `[\`${words}\`](#${words.replaceAll(" ", "-")})|${cell(command)}`,
  );
  const text = [
    "# Commands",
    note,
    program.description(),
    `Exit codes: ${program.exitCodes.join(", ")}.`,
    ["|command|does|", "|-|-|", ...index.map((row) => `|${row}|`)].join("\n"),
    ...leaves.map(section),
  ].join("\n\n");
  return format(text, { ...(await resolveConfig(path)), parser: "markdown" });
}

function section({ words, command }: Called): string {
  const { options, registeredArguments, examples, exitCodes } = command;
  const rows = [...registeredArguments.map(argumentRow), ...options.map(optionRow)];
  return [
    `## ${words}`,
    command.description(),
    fenced(`${words} ${command.usage()}`),
    ...(rows.length === 0 ? [] : [["|argument or option|meaning|", "|-|-|", ...rows].join("\n")]),
    ...examples.map(({ line, effect }) => `Example, ${effect}:\n\n${fenced(line)}`),
    ...(exitCodes.length === 0 ? [] : [`Exit codes: ${exitCodes.join(", ")}.`]),
  ].join("\n\n");
}

const fenced = (line: string) => `\`\`\`sh\n${line}\n\`\`\``;

const cell = (described: { description(): string }) => escaped(described.description());

/** A text that ends no cell of a table and begins no tag. */
const escaped = (text: string) =>
  text.replaceAll("|", "\\|").replaceAll("<", "\\<").replaceAll("*", "\\*");

function argumentRow(argument: Argument): string {
  const dots = argument.variadic ? "..." : "";
  const name = argument.required ? `<${argument.name()}${dots}>` : `[${argument.name()}${dots}]`;
  return `|\`${name}\`|${escaped(argument.description)}|`;
}

function optionRow({ flags, description, mandatory, defaultValue }: Option): string {
  const required = mandatory ? "; required" : "";
  const byDefault = defaultValue === undefined ? "" : ` (default: ${JSON.stringify(defaultValue)})`;
  return `|\`${flags}\`|${escaped(description)}${required}${byDefault}|`;
}
