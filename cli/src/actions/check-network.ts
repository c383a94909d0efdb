import { writeFileSync } from "node:fs";

import { auditFile } from "@groundwork-iac/platform/internal/checks/address-audit";
import {
  addressReport,
  type AddressReport,
} from "@groundwork-iac/platform/internal/reports/address-report";
import { ProblemsError } from "@groundwork-iac/platform/internal/declarations/problems";
import Table from "cli-table3";

import { UsageError } from "../failures";
import { organizationFolder } from "../project";

export interface NetworkOptions {
  readonly audit?: string;
  readonly html?: string;
  readonly json?: boolean;
  readonly write?: boolean;
  /** `<account>/<region>=<file>` each. */
  readonly quotas?: readonly string[];
}

/**
 * Prints the address plan of an organisation, or the findings in a plan that someone wrote by hand.
 * @throws Error when the plan has problems.
 */
export async function checkNetwork(root: string, options: NetworkOptions): Promise<void> {
  if (options.audit !== undefined) {
    auditNetwork(options.audit, options.json ?? false);
    return;
  }
  const report = addressReport(organizationFolder(root), {
    write: options.write ?? false,
    granted: Object.fromEntries((options.quotas ?? []).map(grantedFile)),
  });
  if (options.html !== undefined) {
    // Loaded only here, since a charting library takes longer than the plan.
    const { reportPage } = await import("./address-page.js");
    writeFileSync(options.html, reportPage(report));
  }
  if (options.json === true) {
    console.log(JSON.stringify(report, undefined, 2));
  } else {
    console.log(tableOf(report));
    report.quotas
      .filter(({ needed, granted }) => needed > granted)
      .forEach(({ account, region, name, needed, granted }) => {
        console.log(`account ${account}, ${region}: ${name}: ${needed} needed, ${granted} granted`);
      });
    Object.entries(report.reaches).forEach(([name, others]) => {
      console.log(`${name} reaches ${others.join(", ")}`);
    });
  }
  if (report.problems.length > 0) {
    throw new ProblemsError("the address plan has problems:", report.problems);
  }
}

function grantedFile(option: string): [place: string, file: string] {
  const [, place, file] = /^([^=]+\/[^=]+)=(.+)$/.exec(option) ?? [];
  if (place === undefined || file === undefined) {
    throw new UsageError(`--quotas: want <account>/<region>=<file>, got ${JSON.stringify(option)}`);
  }
  return [place, file];
}

function auditNetwork(file: string, json: boolean): void {
  const { findings, notes } = auditFile(file);
  if (json) {
    console.log(JSON.stringify({ findings }, undefined, 2));
  } else {
    notes.forEach((note) => {
      console.log(`${file}: ${note}`);
    });
    findings.forEach(({ rule, path, column, message }) => {
      console.log(`${rule}: ${file}: ${path}, ${column}: ${message}`);
    });
  }
  if (findings.length > 0) {
    throw new Error(`${file}: ${findings.length} findings`);
  }
  if (!json) {
    console.log(`${file}: no findings`);
  }
}

/** A row for each zone of each tier; the last column says how much of it the horizon uses. */
function tableOf({ environments, horizonMonths }: AddressReport): string {
  const table = new Table({
    head: [
      "environment",
      "tier",
      "zone",
      "cidr",
      "usable",
      "needed",
      `month ${horizonMonths}`,
      "runway",
      "used",
    ],
    style: { head: [], border: [], compact: true },
  });
  for (const [environment, { tiers }] of Object.entries(environments)) {
    for (const [tier, zones] of Object.entries(tiers)) {
      for (const [zone, { cidr, usable, neededByMonth, runwayMonths }] of Object.entries(zones)) {
        const last = neededByMonth.at(-1) ?? 0;
        const used = usable === 0 ? "-" : `${Math.round((100 * last) / usable)} %`;
        table.push([
          environment,
          tier,
          zone,
          cidr.join("\n"),
          usable,
          neededByMonth[0] ?? 0,
          last,
          `${runwayMonths} months`,
          used,
        ]);
      }
    }
  }
  return table.toString();
}
