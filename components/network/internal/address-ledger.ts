import { AddressPlanError, type PlanIssue } from "./address-plan-error";
import { plannedTiers } from "../demand";
import { isNetwork } from "../ranges";
import { narrowestPrefix, widestPrefix } from "../sizes";

/**
 * Every range that was ever given out, by what it is for. Committed with the code: what is in it
 * never moves. Keys are `<environment>`, `<environment>/pods` for the ranges of a VPC and
 * `<environment>/<tier>/<zone>` for subnets; each list only grows.
 */
export interface AddressLedger {
  readonly version: 1;
  readonly ranges: Readonly<Record<string, readonly string[]>>;
}

/** The ledger before the first plan. */
export const emptyLedger: AddressLedger = { version: 1, ranges: {} };

/**
 * The ledger without an environment that is gone, so that its ranges can be given out again. Only
 * for one whose networks are deleted and whose addresses nobody remembers: firewalls, peers, logs.
 * @throws AddressPlanError when the ledger has no such environment.
 */
export function releaseEnvironment(ledger: AddressLedger, environment: string): AddressLedger {
  const isOf = (key: string) => key === environment || key.startsWith(`${environment}/`);
  const kept = Object.entries(ledger.ranges).filter(([key]) => !isOf(key));
  if (kept.length === Object.keys(ledger.ranges).length) {
    const known = [...new Set(kept.map(([key]) => key.split("/")[0]))].join(", ");
    const want = `one of ${known}`;
    throw new AddressPlanError([{ kind: "unknown-name", path: "ledger", want, got: environment }]);
  }
  return { ...ledger, ranges: Object.fromEntries(kept) };
}

/** Every problem with a ledger's form. Pure. */
export function checkLedger({ ranges }: AddressLedger): PlanIssue[] {
  return Object.entries(ranges).flatMap(([key, cidrs]): PlanIssue[] => {
    const at = { kind: "malformed" as const, of: { ledger: key }, path: "" };
    const [environment = "", tier, zone] = key.split("/");
    const known =
      environment !== "" &&
      (tier === undefined || (zone === undefined ? tier === "pods" : isTier(tier)));
    const malformed = cidrs.filter((cidr) => !isNetwork(cidr, widestPrefix, narrowestPrefix));
    return [
      ...(known ? [] : [{ ...at, want: "<environment>, with /pods or /<tier>/<zone>" }]),
      ...malformed.map((cidr) => ({
        ...at,
        want: `networks of /${widestPrefix} to /${narrowestPrefix}`,
        got: cidr,
      })),
    ];
  });
}

const isTier = (name: string) => plannedTiers.some((tier) => tier === name);
