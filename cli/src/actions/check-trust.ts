import { lstatSync, writeFileSync } from "node:fs";

import {
  approvalOf,
  type TrustedChange,
  trustedChanges,
} from "@groundwork-iac/platform/internal/checks/trusted-fields";
import { rawFolder } from "@groundwork-iac/platform/internal/declarations/raw-folder";

import { UsageError } from "../failures";
import { organizationFolder } from "../project";

export interface TrustOptions {
  readonly base: string;
  readonly comment?: string;
  readonly head?: string;
  readonly json?: boolean;
}

/**
 * Prints the environment that a preview of the changes between two folders runs in, and why.
 * @throws Error when the base branch's folder is not there.
 */
export function checkTrust(root: string, options: TrustOptions): void {
  const { base, comment, head = organizationFolder(root), json = false } = options;
  if (lstatSync(base, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(
      `--base: want the organisation's folder of the base branch, got "${base}"`,
    );
  }
  const changes = trustedChanges(rawFolder(base), rawFolder(head));
  const approval = approvalOf(changes);
  if (comment !== undefined) {
    writeFileSync(comment, changes.length === 0 ? "" : commentOf(changes));
  }
  if (json) {
    console.log(JSON.stringify({ approval, changes }));
    return;
  }
  console.log(approval);
  for (const { file, path, who, credential, ...values } of changes) {
    console.log(`${shown(file)}: ${path}: ${moved(values)}; ${who}; ${credential}`);
  }
}

/** The changes for people who are to approve them; whoever wrote the values forms no Markdown. */
function commentOf(changes: readonly TrustedChange[]): string {
  const rows = changes
    .slice(0, mostRows)
    .map(
      ({ file, path, who, credential, ...values }) =>
        `| ${code(`${file}: ${path}`)} | ${code(moved(values))} | ${who} | ${credential} |`,
    );
  const left = changes.length - rows.length;
  return [
    "### Waits for an approval",
    "",
    "These changes decide whom a job with credentials connects to, whose identity it takes, or how strictly the gate judges. Read them before you approve the preview.",
    "",
    "| field | change | who is contacted | with which credential |",
    "| --- | --- | --- | --- |",
    ...rows,
    ...(left > 0 ? ["", `${left} more.`] : []),
    "",
  ].join("\n");
}

const mostRows = 50;

const moved = ({ before, after }: Pick<TrustedChange, "before" | "after">): string =>
  before === undefined && after === undefined
    ? "another content"
    : `${valueText(before)} to ${valueText(after)}`;

const valueText = (value: unknown): string =>
  value === undefined ? "nothing" : shown(JSON.stringify(value));

/** Text of others in one short line: everything but printable ASCII is escaped. */
const shown = (text: string): string => {
  const escaped = text.replace(
    /[^ -~]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return escaped.length > longest ? `${escaped.slice(0, longest)}...` : escaped;
};

const longest = 200;

/** A cell of code: neither a backtick nor a bar ends it. */
const code = (text: string): string => `\`${shown(text).replace(/[`|]/g, "'")}\``;
