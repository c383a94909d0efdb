import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { Imports } from "../../contracts";

/** A cluster, with credentials of the moment from the AWS command line. */
export function clusterProvider(cluster: Imports<"cluster">, region: string): k8s.Provider {
  const { clusterName, arn, endpoint, certificateAuthority } = cluster;
  const args = ["eks", "get-token", "--region", region, "--cluster-name", clusterName];
  return new k8s.Provider("cluster", {
    clusterIdentifier: arn,
    // Another tool's server-side apply would stop every later preview and update by a conflict.
    enablePatchForce: true,
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
