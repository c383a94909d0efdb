import type { Organization } from "./organization";

/** Domain of an environment. */
export function environmentDomain({ domain }: Organization, environment: string): string {
  return `${environment}.${domain}`;
}

/** Host of a management tool, or of a team, in an environment. */
export function toolHost(organization: Organization, tool: string, environment: string): string {
  return `${tool}.${environmentDomain(organization, environment)}`;
}

/** Group of the realm whose members run the platform. */
export const platformGroup = "platform";

/** Role that CI assumes in each account. */
export const ciRole = "groundwork-ci";

/** Role of the home account that environments delegate their domain with. */
export const delegationRole = "groundwork-dns";

/** ARN of one of the roles above: names are contracts, so that it is known before the role is made. */
export function roleArn({ accounts }: Organization, account: string, role: string): string {
  return `arn:aws:iam::${accounts[account] ?? ""}:role/${role}`;
}
