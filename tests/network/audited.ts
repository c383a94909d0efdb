import { type AuditedRange, auditRanges } from "../../components/network";

export const vpc: AuditedRange = { cidr: "10.0.0.0/16", purpose: "dev", kind: "vpc" };
export const nodes: AuditedRange = {
  cidr: "10.0.0.0/20",
  purpose: "dev nodes a",
  kind: "subnet",
  within: "10.0.0.0/16",
};

/** What the audit tells of some ranges, a line each. */
export const told = (...ranges: AuditedRange[]) =>
  auditRanges(ranges, 24).map(({ rule, path, message }) => `${rule}: ${path}: ${message}`);
