/** The parts of a page with empty lines between them. */
export const page = (...parts: readonly string[]) => `${parts.join("\n\n")}\n`;

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export const codes = (texts: readonly string[]) => texts.map((text) => `\`${text}\``).join(", ");

export const fenced = (kind: string, text: string) => `\`\`\`${kind}\n${text.trimEnd()}\n\`\`\``;
