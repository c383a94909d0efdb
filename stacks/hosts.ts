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
