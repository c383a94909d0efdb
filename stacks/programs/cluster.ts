import * as pulumi from "@pulumi/pulumi";

import { cluster, network } from "../../components";
import { plannedAddresses } from "../derived/addresses";
import { type Exports, readStack } from "../contracts";
import { ciRole, clusterNameOf, defaultServiceRange, roleArn } from "../derived/hosts";
import type { Organization } from "../declarations/model";
import { profileOf } from "../derived/profiles";
import { awsProvider } from "./providers";
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
  const { subnetIds } = readStack("network", name);
  const { zones } = environment.network;
  const { version, instanceTypes, nodesByZone } = environment.cluster;
  const made = new cluster.Cluster(
    name,
    {
      clusterName,
      version,
      ...(instanceTypes ? { instanceTypes } : {}),
      nodesByZone: nodesByZone ?? profileOf(organization).nodesByZone,
      controlSubnetIds: subnetIds.apply(({ control, nodes = {} }) =>
        zones
          .slice(0, control === undefined ? zones.length : 2)
          .flatMap((zone) => (control ?? nodes)[zone] ?? []),
      ),
      nodePlaces: nodePlaces(organization, name, subnetIds),
      serviceCidr: organization.addresses?.serviceRange ?? defaultServiceRange,
      kmsKeyArn: account.kmsKeyArn,
      deployRoleArn: roleArn(organization, environment.account, ciRole),
      breakGlassRoleArn: account.breakGlassRoleArn,
      deletionProtection: new pulumi.Config("groundwork").getBoolean("release") !== true,
    },
    { provider },
  );
  return outputsOf(made);
}

/** A place for each subnet for nodes, with the one for their pods. */
function nodePlaces(
  organization: Organization,
  name: string,
  subnetIds: pulumi.Output<network.SubnetIds>,
): cluster.NodePlace[] {
  const { network: declared } = environmentOf(organization, name);
  const idOf = (tier: string, zone: string, index: number) =>
    subnetIds.apply((ids) => ids[tier]?.[zone]?.[index] ?? "");
  if (declared.mode === "existing") {
    const { pods } = declared.subnets;
    return declared.zones.map((zone) => ({
      name: zone,
      zone,
      subnetId: idOf("nodes", zone, 0),
      ...(pods === undefined ? {} : { podSubnetId: idOf("pods", zone, 0) }),
    }));
  }
  return network
    .networkOf(plannedAddresses(organization), name)
    .zones.filter(({ tier }) => tier === "nodes")
    .flatMap(({ zone, cidrs }) =>
      cidrs.map((_, index) => ({
        name: index === 0 ? zone : `${zone}-${index + 1}`,
        zone,
        subnetId: idOf("nodes", zone, index),
        podSubnetId: idOf("pods", zone, index),
      })),
    );
}

function outputsOf(made: cluster.Cluster | cluster.ExistingCluster): Exports<"cluster"> {
  const { clusterName, issuer, arn, endpoint, certificateAuthority } = made;
  return { clusterName, issuer, arn, endpoint, certificateAuthority };
}
