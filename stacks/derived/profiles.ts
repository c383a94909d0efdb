import type { Nat } from "../../components/network/route-tables";
import type { Organization } from "../declarations/model";

/** Defaults for everything that costs money or keeps data. An environment's own values come first. */
export interface Profile {
  readonly nat: Nat;
  /** AWS services with an endpoint in every zone, each billed by the hour (https://aws.amazon.com/privatelink/pricing/). */
  readonly interfaceEndpoints: readonly string[];
  /** Nodes per zone. */
  readonly nodesByZone: { readonly min: number; readonly max: number };
  /** Copies of the mesh's control plane and of the gateway. */
  readonly replicas: number;
  /** Days that Loki keeps logs. */
  readonly logRetentionDays: number;
  /** Memory of Loki's cache of chunks, in MiB; 0 is no cache. */
  readonly logCacheMiB: number;
}

/** Endpoints for images and identities, so that neither pays for NAT nor needs it. */
const pulls = ["ecr.api", "ecr.dkr", "sts"];
/** Endpoints of a cluster without the internet: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html */
const withoutInternet = [...pulls, "ec2", "eks", "eks-auth", "elasticloadbalancing", "kms", "logs"];

const profiles: Readonly<Record<NonNullable<Organization["profile"]>, Profile>> = {
  small: {
    nat: "one",
    interfaceEndpoints: [],
    nodesByZone: { min: 1, max: 3 },
    replicas: 1,
    logRetentionDays: 14,
    logCacheMiB: 0,
  },
  standard: {
    nat: "per-zone",
    interfaceEndpoints: pulls,
    nodesByZone: { min: 1, max: 4 },
    replicas: 2,
    logRetentionDays: 30,
    logCacheMiB: 1024,
  },
  // A year of audit logs: PCI DSS 4.0.1, requirement 10.5.1 (https://www.pcisecuritystandards.org/document_library/)
  regulated: {
    nat: "per-zone",
    interfaceEndpoints: withoutInternet,
    nodesByZone: { min: 2, max: 8 },
    replicas: 3,
    logRetentionDays: 365,
    logCacheMiB: 2048,
  },
};

/** The profile that an organisation declares, `standard` if omitted. */
export function profileOf({ profile = "standard" }: Organization): Profile {
  return profiles[profile];
}
