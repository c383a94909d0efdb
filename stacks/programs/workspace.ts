import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { cluster, devtools, ingress, observability, provenance, team } from "../../components";
import { type Exports, readStack } from "../contracts";
import { groupOf, toolHost } from "../derived/hosts";
import type { Organization } from "../declarations/model";
import { clusterProvider, vaultProvider } from "./providers";
import { namespaceGroups, namespacesOf, rightOf } from "../derived/team-rights";
import { environmentOf } from "./environment-of";
import { teamOf } from "./team";

/** `workspace.<team>.<env>`: the team's place in the environment's cluster. */
export function workspaceProgram(
  organization: Organization,
  name: string,
  environment: string,
): Exports<"workspace"> {
  const declared = teamOf(organization, name);
  const { region } = environmentOf(organization, environment);
  const { secretReadPolicies } = readStack("team", name);
  const { gateway, secretLoginPath } = readStack("environment", environment);
  const opts = { provider: clusterProvider(readStack("cluster", environment), region) };

  const namespaces = teamNamespaces(organization, name, environment, opts);
  const main = mainOf(namespaces);
  const hosts: Record<string, string> = {};
  for (const [route, { namespace, ...way }] of Object.entries(declared.routes ?? {})) {
    const host = toolHost(organization, route, environment);
    const place = namespaces[namespace ?? ""] ?? main;
    new ingress.TeamRoute(
      `${route}-route`,
      { namespace: place, route, host, gateway, ...way },
      opts,
    );
    hosts[route] = host;
  }
  new observability.TeamView(`${name}-view`, { team: name, namespace: main }, opts);
  signatures(organization, name, opts);
  const { owner } = organization.github;
  const withRight = (wanted: team.Right) =>
    team.personas.filter((persona) =>
      team.includes(rightOf(organization, name, persona, environment), wanted),
    );
  const operators = withRight("edit");
  const groupsOf = (those: readonly team.Persona[]) =>
    those.map((persona) => groupOf(organization, name, persona));
  new devtools.TeamProject(
    `${name}-project`,
    {
      team: name,
      operators: groupsOf(operators),
      viewers: groupsOf(withRight("view").filter((persona) => !operators.includes(persona))),
      namespaces: Object.values(namespaces),
      repositories: declared.repositories.map((r) => `https://github.com/${owner}/${r}`),
    },
    opts,
  );
  new devtools.WorkloadSecrets(
    `${name}-secrets`,
    {
      team: name,
      environment,
      namespaces: Object.values(namespaces),
      loginPath: secretLoginPath,
      policy: secretReadPolicies.apply((policies) => policies[environment] ?? ""),
    },
    { provider: vaultProvider(organization) },
  );
  return { namespaces: pulumi.all(Object.values(namespaces)), hosts };
}

interface OfCluster {
  readonly provider: k8s.Provider;
}

/** The team's namespaces, once they are there, by name. */
function teamNamespaces(
  organization: Organization,
  name: string,
  environment: string,
  opts: OfCluster,
): Record<string, pulumi.Output<string>> {
  const declared = teamOf(organization, name);
  return Object.fromEntries(
    namespacesOf(name, declared).map((space) => {
      const quota = declared.namespaces?.[space]?.quota ?? declared.quota;
      const { namespace } = new cluster.TeamNamespace(
        space,
        {
          team: name,
          namespace: space,
          groups: namespaceGroups(organization, name, space, environment),
          ...quota,
        },
        opts,
      );
      return [space, namespace];
    }),
  );
}

function mainOf(namespaces: Readonly<Record<string, pulumi.Output<string>>>) {
  const [main] = Object.values(namespaces);
  if (main === undefined) {
    throw new pulumi.RunError(
      `stack "${pulumi.getStack()}": want one namespace at least, got none`,
    );
  }
  return main;
}

function signatures(organization: Organization, name: string, opts: OfCluster): void {
  const { repositories, signer } = teamOf(organization, name);
  const { owner } = organization.github;
  const { account, region } = organization.home;
  const registry = `${organization.accounts[account] ?? ""}.dkr.ecr.${region}.amazonaws.com`;
  const { workflow, ref } = signer ?? { workflow: "release.yaml", ref: "refs/heads/main" };
  new provenance.SignaturePolicy(
    `${name}-signatures`,
    {
      team: name,
      images: `${registry}/${name}`,
      signers: repositories.map(
        (repository) =>
          `https://github.com/${owner}/${repository}/.github/workflows/${workflow}@${ref}`,
      ),
    },
    opts,
  );
}
