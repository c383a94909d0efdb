import { join } from "node:path";

import type { AdmissionManifest } from "../../components/cluster/admission-policies";
import { readData } from "../declarations/files";
import type { GuardrailTier } from "../declarations/model";
import { waiverFiles } from "../declarations/waiver-files";
import type { ResolvedEnvironment } from "./resolved/model";

/** Facts that a policy pack makes a cluster's admission policies from. */
export interface AdmissionRequest {
  /** Settings by the id of a rule, as `policy.json` has them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** How strictly the environment's stacks are judged. */
  readonly tier: GuardrailTier;
  /** Entries of the files of waivers; entries of a team's file have `team`. */
  readonly waivers: readonly unknown[];
  /** Stacks that work in the cluster, and the namespaces that they may waive in, if not in all. */
  readonly stacks: readonly { readonly name: string; readonly namespaces?: readonly string[] }[];
}

/** Makes admission policies of a policy pack's rules; `@groundwork-iac/policy/admission` has one. */
export type MakeAdmission = (request: AdmissionRequest) => readonly AdmissionManifest[];

/** Rules that an organisation brings beside its data. */
export interface Guardrails {
  /** @default none */
  readonly admission?: MakeAdmission;
}

/** The request for an environment's cluster, with the settings and waivers of the organisation's folder. */
export function admissionRequest(
  directory: string,
  { name: environment, guardrails, workspaces }: ResolvedEnvironment,
): AdmissionRequest {
  return {
    settings: record(dataOf(join(directory, "policy.json"))),
    tier: guardrails,
    waivers: readWaivers(directory),
    stacks: [
      ...["cluster", "services", "environment"].map((layer) => ({
        name: `${layer}.${environment}`,
      })),
      ...Object.entries(workspaces).map(([team, { namespaces }]) => ({
        name: `workspace.${team}.${environment}`,
        namespaces: Object.keys(namespaces),
      })),
    ],
  };
}

/**
 * The entries of `waivers.yaml` and `waivers/<team>.yaml`. `groundwork gate` says what is wrong with
 * them; here one that is not whole has no effect.
 */
function readWaivers(directory: string): unknown[] {
  return waiverFiles(directory)
    .filter(({ file }) => file.endsWith(".yaml"))
    .flatMap(({ file, team }) =>
      entries(file).map((entry) => (team === undefined ? entry : { ...record(entry), team })),
    );
}

function entries(file: string): unknown[] {
  const data = dataOf(file);
  return Array.isArray(data) ? (data as unknown[]) : [];
}

const dataOf = (file: string): unknown => readData(file)?.data;

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
