import { counted } from "../../engine";
import { rankOf } from "../inputs/catalogue";
import type { Lowered } from "../inputs/lowered";
import type { Kind, PolicyFinding } from "../judging/findings";
import type { Verdict } from "../judging/verdict";
import { driftText, findingText, lossText } from "./texts";

/** Kinds of findings, with the kinds that close the gate first. */
const parts: readonly (readonly [title: string, kinds: readonly Kind[]])[] = [
  ["violations", ["violation", "failed"]],
  ["could not be judged at preview", ["deferred"]],
  ["waived", ["waived", "unused"]],
  ["known from the baseline", ["known"]],
  ["mended by the pack", ["mended"]],
];

const severeFirst = (findings: readonly PolicyFinding[]) =>
  findings.toSorted((a, b) => rankOf(a.severity) - rankOf(b.severity));

/** The losses, drift, findings and errors of a stack for people, one block of lines per entry. */
export function blocksOf({ findings, errors, losses, drift = [], state }: Verdict): string[] {
  const blocks = [...losses.map(lossText), ...drift.map(driftText)];
  for (const [title, kinds] of parts) {
    const own = severeFirst(findings.filter(({ kind }) => kinds.includes(kind)));
    if (own.length > 0) {
      const heading =
        title === "violations" ? counted(own.length, "violation") : `${own.length} ${title}`;
      blocks.push(`${heading}:`, ...own.map(findingText));
    }
  }
  return state === "open" ? blocks : [...blocks, ...errors];
}

/** Findings by kind, as counted in a line. */
export function countsOf(findings: readonly PolicyFinding[]): string {
  const count = (...kinds: Kind[]) => findings.filter(({ kind }) => kinds.includes(kind)).length;
  const excused: [number, string][] = [
    [count("deferred"), "deferred"],
    [count("waived"), "waived"],
    [count("known"), "known"],
    [count("unused"), "unused waivers"],
    [count("mended"), "mended"],
  ];
  const others = excused.filter(([n]) => n > 0).map(([n, name]) => `, ${n} ${name}`);
  return `${counted(count("violation", "failed"), "policy finding")}${others.join("")}`;
}

/** The verdicts for programs. */
export function jsonOf(verdicts: readonly Verdict[], lowered: readonly Lowered[]): string {
  const states = verdicts.map(({ state }) => state);
  const gate = states.includes("failed")
    ? "closed"
    : states.includes("unjudged")
      ? "unjudged"
      : "open";
  return JSON.stringify({ gate, lowered, stacks: verdicts }, undefined, 2);
}
