import * as pulumi from "@pulumi/pulumi";

import { cluster } from "../../components";
import { type Exports, readStack } from "../contracts";
import { ciRole, clusterNameOf, roleArn } from "../hosts";
import type { Organization } from "../organization";
import { profileOf } from "../profiles";
import { awsProvider } from "../providers";
import { environmentOf } from "./environment-of";

/**
 * `cluster.<id>`: the environment's cluster and its nodes, made or found. Setting `groundwork:release` to true
 * turns deletion protection off, the step before the cluster is destroyed.
 */
export function clusterProgram(organization: Organization, name: string): Exports<"cluster"> {
  const environment = environmentOf(organization, name);
  const provider = awsProvider(organization, "account", environment);
  const clusterName = clusterNameOf(organization, name);
  if (environment.cluster.mode === "existing") {
    return outputsOf(new cluster.ExistingCluster(name, { clusterName }, { provider }));
  }
  const account = readStack("account", environment.account);
  const network = readStack("network", name);
  const { version, instanceTypes, nodesByZone } = environment.cluster;
  const made = new cluster.Cluster(
    name,
    {
      clusterName,
      version,
      ...(instanceTypes ? { instanceTypes } : {}),
      nodesByZone: nodesByZone ?? profileOf(organization).nodesByZone,
      zones: environment.network.zones,
      nodeSubnetIds: network.subnetIds.apply(({ nodes = {} }) => nodes),
      kmsKeyArn: account.kmsKeyArn,
      deployRoleArn: roleArn(organization, environment.account, ciRole),
      breakGlassRoleArn: account.breakGlassRoleArn,
      deletionProtection: new pulumi.Config("groundwork").getBoolean("release") !== true,
    },
    { provider },
  );
  return outputsOf(made);
}

function outputsOf(made: cluster.Cluster | cluster.ExistingCluster): Exports<"cluster"> {
  const { clusterName, arn, endpoint, certificateAuthority } = made;
  return { clusterName, arn, endpoint, certificateAuthority };
}
