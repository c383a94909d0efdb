/**
 * The form of the policy pack's reports, of which the engine passes on only the text. The first line
 * holds code words only and alone says what a report is; without a code it is a violation:
 *
 *     [<CODE> ]<RULE-ID>[ <URN>]
 *
 * Nothing decides by the lines after it: they are shown, sorted by the words that they begin with.
 * `policy/src/pack/message.ts` writes this form; a test holds the two equal.
 */
export const codes = {
  waived: "WAIVED",
  known: "KNOWN",
  deferred: "DEFERRED",
  intended: "INTENDED",
  unused: "UNUSED",
  failed: "RULE-ERROR",
} as const;
export type Code = keyof typeof codes;

/** Marks that distinguish the lines: `want` follows the path of a finding. */
export const keys = {
  want: ": want ",
  fix: "fix: ",
  see: "see: ",
  intent: "intent: ",
} as const;

/** A report's parts. */
export interface Message {
  /** Omitted for a violation. */
  readonly code?: Code;
  readonly rule: string;
  readonly urn?: string;
  readonly path?: string;
  readonly want?: string;
  readonly fix?: string;
  readonly link?: string;
  readonly intent?: string;
  /** The other lines. */
  readonly notes: readonly string[];
}

const head = new RegExp(
  `^(?:(${Object.values(codes).join("|")}) )?([A-Z][A-Z0-9]*-\\d+)(?: (urn:.*))?$`,
);

/** The messages in a text; several if the policy deferred several, none if another pack wrote it. */
export function messagesIn(text: string): Message[] {
  const lines = text.split("\n");
  const starts = lines.flatMap((line, index) => (head.test(line) ? [index] : []));
  return starts.map((start, index) =>
    messageOf(lines.slice(start, starts[index + 1] ?? lines.length)),
  );
}

function messageOf([first = "", ...rest]: readonly string[]): Message {
  const [, word, rule = "", urn] = head.exec(first) ?? [];
  const code = (Object.keys(codes) as Code[]).find((key) => codes[key] === word);
  const lines = rest.map((line) => line.trim()).filter((line) => line !== "");
  const behind = (key: string) => lines.find((line) => line.startsWith(key))?.slice(key.length);
  const [fix, link, intent] = [behind(keys.fix), behind(keys.see), behind(keys.intent)];
  const wanting = lines.find((line) => line.includes(keys.want));
  const [path = "", ...want] = wanting?.split(keys.want) ?? [];
  const shown = [wanting, `${keys.fix}${fix ?? ""}`, `${keys.see}${link ?? ""}`];
  return {
    ...(code !== undefined && { code }),
    rule,
    ...(urn !== undefined && { urn }),
    ...(wanting !== undefined && { path, want: want.join(keys.want) }),
    ...(fix !== undefined && { fix }),
    ...(link !== undefined && { link }),
    ...(intent !== undefined && { intent }),
    notes: lines.filter((line) => !shown.includes(line)),
  };
}
