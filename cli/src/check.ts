import { auditFile } from "@groundwork-iac/platform/address-audit";

/**
 * Prints what is wrong with a plan of addresses.
 * @throws Error when something is, or when the file is no plan.
 */
export function auditNetwork(file: string, json: boolean): void {
  const findings = auditFile(file);
  if (json) {
    console.log(JSON.stringify({ findings }, undefined, 2));
  } else {
    findings.forEach(({ rule, path, message }) => {
      console.log(`${rule}: ${path}: ${message}`);
    });
  }
  if (findings.length > 0) {
    throw new Error(`${file}: ${findings.length} findings`);
  }
  if (!json) {
    console.log(`${file}: no findings`);
  }
}
