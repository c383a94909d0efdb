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
export const policyConfig = [
  "--policy-config <file>",
  "settings of the policy pack's rules, by id (default: policy.json of the organisation)",
] as const;
export const refresh = ["--refresh", "read the cloud first, so that drift shows"] as const;

/** The argument of commands that work on all stacks if none is named. */
export const stacks = ["[stacks...]", "names such as network.dev (default: all)"] as const;

/** An option that names a file for the command to write; checked before anything is done. */
export function output(flags: string, description: string): Option {
  return new Option(flags, description).argParser(writable);
}

function writable(file: string): string {
  const folder = dirname(resolve(file));
  const is = (path: string) => statSync(path, { throwIfNoEntry: false });
  if (file === "" || is(file)?.isDirectory() === true) {
    throw new InvalidArgumentError(`Want the name of a file to write, got "${file}".`);
  }
  if (is(folder)?.isDirectory() !== true) {
    throw new InvalidArgumentError(
      `Want a file in a folder, got no folder ${folder}; make it first.`,
    );
  }
  const target = is(file) === undefined ? folder : file;
  try {
    accessSync(target, constants.W_OK);
  } catch {
    throw new InvalidArgumentError(
      `Want a file that you may write, but ${target} is not yours to.`,
    );
  }
  return file;
}
