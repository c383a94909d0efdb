import type { Reported } from "../../engine";
import { type Level, rankOf, type RuleFacts, type Severity } from "../inputs/catalogue";
import { type Code, type Message, messagesIn } from "./message";

/** Kinds of a policy's findings; `failed` means that the rule could not run. */
export type Kind = "violation" | "deferred" | "failed" | "waived" | "known" | "unused" | "mended";

/** A finding of a policy in a preview. */
export interface PolicyFinding {
  readonly kind: Kind;
  readonly level: Level;
  readonly policy: string;
  /** Id of the rule; the policy's name if the finding is of another pack. */
  readonly rule: string;
  readonly severity?: Severity;
  readonly title?: string;
  readonly resource: string;
  readonly path?: string;
  readonly want?: string;
  readonly fix?: string;
  readonly link?: string;
  /** URN of the component whose arguments show that a value not known yet will satisfy the rule. */
  readonly intent?: string;
  /** Further lines: who waived it until when, why a waiver has no effect. */
  readonly notes: readonly string[];
}

const kinds: Readonly<Record<Code, Kind>> = {
  waived: "waived",
  known: "known",
  deferred: "deferred",
  intended: "deferred",
  unused: "unused",
  failed: "failed",
};

/** Name of the policy pack whose reports have the form of messages. */
const ownPack = "groundwork";

/** The findings in a policy's report; several when it deferred several. Another pack's text is one finding, whatever it says. */
export function findingsOf(reported: Reported, rules: readonly RuleFacts[]): PolicyFinding[] {
  if (reported.remedy !== undefined) {
    return [remedied(reported, reported.remedy, rules)];
  }
  const { pack = ownPack, message } = reported;
  const messages = pack === ownPack ? messagesIn(message) : [];
  return messages.length === 0
    ? [foreign(reported, rules)]
    : messages.map((message) => own(reported, message, rules));
}

function own(
  { policy, level, urn = "" }: Reported,
  { code, rule, intent, urn: resource = urn, ...shown }: Message,
  rules: readonly RuleFacts[],
): PolicyFinding {
  return {
    kind: code === undefined ? "violation" : kinds[code],
    level,
    policy,
    rule,
    ...titleOf(rule, rules),
    resource,
    ...shown,
    ...(code === "intended" && { intent: intent ?? "" }),
  };
}

function remedied(
  { policy, level, message, urn = "" }: Reported,
  { rule, applied }: NonNullable<Reported["remedy"]>,
  rules: readonly RuleFacts[],
): PolicyFinding {
  const kind = applied ? "mended" : "violation";
  const [, ...notes] = message.split("\n").map((line) => line.trim());
  return { kind, level, policy, rule, ...titleOf(rule, rules), resource: urn, notes };
}

function titleOf(rule: string, rules: readonly RuleFacts[]) {
  const facts = rules.find(({ id }) => id === rule);
  return facts && { severity: facts.severity, title: facts.title };
}

/**
 * The SDK's message when another pack's policy reads a value that a preview does not know. It has no code for it;
 * https://github.com/pulumi/pulumi-policy/blob/v1.21.0/sdk/nodejs/policy/server.ts
 */
const unable = /can't run policy .*? during preview: /s;

/** A report that is not of this pack's form: another pack's, or the SDK's own. */
function foreign(
  { policy, level, message, urn, pack = ownPack }: Reported,
  rules: readonly RuleFacts[],
): PolicyFinding {
  const rank = (facts: RuleFacts) => rankOf(facts.severity);
  const [facts, ...others] = rules
    .filter(({ policies }) => pack === ownPack && policies.includes(policy))
    .sort((a, b) => rank(a) - rank(b));
  return {
    kind: unable.test(message) ? "deferred" : "violation",
    level,
    policy,
    rule: facts !== undefined && others.length === 0 ? facts.id : policy,
    ...(facts && { severity: facts.severity, title: facts.title }),
    resource: urn ?? "",
    notes: message.split("\n").map((line) => line.trim()),
  };
}
