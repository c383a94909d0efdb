import type { Reported } from "../../engine";
import { type Level, rankOf, type RuleFacts, type Severity } from "../inputs/catalogue";

/** What a line of a policy says: `failed` is a rule that could not run at all. */
export type Kind = "violation" | "deferred" | "failed" | "waived" | "known" | "unused" | "mended";

/** Something that a policy said of a preview. */
export interface PolicyFinding {
  readonly kind: Kind;
  readonly level: Level;
  readonly policy: string;
  /** Id of the rule; the policy's name where another pack has said it. */
  readonly rule: string;
  readonly severity?: Severity;
  readonly title?: string;
  readonly resource: string;
  readonly path?: string;
  readonly want?: string;
  readonly fix?: string;
  readonly link?: string;
  /** URN of the component whose arguments show that what is not known yet will be as wanted. */
  readonly intent?: string;
  /** Lines beyond these: who waived it until when, why a waiver has no effect. */
  readonly notes: readonly string[];
}

const kinds: Readonly<Record<string, Kind>> = {
  WAIVED: "waived",
  KNOWN: "known",
  DEFERRED: "deferred",
  UNUSED: "unused",
  "RULE-ERROR": "failed",
  MENDED: "mended",
};
const head =
  /^(?:(WAIVED|KNOWN|DEFERRED|UNUSED|RULE-ERROR|MENDED) )?([A-Z][A-Z0-9]*-\d+)(?: (urn:.*))?$/;
const waived = /^(.*?) until (\d{4}-\d{2}-\d{2}, .*)$/s;
/** How the pack says that a component's arguments were judged instead. */
const asWanted = "intent: as wanted by ";
/** How the SDK says that a policy read a value which a preview does not know. */
const unable = /can't run policy .*? during preview: /s;

/** What a policy reported; several, when it deferred several. */
export function findingsOf(reported: Reported, rules: readonly RuleFacts[]): PolicyFinding[] {
  const lines = reported.message.replace(unable, "\n").split("\n");
  const starts = lines.flatMap((line, index) => (head.test(line) ? [index] : []));
  if (starts.length === 0) {
    return [foreign(reported, rules)];
  }
  return starts.map((start, index) =>
    own(reported, lines.slice(start, starts[index + 1] ?? lines.length), rules),
  );
}

function own(
  { policy, level, urn }: Reported,
  [first = "", ...rest]: readonly string[],
  rules: readonly RuleFacts[],
): PolicyFinding {
  const [, word = "", rule = policy, place = urn ?? ""] = head.exec(first) ?? [];
  const kind = kinds[word] ?? "violation";
  const [, resource = place, excuse] = (kind === "waived" ? waived.exec(place) : null) ?? [];
  const facts = rules.find(({ id }) => id === rule);
  const lines = rest.map((line) => line.trim()).filter((line) => line !== "");
  const taken = (prefix: string) => lines.find((line) => line.startsWith(prefix));
  const [fix, link, intent] = [taken("fix: "), taken("see: "), taken(asWanted)];
  const wanting = lines.find((line) => line.includes(": want "));
  const [path = "", ...want] = wanting?.split(": want ") ?? [];
  const others = lines.filter((line) => ![fix, link, wanting].includes(line));
  return {
    kind,
    level,
    policy,
    rule,
    ...(facts && { severity: facts.severity, title: facts.title }),
    resource,
    ...(wanting !== undefined && { path, want: want.join(": want ") }),
    ...(fix !== undefined && { fix: fix.slice("fix: ".length) }),
    ...(link !== undefined && { link: link.slice("see: ".length) }),
    ...(intent !== undefined && { intent: intent.slice(asWanted.length) }),
    notes: [...(excuse === undefined ? [] : [`waived until ${excuse}`]), ...others],
  };
}

/** A report that is not of this pack's form: another pack's, or the SDK's own. */
function foreign(
  { policy, level, message, urn }: Reported,
  rules: readonly RuleFacts[],
): PolicyFinding {
  const rank = (facts: RuleFacts) => rankOf(facts.severity);
  const [facts] = rules
    .filter(({ policies }) => policies.includes(policy))
    .sort((a, b) => rank(a) - rank(b));
  return {
    kind: unable.test(message) ? "deferred" : "violation",
    level,
    policy,
    rule: facts?.policies.length === 1 ? facts.id : policy,
    ...(facts && { severity: facts.severity, title: facts.title }),
    resource: urn ?? "",
    notes: message.split("\n").map((line) => line.trim()),
  };
}
