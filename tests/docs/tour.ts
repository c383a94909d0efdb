/** A command that a page shows, with the output under it. */
export interface Shown {
  readonly command: string;
  /** Lines; `...` stands for any number of them. */
  readonly output: readonly string[];
}

/** Every command of a page's `console` blocks, in order. */
export function shownIn(markdown: string): Shown[] {
  const blocks = [...markdown.matchAll(/^```console\n([^]*?)^```$/gm)].map(([, text = ""]) => text);
  const shown: { command: string; output: string[] }[] = [];
  for (const line of blocks.flatMap((text) => text.trimEnd().split("\n"))) {
    if (line.startsWith("$ ")) {
      shown.push({ command: line.slice(2), output: [] });
    } else {
      shown.at(-1)?.output.push(line);
    }
  }
  return shown;
}

/** How long something took differs from run to run. */
const timeless = (line: string) => line.replaceAll(/\b\d+(\.\d+)? s$/g, "N s");

/** A pattern that fits one text alone. */
const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Whether a command printed what a page shows. */
export function isAsShown(printed: string, { output }: Shown): boolean {
  const lines = printed.trimEnd().split("\n").map(timeless);
  const wanted = output.map((line) =>
    line === "..." ? "(?:.*\n)*?" : `${literal(timeless(line))}\n`,
  );
  return new RegExp(`^${wanted.join("")}$`).test(
    output.length === 0 ? printed : `${lines.join("\n")}\n`,
  );
}
