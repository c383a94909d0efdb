/** One resource that a preview would change. */
export interface Change {
  /** The engine's operation, such as `create`, `update`, `replace` or `delete`. */
  readonly op: string;
  readonly type: string;
  readonly name: string;
  /** Paths that differ, of an update or a replacement. */
  readonly properties: readonly string[];
}

/** What a preview came to. */
export interface Verdict {
  readonly name: string;
  /** `waits`: it, or a stack that it reads, is not there yet. */
  readonly state: "open" | "failed" | "waits";
  /** Changes by kind, or why there is no preview. */
  readonly summary: string;
  /** Policy findings and the engine's errors. */
  readonly findings: readonly string[];
  /** What the preview would do, a resource each. */
  readonly changes: readonly Change[];
}

const signs = { open: "passed", failed: "**failed**", waits: "waits" } as const;

/** The verdicts as Markdown for a pull request, the worst first. */
export function comment(verdicts: readonly Verdict[]): string {
  const order = ["failed", "waits", "open"];
  const sorted = verdicts.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const rows = sorted.map(
    ({ name, state, summary }) => `| ${cell(name)} | ${signs[state]} | ${cell(summary)} |`,
  );
  const details = sorted
    .filter(({ findings }) => findings.length > 0)
    .flatMap(({ name, findings }) => [`### ${name}`, "", fenced(findings.join("\n")), ""]);
  const failed = verdicts.filter(({ state }) => state === "failed").length;
  const title = failed === 0 ? "The gate is open" : `The gate is closed: ${failed} failed`;
  return [
    `## ${title}`,
    "",
    "| stack | preview | changes |",
    "| --- | --- | --- |",
    ...rows,
    "",
    ...details,
  ].join("\n");
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** A code block that no content can close. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
