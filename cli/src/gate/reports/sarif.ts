import { createHash } from "node:crypto";

import type { RuleFacts } from "../inputs/catalogue";
import type { Lowered } from "../inputs/lowered";
import type { PolicyFinding } from "../judging/findings";
import { protectedKinds } from "../judging/protected";
import type { Verdict } from "../judging/verdict";
import { driftText, findingText, lossText } from "./texts";

const schema = "https://json.schemastore.org/sarif-2.1.0.json";
/** Ids of gate failures that no rule of the pack reports. */
const lossRule = "GATE-LOSS";
const driftRule = "GATE-DRIFT";

/**
 * The verdicts as SARIF 2.1.0. Resources are in no file, so each result points at the
 * project's file, which GitHub wants, and names the resource as a logical location.
 */
export function sarifOf(
  verdicts: readonly Verdict[],
  rules: readonly RuleFacts[],
  lowered: readonly Lowered[],
  projectFile: string,
): object {
  const closing = (ruleId: string, text: string, resource: string, detail: string) => ({
    ruleId,
    level: "error",
    message: { text },
    locations: [locationOf(resource, projectFile)],
    partialFingerprints: fingerprint(ruleId, resource, detail),
  });
  const results = verdicts.flatMap(({ findings, losses, drift = [] }) => [
    ...findings.map((finding) => resultOf(finding, projectFile)),
    ...losses
      .filter(({ approved }) => approved === undefined)
      .map((loss) => closing(lossRule, lossText(loss), loss.resource, loss.action)),
    ...drift.map((change) => closing(driftRule, driftText(change), change.urn, change.op)),
  ]);
  const isJudged = verdicts.every(({ state }) => state !== "unjudged");
  const notifications = verdicts
    .filter(({ state }) => state === "unjudged")
    .flatMap(({ name, why }) =>
      why.map((text) => ({ level: "error", message: { text: `${name}: ${text}` } })),
    );
  return {
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "groundwork", rules: [...rules.map(descriptorOf), ...own] },
        },
        invocations: [
          {
            executionSuccessful: isJudged,
            toolExecutionNotifications: notifications,
            ruleConfigurationOverrides: overridesOf(lowered),
          },
        ],
        results,
      },
    ],
  };
}

const overridesOf = (lowered: readonly Lowered[]) =>
  lowered
    .filter(({ state }) => state === "in force")
    .map((one) => ({ descriptor: { id: one.rule }, configuration: configurationOf(one) }));

function configurationOf({
  level,
  setting = "",
  width = [],
  leftOut = [],
  environment,
  tier,
  allows,
}: Lowered) {
  if (environment !== undefined) {
    // A configuration holds for a whole run; that of a tier says which stacks it is for.
    return { parameters: { environment, tier, level, allows } };
  }
  return level === undefined
    ? { parameters: { [setting]: { width, leftOut } } }
    : level === "disabled"
      ? { enabled: false }
      : { level: "warning" };
}

function descriptorOf({ id, title, severity, enforcement, frameworks, fix, link }: RuleFacts) {
  return {
    id,
    shortDescription: { text: title },
    help: { text: fix },
    helpUri: link,
    defaultConfiguration: { level: enforcement.prod === "mandatory" ? "error" : "warning" },
    properties: {
      tags: ["security", ...frameworks],
      // GitHub sorts by this figure: above 9 is critical, above 7 high, above 4 medium.
      "security-severity": { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" }[severity],
    },
  };
}

const lossDescriptor = {
  id: lossRule,
  shortDescription: { text: "A protected resource goes only with an approval." },
  help: { text: `Protected: ${Object.keys(protectedKinds).join(", ")}.` },
  defaultConfiguration: { level: "error" },
};

const driftDescriptor = {
  id: driftRule,
  shortDescription: { text: "A stack that is up matches its program." },
  help: { text: "Bring the stack up, or change the program." },
  defaultConfiguration: { level: "error" },
};

const own = [lossDescriptor, driftDescriptor];

function resultOf(finding: PolicyFinding, projectFile: string) {
  const { kind, level, rule, resource, path = "", notes } = finding;
  const closing = kind === "failed" || (kind === "violation" && level === "mandatory");
  return {
    ruleId: rule,
    level: closing ? "error" : kind === "deferred" || kind === "violation" ? "warning" : "note",
    message: { text: findingText(finding) },
    locations: [locationOf(resource, projectFile)],
    partialFingerprints: fingerprint(rule, resource, path),
    ...(kind === "waived" && {
      suppressions: [{ kind: "external", status: "accepted", justification: notes[0] ?? "waived" }],
    }),
    ...(kind === "known" && {
      suppressions: [{ kind: "external", status: "accepted", justification: "in the baseline" }],
    }),
  };
}

const locationOf = (resource: string, projectFile: string) => ({
  physicalLocation: { artifactLocation: { uri: projectFile }, region: { startLine: 1 } },
  logicalLocations: [{ fullyQualifiedName: resource, kind: "resource" }],
});

const fingerprint = (...parts: readonly string[]) => ({
  "groundwork/v1": createHash("sha256").update(JSON.stringify(parts)).digest("hex"),
});
