import { readdirSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";

import { issueText } from "@groundwork-iac/platform/internal/declarations/problems";
import { unknownNameIssue } from "@groundwork-iac/platform/internal/declarations/suggestion";
import { UnknownKeyError } from "@groundwork-iac/platform/internal/derived/required";

import { UsageError } from "./failures";

/**
 * A name that a command was given, if it is one of those that there are.
 * @param what Names what was given, such as `stack` or `--keep`.
 * @throws UnknownKeyError that says which there are, and which of them is nearly equal.
 */
export function known(what: string, names: readonly string[], given: string): string {
  if (!names.includes(given)) {
    throw new UnknownKeyError(what, names, given);
  }
  return given;
}

/**
 * The names of stacks that a command was given, if all of them are up. A project without an organisation
 * declares none, so its backend alone knows them.
 * @throws UnknownKeyError that says which are up, and which of them is nearly equal.
 */
export function knownUp(up: ReadonlySet<string>, given: readonly string[]): void {
  const names = [...up].sort();
  given.forEach((name) => known("stack that is up", names, name));
}

/**
 * A name that must be repeated, so that nobody destroys by mistake.
 * @throws UsageError unless it is the same.
 */
export function repeated(what: string, name: string, given: string, because = ""): void {
  if (given !== name) {
    throw new UsageError(issueText({ path: what, because, want: name, got: given }));
  }
}

/**
 * A file or a folder that a command is to read.
 * @throws UsageError when there is none, with the name beside it that is nearly equal.
 */
export function present(what: string, want: "file" | "folder", path: string): void {
  if (kindOf(path) === want) {
    return;
  }
  const others = listed(dirname(resolve(path))).filter(
    (name) => kindOf(resolve(dirname(path), name)) === want,
  );
  const { fix } = unknownNameIssue(what, others, basename(path));
  const issue = { path: what, want: `a ${want} that is there`, got: path };
  throw new UsageError(issueText(fix === undefined ? issue : { ...issue, fix }));
}

function kindOf(path: string): "file" | "folder" | undefined {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
