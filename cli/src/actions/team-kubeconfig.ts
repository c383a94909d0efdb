import { clientIdOf, issuerOf } from "@groundwork-iac/platform/internal/derived/hosts";
import type { Organization } from "@groundwork-iac/platform/internal/organization";
import type { LiveDescription } from "@groundwork-iac/sandbox";
import { z } from "zod";
import { stringify } from "yaml";

import { outputsOf, placeOf, type PlaceOptions } from "../engine";
import { known } from "../names";
import { organizationOf, readProject, teamOf } from "../project";

/** How people get the plugin of kubectl that logs them in. */
export const kubelogin = "https://github.com/int128/kubelogin#setup";

export type KubeconfigOptions = PlaceOptions;

/** The outputs that a cluster's stack promises about its API server. */
const clusterOutputs = z.object({
  clusterName: z.string(),
  endpoint: z.string(),
  certificateAuthority: z.string(),
});

/**
 * Prints settings of kubectl for a team's people in an environment: they log in through the realm, by
 * kubelogin (https://github.com/int128/kubelogin), and hold no lasting credential.
 * @throws UnknownKeyError that lists the existing teams or environments, or names the stack to bring up first.
 */
export async function printKubeconfig(
  root: string,
  team: string,
  environment: string,
  options: KubeconfigOptions,
): Promise<void> {
  const project = readProject(root);
  const organization = organizationOf(project);
  const { environments } = teamOf(organization, team);
  known(`environment of team ${team}`, environments, environment);
  const place = await placeOf(project, "team kubeconfig", options);
  const stack = `cluster.${environment}`;
  const parsed = clusterOutputs.safeParse(await outputsOf(place, stack));
  if (!parsed.success) {
    throw new Error(`stack "${stack}" exports no cluster: bring "${stack}" up first`);
  }
  process.stdout.write(settingsOf(organization, team, environment, parsed.data, place.live));
}

/** Settings of kubectl; `way` leads to a realm without a public DNS name. */
function settingsOf(
  organization: Organization,
  team: string,
  environment: string,
  { clusterName, endpoint, certificateAuthority }: z.infer<typeof clusterOutputs>,
  way?: Pick<LiveDescription, "proxy" | "caFile">,
): string {
  const name = `${team}-${environment}`;
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: clusterName,
        cluster: { server: endpoint, "certificate-authority-data": certificateAuthority },
      },
    ],
    users: [
      {
        name: "realm",
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1",
            command: "kubectl",
            args: [
              "oidc-login",
              "get-token",
              `--oidc-issuer-url=${issuerOf(organization)}`,
              `--oidc-client-id=${clientIdOf(organization, "kubernetes")}`,
              "--oidc-pkce-method=S256",
              "--listen-address=localhost:8000",
              ...(way === undefined ? [] : [`--certificate-authority=${way.caFile}`]),
            ],
            ...(way === undefined ? {} : { env: [{ name: "HTTPS_PROXY", value: way.proxy }] }),
            interactiveMode: "IfAvailable",
          },
        },
      },
    ],
    contexts: [
      {
        name,
        context: {
          cluster: clusterName,
          user: "realm",
          namespace: mainNamespace(organization, team),
        },
      },
    ],
    "current-context": name,
  });
}

const mainNamespace = ({ teams }: Organization, team: string) =>
  Object.keys(teams[team]?.namespaces ?? { [team]: {} })[0] ?? team;
