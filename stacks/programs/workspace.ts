import { cluster, devtools, ingress, observability, provenance } from "../../components";
import { type Exports, readStack } from "../contracts";
import { groupOf, toolHost } from "../hosts";
import type { Organization } from "../organization";
import { clusterProvider, vaultProvider } from "../providers";
import { environmentOf } from "./environment-of";
import { teamOf } from "./team";

/** `workspace.<team>.<env>`: the team's place in the environment's cluster. */
export function workspaceProgram(
  organization: Organization,
  team: string,
  name: string,
): Exports<"workspace"> {
  const declared = teamOf(organization, team);
  const environment = environmentOf(organization, name);
  const { secretReadPolicy } = readStack("team", team);
  const { gateway, secretLoginPath } = readStack("environment", name);
  const opts = { provider: clusterProvider(readStack("cluster", name), environment.region) };
  const group = groupOf(organization, team);
  const { owner } = organization.github;
  const { account, region } = organization.home;
  const registry = `${organization.accounts[account] ?? ""}.dkr.ecr.${region}.amazonaws.com`;

  const { namespace } = new cluster.TeamNamespace(
    team,
    { team, namespace: team, group, ...declared.quota },
    opts,
  );
  const host = toolHost(organization, team, name);
  new ingress.TeamRoute(`${team}-route`, { namespace, host, gateway, ...declared.route }, opts);
  new observability.TeamView(`${team}-view`, { team, namespace }, opts);
  new provenance.SignaturePolicy(
    `${team}-signatures`,
    {
      team,
      images: `${registry}/${team}`,
      signers: declared.repositories.map(
        (repository) =>
          `https://github.com/${owner}/${repository}/.github/workflows/release.yaml@refs/heads/main`,
      ),
    },
    opts,
  );
  new devtools.TeamProject(
    `${team}-project`,
    {
      team,
      group,
      namespaces: [namespace],
      repositories: declared.repositories.map((r) => `https://github.com/${owner}/${r}`),
    },
    opts,
  );
  new devtools.WorkloadSecrets(
    `${team}-secrets`,
    { team, environment: name, namespace, loginPath: secretLoginPath, policy: secretReadPolicy },
    { provider: vaultProvider(organization) },
  );
  return { namespace, host };
}
