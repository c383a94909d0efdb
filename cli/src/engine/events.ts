import { stripVTControlCharacters } from "node:util";

import type { automation } from "@pulumi/pulumi";

/** One resource that an operation would change. */
export interface Change {
  /** The engine's operation, such as `create`, `update`, `replace` or `delete`. */
  readonly op: string;
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Changed paths of an update or a replacement. */
  readonly properties: readonly string[];
}

/** A policy's report, as the engine passes it on. */
export interface Reported {
  readonly policy: string;
  readonly level: "mandatory" | "advisory";
  readonly message: string;
  readonly urn?: string;
  /** Name of the pack that reports. */
  readonly pack?: string;
  /** Set for a remedy, applied or not: the rule that has it. */
  readonly remedy?: { readonly rule: string; readonly applied: boolean };
}

/** An event of the engine's, with the remedies of policies, which the SDK's types leave out. */
export type EngineEvent = Omit<automation.EngineEvent, "timestamp" | "sequence"> & {
  readonly policyRemediationEvent?: { readonly policyName: string; readonly resourceUrn?: string };
};

/** Operations that leave a resource as it is. */
const unchanged = new Set<string>(["same", "read", "refresh"]);

/** The change of a resource that an event announces. */
export function changesOf({ resourcePreEvent }: EngineEvent): Change[] {
  if (resourcePreEvent === undefined || unchanged.has(resourcePreEvent.metadata.op)) {
    return [];
  }
  const { op, urn, type, diffs } = resourcePreEvent.metadata;
  return [{ op, type, name: urn.split("::").at(-1) ?? "", urn, properties: diffs ?? [] }];
}

/** A resource as a preview that refreshes first has it. */
export interface Refreshed {
  readonly type: string;
  readonly urn: string;
  /** Outputs in the state: before the refresh, or after it if the program's inputs are there. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The program's inputs; omitted in the event of the refresh. */
  readonly declared?: Readonly<Record<string, unknown>>;
}

interface Step {
  readonly op: string;
  readonly type: string;
  readonly urn: string;
  readonly old?: { readonly outputs?: Refreshed["outputs"] | null } | null;
  readonly new?: { readonly inputs?: Refreshed["outputs"] | null } | null;
}

/** The recorded outputs, and the program's inputs, of the resource that an event is about. */
export function refreshedOf({ resourcePreEvent }: EngineEvent): Refreshed[] {
  if (resourcePreEvent === undefined) {
    return [];
  }
  // The engine says null where the SDK's types leave a state out.
  const { op, urn, type, old, new: next } = resourcePreEvent.metadata as Step;
  const outputs = old?.outputs ?? {};
  const declared = op === "refresh" ? undefined : next?.inputs;
  return [{ type, urn, outputs, ...(declared && { declared }) }];
}

export const errorsOf = ({ diagnosticEvent }: EngineEvent): string[] =>
  diagnosticEvent?.severity === "error" ? [plain(diagnosticEvent.message)] : [];

/** The report of a policy in an event. */
export function reportsOf({ policyEvent }: EngineEvent): Reported[] {
  if (policyEvent === undefined) {
    return [];
  }
  const { policyName: policy, policyPackName: pack, resourceUrn: urn } = policyEvent;
  const level = policyEvent.enforcementLevel === "mandatory" ? "mandatory" : "advisory";
  const message = plain(policyEvent.message);
  return [{ policy, level, message, pack, ...(urn === undefined ? {} : { urn }) }];
}

/** A remedy that a policy has applied. */
export const mendingsOf = (event: EngineEvent): Reported[] =>
  remediesOf(event).map(({ rule, ...of }) => ({
    ...of,
    level: "advisory",
    message: `MENDED ${rule} ${of.urn}`,
    remedy: { rule, applied: true },
  }));

/** A remedy for a resource that is already up: the engine does not apply it, so it is a violation. */
export const unmendedOf = (event: EngineEvent): Reported[] =>
  remediesOf(event).map(({ rule, ...of }) => ({
    ...of,
    level: "mandatory",
    message: `${rule} ${of.urn}\n  its remedy has not been applied to the resource, which is up`,
    remedy: { rule, applied: false },
  }));

/** The name of each of the pack's policies begins with the rule's id. */
function remediesOf({ policyRemediationEvent: event }: EngineEvent) {
  if (event === undefined) {
    return [];
  }
  const { policyName: policy, resourceUrn: urn = "" } = event;
  const [rule = policy] = policy.split(".");
  return [{ policy, rule, urn }];
}

/** An engine's message without colours, in terminal codes or in the engine's own marks. */
export function plain(message: string): string {
  return stripVTControlCharacters(message)
    .replaceAll(/<\{%[^%]*%\}>/g, "")
    .trim();
}
