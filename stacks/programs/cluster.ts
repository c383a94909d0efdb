import * as pulumi from "@pulumi/pulumi";

import { Cluster } from "../../components/cluster/cluster";
import { ExistingCluster } from "../../components/cluster/existing-cluster";
import type { NodePlace } from "../../components/cluster/node-groups";
import type { SubnetIds } from "../../components/network/vpc";
import { exported, type Exports, readStack } from "../contracts";
import type { ResolvedEnvironment, ResolvedNodePlace } from "../derived/resolved/model";
import { awsProvider } from "./providers/aws";

/**
 * `cluster.<id>`: the environment's cluster and its nodes, made or found. Setting `groundwork:release` to true
 * turns deletion protection off, the step before the cluster is destroyed.
 */
export function clusterProgram(environment: ResolvedEnvironment): Exports<"cluster"> {
  const { name, cluster: planned, deployRoleArn, previewRoleArn } = environment;
  const provider = awsProvider("account", environment);
  if (planned.mode === "existing") {
    const found = { clusterName: planned.name };
    return outputsOf(new ExistingCluster(name, found, { provider }));
  }
  const account = readStack("account", environment.account);
  const { subnetIds } = readStack("network", name);
  const { zones } = environment.network;
  const { version, instanceTypes, nodesByZone, serviceRange, nodePlaces } = planned;
  const made = new Cluster(
    name,
    {
      clusterName: planned.name,
      version,
      ...(instanceTypes ? { instanceTypes } : {}),
      nodesByZone,
      controlSubnetIds: subnetIds.apply(({ control, nodes = {} }) =>
        zones
          .slice(0, control === undefined ? zones.length : 2)
          .flatMap((zone) => (control ?? nodes)[zone] ?? []),
      ),
      nodePlaces: nodePlaces.map((place) => withSubnets(place, `network.${name}`, subnetIds)),
      serviceCidr: serviceRange,
      kmsKeyArn: account.kmsKeyArn,
      deployRoleArn,
      previewRoleArn,
      breakGlassRoleArn: account.breakGlassRoleArn,
      deletionProtection: new pulumi.Config("groundwork").getBoolean("release") !== true,
    },
    { provider },
  );
  return outputsOf(made);
}

/** A place of nodes with the subnets that the network's stack made for it. */
function withSubnets(
  { name, zone, index, podSubnet }: ResolvedNodePlace,
  stack: string,
  subnetIds: pulumi.Output<SubnetIds>,
): NodePlace {
  const idOf = (tier: string) =>
    subnetIds.apply((ids) =>
      exported(stack, `subnetIds.${tier}.${zone}[${index}]`, ids[tier]?.[zone]?.[index]),
    );
  return {
    name,
    zone,
    subnetId: idOf("nodes"),
    ...(podSubnet ? { podSubnetId: idOf("pods") } : {}),
  };
}

function outputsOf(made: Cluster | ExistingCluster): Exports<"cluster"> {
  const { clusterName, issuer, arn, endpoint, certificateAuthority } = made;
  return { clusterName, issuer, arn, endpoint, certificateAuthority };
}
