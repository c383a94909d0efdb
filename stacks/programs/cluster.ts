import * as pulumi from "@pulumi/pulumi";

import { cluster } from "../../components";
import { type Exports, readStack } from "../contracts";
import type { Organization } from "../organization";
import { awsProvider } from "../providers";
import { environmentOf } from "./environment-of";

/**
 * `cluster.<id>`: the environment's cluster and its nodes. Setting `groundwork:release` to true
 * turns deletion protection off, the step before the cluster is destroyed.
 */
export function clusterProgram(organization: Organization, name: string): Exports<"cluster"> {
  const environment = environmentOf(organization, name);
  const account = readStack("account", environment.account);
  const network = readStack("network", name);
  const made = new cluster.Cluster(
    name,
    {
      ...environment.cluster,
      clusterName: `${organization.name}-${name}`,
      zones: environment.network.zones,
      nodeSubnetIds: network.subnetIds.apply(({ nodes = {} }) => nodes),
      kmsKeyArn: account.kmsKeyArn,
      breakGlassRoleArn: account.breakGlassRoleArn,
      deletionProtection: new pulumi.Config("groundwork").getBoolean("release") !== true,
    },
    { provider: awsProvider(organization, "account", environment) },
  );
  const { clusterName, arn, endpoint, certificateAuthority } = made;
  return { clusterName, arn, endpoint, certificateAuthority };
}
