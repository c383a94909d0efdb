import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { TeamNamespace } from "../../components/cluster/team-namespace";
import { WorkloadSecrets } from "../../components/devtools/cluster-secret-login";
import { TeamProject } from "../../components/devtools/delivery";
import { TeamRoute } from "../../components/ingress/team-route";
import { TeamView } from "../../components/observability/team-view";
import { SignaturePolicy } from "../../components/provenance/signature-policy";
import { exported, type Exports, readStack } from "../contracts";
import { required } from "../derived/required";
import type { ResolvedWorkspace } from "../derived/resolved/model";
import { clusterProvider } from "./providers/cluster";
import { vaultProvider } from "./providers/vault";

/** `workspace.<team>.<env>`: the team's place in the environment's cluster. */
export function workspaceProgram(workspace: ResolvedWorkspace): Exports<"workspace"> {
  const { team, environment, operators, viewers } = workspace;
  const { secretReadPolicies } = readStack("team", team.name);
  const { gateway, secretLoginPath } = readStack("environment", environment.name);
  const opts = {
    provider: clusterProvider(readStack("cluster", environment.name), environment.region),
  };

  const namespaces = teamNamespaces(workspace, opts);
  const namespace = (name: string) => required(namespaces, name, `namespaces of team ${team.name}`);
  for (const [route, { host, namespace: place, ...service }] of Object.entries(workspace.routes)) {
    new TeamRoute(
      `${route}-route`,
      { namespace: namespace(place), route, host, gateway, ...service },
      opts,
    );
  }
  new TeamView(
    `${team.name}-view`,
    { team: team.name, namespace: namespace(workspace.mainNamespace) },
    opts,
  );
  new SignaturePolicy(
    `${team.name}-signatures`,
    { team: team.name, images: team.images, signers: team.signers },
    opts,
  );
  new TeamProject(
    `${team.name}-project`,
    {
      team: team.name,
      operators,
      viewers,
      namespaces: Object.values(namespaces),
      repositories: Object.values(team.repositories),
    },
    opts,
  );
  new WorkloadSecrets(
    `${team.name}-secrets`,
    {
      team: team.name,
      environment: environment.name,
      namespaces: Object.values(namespaces),
      loginPath: secretLoginPath,
      policy: secretReadPolicies.apply((policies) =>
        exported(
          `team.${team.name}`,
          `secretReadPolicies.${environment.name}`,
          policies[environment.name],
        ),
      ),
    },
    { provider: vaultProvider(team.organization) },
  );
  return {
    namespaces: pulumi.all(Object.values(namespaces)),
    hosts: Object.fromEntries(
      Object.entries(workspace.routes).map(([route, { host }]) => [route, host]),
    ),
  };
}

/** Makes the team's namespaces; each name is known once its namespace exists. */
function teamNamespaces(
  { team, namespaces }: ResolvedWorkspace,
  opts: { readonly provider: k8s.Provider },
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    Object.entries(namespaces).map(([name, { groups, quota }]) => {
      const args = { team: team.name, namespace: name, groups, ...quota };
      return [name, new TeamNamespace(name, args, opts).namespace];
    }),
  );
}
