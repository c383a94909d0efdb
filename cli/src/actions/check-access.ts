import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

import { issueText } from "@groundwork-iac/platform/internal/declarations/problems";
import { unknownNameIssue } from "@groundwork-iac/platform/internal/declarations/suggestion";
import {
  accessChanges,
  accessMarkdown,
  accessReport,
  type AccessReport,
  teamAccessMarkdown,
} from "@groundwork-iac/platform/internal/reports/access-report";
import { accessSummary } from "@groundwork-iac/platform/internal/reports/access-summary";
import {
  loadOrganization,
  type Organization,
} from "@groundwork-iac/platform/internal/organization";

import { UsageError } from "../failures";
import { organizationFolder, teamOf } from "../project";

export interface AccessOptions {
  readonly json?: boolean;
  /** Print Markdown. */
  readonly md?: boolean;
  /** Print every right of everyone, not a line per team. */
  readonly all?: boolean;
  /** Print every right of one team. */
  readonly team?: string;
  /** Git ref to compare with, such as `main`. */
  readonly diff?: string;
}

/**
 * Prints every subject's rights from the declarations alone; with `diff`, the rights changed since a ref.
 * @throws Error when the declarations have problems, or the ref has none.
 */
export function checkAccess(root: string, options: AccessOptions): void {
  const folder = organizationFolder(root);
  const other = ["json", "diff", "all"].find((name) => name in options);
  if (options.team !== undefined && other !== undefined) {
    throw new UsageError(
      `--team: want it alone, got --${other} beside it, which is about all teams`,
    );
  }
  const organization = loadOrganization(folder);
  if (options.diff === undefined) {
    console.log(
      options.json === true
        ? JSON.stringify(accessReport(organization), undefined, 2)
        : textOf(organization, options),
    );
    return;
  }
  const report = accessReport(organization);
  const changes = accessChanges(reportAt(folder, options.diff), report);
  if (options.json === true) {
    console.log(JSON.stringify({ changes }, undefined, 2));
    return;
  }
  const mark = options.md === true ? "- " : "";
  changes.forEach(({ change, text }) => {
    console.log(`${mark}${change}: ${text}`);
  });
  if (changes.length === 0) {
    console.log(`${mark}no right came or went since ${options.diff}`);
  }
}

function textOf(organization: Organization, { all = false, team }: AccessOptions): string {
  if (team !== undefined) {
    teamOf(organization, team);
    return teamAccessMarkdown(organization, team);
  }
  return all ? accessMarkdown(accessReport(organization)) : accessSummary(organization);
}

/** The report of the organisation as a git ref has it. */
function reportAt(folder: string, ref: string): AccessReport {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  const place = mkdtempSync(join(tmpdir(), "groundwork-access-"));
  try {
    const top = git("rev-parse", "--show-toplevel").trim();
    const tree = treeOf(git, folder, ref);
    const path = relative(top, folder);
    const files = git("ls-tree", "-r", "--name-only", "--full-tree", tree, "--", `${path}/`);
    for (const file of files.split("\n").filter((name) => name !== "")) {
      const target = join(place, relative(path, file));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, git("show", `${tree}:${file}`));
    }
    return accessReport(loadOrganization(place));
  } catch (error) {
    if (error instanceof UsageError) {
      throw error;
    }
    const [said = "", more = said] = error instanceof Error ? error.message.split("\n") : [];
    const why = more.replaceAll(place, ref).trim();
    throw new Error(`${issueText({ ...wantedRef(folder), got: ref })}: ${why}`, { cause: error });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const wantedRef = (folder: string) => ({ path: "--diff", want: `a git ref that has ${folder}` });

/**
 * The tree of a git ref, which may look like an option.
 * @throws UsageError when there is no such ref, with the one that is nearly equal.
 */
function treeOf(git: (...args: string[]) => string, folder: string, ref: string): string {
  try {
    return git("rev-parse", "--verify", "--end-of-options", `${ref}^{tree}`).trim();
  } catch (error) {
    const refs = git("for-each-ref", "--format=%(refname:short)").trim().split("\n");
    const { path, want } = wantedRef(folder);
    throw new UsageError(issueText(unknownNameIssue(path, refs, ref, want)), { cause: error });
  }
}
