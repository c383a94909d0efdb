import * as aws from "@pulumi/aws";
import * as github from "@pulumi/github";
import * as keycloak from "@pulumi/keycloak";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import type { Imports } from "../contracts";
import { roleArn } from "../derived/hosts";
import type { AwsPlace, OrganizationFacts } from "../derived/resolved/model";

/**
 * AWS in one account and region; refuses to work in any other account.
 * @param role Name of the account's role to assume. Default: the credentials of the environment.
 */
export function awsProvider(
  name: string,
  { accountId, region }: AwsPlace,
  role?: string,
): aws.Provider {
  return new aws.Provider(name, {
    region: region as aws.Region,
    allowedAccountIds: [accountId],
    ...(role === undefined ? {} : { assumeRoles: [{ roleArn: roleArn(accountId, role) }] }),
    defaultTags: { tags: { "managed-by": "groundwork", stack: pulumi.getStack() } },
  });
}

/** The Keycloak server; the client's secret comes from KEYCLOAK_CLIENT_SECRET. */
export function keycloakProvider(url: string): keycloak.Provider {
  return new keycloak.Provider("realm", { url, clientId: "groundwork" });
}

/** The GitHub organisation; the token comes from GITHUB_TOKEN. */
export function githubProvider({ githubOwner }: OrganizationFacts): github.Provider {
  return new github.Provider("github", { owner: githubOwner });
}

/** The OpenBao or Vault server; the token comes from VAULT_TOKEN. */
export function vaultProvider({ secretServer }: OrganizationFacts): vault.Provider {
  return new vault.Provider("secrets", { address: secretServer });
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
