/** The regular expression of a pattern in which `*` stands for any text of some kind; it fits the whole of a text. */
export const globSource = (pattern: string, any = "."): string =>
  `^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", `${any}*`)}$`;

/** Whether a pattern in which `*` stands for any text on one line fits the whole of a text. */
export const fits = (pattern: string, text: string): boolean =>
  new RegExp(globSource(pattern)).test(text);
