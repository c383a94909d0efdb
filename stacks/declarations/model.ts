import type { z } from "zod";

import type { AddressLedger } from "../../components/network/address-space";
import type { environmentSchema } from "./environment-schema";
import type { organizationSchema } from "./organization-schema";
import type { teamSchema } from "./team-schema";

export type { GuardrailTier } from "./environment-schema";
/**
 * `organization.yaml`.
 * @useDeclaredType
 */
export type OrganizationFile = z.infer<typeof organizationSchema>;
/**
 * `environments/<name>.yaml`.
 * @useDeclaredType
 */
export type Environment = z.infer<typeof environmentSchema>;
/**
 * `teams/<name>.yaml`.
 * @useDeclaredType
 */
export type TeamDeclaration = z.infer<typeof teamSchema>;

/** Declarations of a company, from all files of its folder. */
export type Organization = OrganizationFile & {
  readonly environments: Readonly<Record<string, Environment>>;
  readonly teams: Readonly<Record<string, TeamDeclaration>>;
  /** Addresses that were given out. */
  readonly ledger: AddressLedger;
};
