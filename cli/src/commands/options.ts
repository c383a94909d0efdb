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

/** An option that names what must be there when the command runs. */
export class SourceOption extends Option {
  public constructor(
    flags: string,
    description: string,
    public readonly source: "file" | "folder",
  ) {
    super(flags, description);
  }
}

/** An option that names a file for the command to read. */
export function input(flags: string, description: string): Option {
  return new SourceOption(flags, description, "file").argParser(notFolder);
}

/** An option that names a folder for the command to read. */
export function inputFolder(flags: string, description: string): Option {
  return new SourceOption(flags, description, "folder").argParser(notEmpty);
}

/** The option of commands that run the policy pack. */
export const policyConfig = () =>
  input(
    "--policy-config <file>",
    "settings of the policy pack's rules, by id (default: policy.json of the organisation)",
  );

/** The option of commands that run the policy pack, in a project that is not the platform's own. */
export const platform = () =>
  inputFolder(
    "--platform <folder>",
    "the platform's policy.json, waivers.yaml and baseline.json; the project's own are then a team's",
  );

/** An option that names several files for the command to read. */
export function inputs(flags: string, description: string): Option {
  return new SourceOption(flags, description, "file").argParser(
    (file, others: readonly string[] = []) => [...others, notFolder(file)],
  );
}

/** An option that people may repeat. */
export function listed(flags: string, description: string): Option {
  return new Option(flags, description).argParser(
    (value: string, others: readonly string[] = []) => [...others, value],
  );
}

function notEmpty(path: string): string {
  if (path === "") {
    throw new InvalidArgumentError(`Want a folder, got "${path}".`);
  }
  return path;
}

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
