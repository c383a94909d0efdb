import type { Organization } from "@groundwork-iac/platform/internal/organization";
import type { LiveDescription, LiveServers } from "@groundwork-iac/sandbox";

import { kubelogin } from "./team-kubeconfig";
import { administratorToken, Client, DemoPeople } from "../tenancy";

/**
 * Gives the declared people passwords for a live sandbox, once the realm has them.
 * @returns who they are, and how to log in as them; nothing before the realm is up.
 */
export async function demoUsers(
  organization: Organization,
  description: LiveDescription,
  { paths }: LiveServers,
): Promise<string[]> {
  const { identity, teams } = organization;
  if (identity.mode === "existing") {
    return [];
  }
  const client = new Client(description);
  const people = new DemoPeople(description, paths.description);
  try {
    const token = await administratorToken(client, description);
    const address = `${description.keycloak.url}/admin/realms/${identity.realm}`;
    const { status } = await client.call(address, { token });
    if (status !== 200) {
      return [];
    }
    await people.givePasswords(client, identity.realm);
  } finally {
    await client.close();
  }
  const personas = Object.entries(teams).flatMap(([team, { members = {} }]) =>
    Object.entries(members).map(([persona, names]) => `${team} ${persona}: ${names.join(", ")}`),
  );
  const administrators = identity.administrators ?? [];
  const [team = ""] = Object.keys(teams);
  const [environment = ""] = teams[team]?.environments ?? [];
  return [
    `people to log in as, with passwords in ${people.path} (yours alone to read):`,
    ...[`administrators: ${administrators.join(", ")}`, ...personas].map((line) => `  ${line}`),
    `kubectl as one of them: groundwork team kubeconfig ${team} ${environment} --sandbox > kubeconfig`,
    `  by kubectl's plugin oidc-login (${kubelogin}), which opens a browser`,
  ];
}
