/** Policy at the secret server that reads a team's secrets of one environment. */
export function readerPolicyName(team: string, environment: string): string {
  return `team-${team}-reader-${environment}`;
}

/** Policy, and group, at the secret server of those who keep a team's secrets, such as its owners. */
export function keeperPolicyName(team: string, keeper: string): string {
  return `team-${team}-${keeper}`;
}

/** Role at the secret server of a team's workloads in an environment's cluster. */
export function workloadRoleName(team: string, environment: string): string {
  return `team-${team}-${environment}`;
}
