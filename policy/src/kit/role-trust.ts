import type { Judged } from "./judged";
import type { Node } from "./node";

/** Where a role says whom it trusts, by provider. */
const places = {
  "aws:iam/role:Role": "assumeRolePolicy",
  "aws-native:iam:Role": "assumeRolePolicyDocument",
} as const;

/** Kinds of roles. */
export const roleTypes = Object.keys(places) as [keyof typeof places, ...(keyof typeof places)[]];

/** The trust policy of a role of either provider. */
export const trustOf = (role: Judged): Node => role.at(places[role.type as keyof typeof places]);
