import * as aws from "@pulumi/aws";
import * as github from "@pulumi/github";
import * as keycloak from "@pulumi/keycloak";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import type { Imports } from "../contracts";
import { roleArn } from "../derived/hosts";
import type { Organization } from "../declarations/model";

/**
 * AWS in one account and region; refuses to work in any other account.
 * @param role Name of the account's role to assume. Default: the credentials of the environment.
 */
export function awsProvider(
  organization: Organization,
  name: string,
  place: { readonly account: string; readonly region: string },
  role?: string,
): aws.Provider {
  return new aws.Provider(name, {
    region: place.region as aws.Region,
    allowedAccountIds: [organization.accounts[place.account] ?? ""],
    ...(role === undefined
      ? {}
      : { assumeRoles: [{ roleArn: roleArn(organization, place.account, role) }] }),
    defaultTags: { tags: { "managed-by": "groundwork", stack: pulumi.getStack() } },
  });
}

/** The Keycloak server; the client's secret comes from KEYCLOAK_CLIENT_SECRET. */
export function keycloakProvider(url: string): keycloak.Provider {
  return new keycloak.Provider("realm", { url, clientId: "groundwork" });
}

/** The GitHub organisation; the token comes from GITHUB_TOKEN. */
export function githubProvider({ github: { owner } }: Organization): github.Provider {
  return new github.Provider("github", { owner });
}

/** The OpenBao or Vault server; the token comes from VAULT_TOKEN. */
export function vaultProvider({ secrets }: Organization): vault.Provider {
  return new vault.Provider("secrets", { address: secrets.url });
}

/** A cluster, with credentials of the moment from the AWS command line. */
export function clusterProvider(cluster: Imports<"cluster">, region: string): k8s.Provider {
  const { clusterName, arn, endpoint, certificateAuthority } = cluster;
  const args = ["eks", "get-token", "--region", region, "--cluster-name", clusterName];
  return new k8s.Provider("cluster", {
    clusterIdentifier: arn,
    kubeconfig: pulumi.jsonStringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "cluster",
          cluster: { server: endpoint, "certificate-authority-data": certificateAuthority },
        },
      ],
      users: [
        {
          name: "platform",
          user: {
            exec: { apiVersion: "client.authentication.k8s.io/v1beta1", command: "aws", args },
          },
        },
      ],
      contexts: [{ name: "cluster", context: { cluster: "cluster", user: "platform" } }],
      "current-context": "cluster",
    }),
  });
}
