import { clientIdOf, issuerOf } from "@groundwork-iac/platform/hosts";
import type { LiveDescription } from "@groundwork-iac/sandbox";
import { z } from "zod";
import { stringify } from "yaml";

import { type Project, readProject } from "../engine/project";

/** What a cluster's stack promises of its API server. */
const clusterOutputs = z.object({
  clusterName: z.string(),
  endpoint: z.string(),
  certificateAuthority: z.string(),
});

/** Outputs of a stack by name, from whatever backend the caller works on. */
export type StackOutputs = (stack: string) => Promise<Readonly<Record<string, unknown>>>;

/** How a login reaches a realm that no public name leads to. */
export type LoginWay = Pick<LiveDescription, "proxy" | "caFile">;

/**
 * Settings of kubectl for a team's people in an environment: they log in through the realm, by
 * kubelogin (https://github.com/int128/kubelogin), and hold no lasting credential.
 * @throws Error that names the team or environment that is none, or the stack to bring up first.
 */
export async function teamKubeconfig(
  root: string,
  team: string,
  environment: string,
  outputsOf: StackOutputs,
  way?: LoginWay,
): Promise<string> {
  const { organization }: Project = readProject(root);
  if (organization === undefined) {
    throw new Error(`${root} declares no organisation: want a folder organization/, got none`);
  }
  const declared = organization.teams[team];
  if (declared === undefined) {
    const known = Object.keys(organization.teams).join(", ");
    throw new Error(`team: want one of ${known}, got "${team}"`);
  }
  if (!declared.environments.includes(environment)) {
    const known = declared.environments.join(", ");
    throw new Error(`environment: want one of the team's, ${known}, got "${environment}"`);
  }
  const stack = `cluster.${environment}`;
  const parsed = clusterOutputs.safeParse(await outputsOf(stack));
  if (!parsed.success) {
    throw new Error(`stack "${stack}" exports no cluster: bring "${stack}" up first`);
  }
  const { clusterName, endpoint, certificateAuthority } = parsed.data;
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
        context: { cluster: clusterName, user: "realm", namespace: mainNamespace(declared, team) },
      },
    ],
    "current-context": name,
  });
}

const mainNamespace = (declared: { readonly namespaces?: object | undefined }, team: string) =>
  Object.keys(declared.namespaces ?? { [team]: {} })[0] ?? team;
