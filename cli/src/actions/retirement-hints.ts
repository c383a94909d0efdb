import type { Organization } from "@groundwork-iac/platform/internal/organization";

/** Who loses what when a team retires: those who share with it. */
export function retirementHints({ teams }: Organization, team: string): string[] {
  const own = teams[team];
  if (own === undefined || !Object.hasOwn(teams, team)) {
    return [];
  }
  const given = sharesOf(own).map(
    ([namespace, other, right]) => `shared: ${other} loses ${right} in namespace ${namespace}`,
  );
  const taken = Object.entries(teams).flatMap(([other, declared]) =>
    sharesOf(declared)
      .filter(([, to]) => to === team)
      .map(
        ([namespace]) =>
          `shared: take ${team} out of \`sharedWith\` of namespace ${namespace} in teams/${other}.yaml`,
      ),
  );
  return [...given, ...taken];
}

const sharesOf = ({ namespaces = {} }: Organization["teams"][string]) =>
  Object.entries(namespaces).flatMap(([namespace, { sharedWith = {} }]) =>
    Object.entries(sharedWith).map(([other, right]) => [namespace, other, right] as const),
  );
