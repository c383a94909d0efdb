import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

import {
  accessChanges,
  accessMarkdown,
  accessReport,
  type AccessReport,
} from "@groundwork-iac/platform/internal/reports/access-report";
import { loadOrganization } from "@groundwork-iac/platform/internal/organization";

import { organizationFolder } from "../project";

export interface AccessOptions {
  readonly json?: boolean;
  /** Print Markdown. */
  readonly md?: boolean;
  /** Git ref to compare with, such as `main`. */
  readonly diff?: string;
}

/**
 * Prints every subject's rights from the declarations alone; with `diff`, the rights changed since a ref.
 * @throws Error when the declarations have problems, or the ref has none.
 */
export function checkAccess(root: string, options: AccessOptions): void {
  const folder = organizationFolder(root);
  const report = accessReport(loadOrganization(folder));
  if (options.diff === undefined) {
    console.log(
      options.json === true ? JSON.stringify(report, undefined, 2) : accessMarkdown(report),
    );
    return;
  }
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

/** The report of the organisation as a git ref has it. */
function reportAt(folder: string, ref: string): AccessReport {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  const place = mkdtempSync(join(tmpdir(), "groundwork-access-"));
  try {
    const top = git("rev-parse", "--show-toplevel").trim();
    const path = relative(top, folder);
    const files = git("ls-tree", "-r", "--name-only", "--full-tree", ref, "--", `${path}/`);
    for (const file of files.split("\n").filter((name) => name !== "")) {
      const target = join(place, relative(path, file));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, git("show", `${ref}:${file}`));
    }
    return accessReport(loadOrganization(place));
  } catch (error) {
    const [said = "", more = said] = error instanceof Error ? error.message.split("\n") : [];
    const why = more.replaceAll(place, ref).trim();
    throw new Error(`--diff: want a git ref that has ${folder}, got "${ref}": ${why}`, {
      cause: error,
    });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
