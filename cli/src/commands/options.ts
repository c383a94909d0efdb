import { accessSync, constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { InvalidArgumentError, Option } from "commander";

/** Options that several commands have. */
export const json = ["--json", "print JSON, for programs"] as const;
export const inSandbox = [
  "--sandbox",
  "work on the sandbox of this machine, not on the current Pulumi backend",
] as const;
export const only = [
  "--only",
  "bring up the named stacks alone; the stacks that they read must be up",
] as const;
export const refresh = ["--refresh", "read the cloud first, so that drift shows"] as const;

/** The argument of commands that work on all stacks if none is named. */
export const stacks = ["[stacks...]", "names such as network.dev (default: all)"] as const;

/** An option that names a file for the command to write; checked before anything is done. */
export function output(flags: string, description: string): Option {
  return new Option(flags, description).argParser(writable);
}

/** An option that names a file for the command to read. */
export function input(flags: string, description: string): Option {
  return new Option(flags, description).argParser(notFolder);
}

/** The option of commands that run the policy pack. */
export const policyConfig = () =>
  input(
    "--policy-config <file>",
    "settings of the policy pack's rules, by id (default: policy.json of the organisation)",
  );

/** An option that names several files to write. */
export function inputs(flags: string, description: string): Option {
  return new Option(flags, description).argParser((file, others: readonly string[] = []) => [
    ...others,
    notFolder(file),
  ]);
}

/** A missing file is left to its reader, whose message says what the file should hold. */
function notFolder(file: string): string {
  if (file === "" || kindOf(file) === "folder") {
    throw new InvalidArgumentError(`Want the name of a file to read, got "${file}".`);
  }
  return file;
}

function kindOf(path: string): "folder" | "file" | undefined {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
}

function writable(file: string): string {
  const folder = dirname(resolve(file));
  if (file === "" || kindOf(file) === "folder") {
    throw new InvalidArgumentError(`Want the name of a file to write, got "${file}".`);
  }
  if (kindOf(folder) !== "folder") {
    throw new InvalidArgumentError(
      `Want a file in a folder, got no folder ${folder}; make it first.`,
    );
  }
  const target = kindOf(file) === undefined ? folder : file;
  try {
    accessSync(target, constants.W_OK);
  } catch {
    throw new InvalidArgumentError(
      `Want a file that you may write, but ${target} is not yours to.`,
    );
  }
  return file;
}
