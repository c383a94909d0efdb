import type { Nat } from "../components/network";
import type { Organization } from "./organization";

/** Defaults of what costs money or keeps data. An environment's own values come first. */
export interface Profile {
  readonly nat: Nat;
  /** Nodes a zone. */
  readonly nodesByZone: { readonly min: number; readonly max: number };
  /** Copies of the mesh's control plane and of the gateway. */
  readonly replicas: number;
  /** Days that Loki keeps logs. */
  readonly logRetentionDays: number;
}

const profiles: Readonly<Record<NonNullable<Organization["profile"]>, Profile>> = {
  small: { nat: "one", nodesByZone: { min: 1, max: 3 }, replicas: 1, logRetentionDays: 14 },
  standard: { nat: "per-zone", nodesByZone: { min: 1, max: 4 }, replicas: 2, logRetentionDays: 30 },
  // A year of audit logs: PCI DSS 4.0.1, requirement 10.5.1 (https://www.pcisecuritystandards.org/document_library/)
  regulated: {
    nat: "per-zone",
    nodesByZone: { min: 2, max: 8 },
    replicas: 3,
    logRetentionDays: 365,
  },
};

export function profileOf({ profile = "standard" }: Organization): Profile {
  return profiles[profile];
}
