import type { Context } from "../../kit/context";
import { demand } from "../../kit/demands";
import type { Judged } from "../../kit/judged";
import { not } from "../../kit/node";
import { verdict } from "../../kit/verdict";

/** Servers of data that can have an address which the internet reaches, beside their security groups. */
export const addressed = [
  "aws:rds/instance:Instance",
  "aws:rds/clusterInstance:ClusterInstance",
  "aws:rds/shardGroup:ShardGroup",
  "aws:redshift/cluster:Cluster",
  "aws:redshiftserverless/workgroup:Workgroup",
  "aws:neptune/clusterInstance:ClusterInstance",
  "aws:timestreaminfluxdb/dbInstance:DbInstance",
  "aws:timestreaminfluxdb/dbCluster:DbCluster",
  "aws:lightsail/database:Database",
  "aws:dms/replicationInstance:ReplicationInstance",
  "aws:dms/instanceProfile:InstanceProfile",
  "aws:mq/broker:Broker",
  "aws:m2/environment:Environment",
  ...["amazonmq:Broker", "dms:InstanceProfile", "dms:ReplicationInstance", "lightsail:Database"],
  ...[
    "m2:Environment",
    "neptune:DbInstance",
    "rds:DbCluster",
    "rds:DbInstance",
    "rds:DbShardGroup",
  ],
  ...["redshift:Cluster", "redshiftserverless:Workgroup"],
  ...["timestream:InfluxDbCluster", "timestream:InfluxDbInstance"],
].map((kind) => (kind.startsWith("aws:") ? kind : `aws-native:${kind}`));

/**
 * Kinds whose API may make an address if the property is omitted; the aws provider then asks for none.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 * https://docs.aws.amazon.com/dms/latest/APIReference/API_CreateReplicationInstance.html
 */
const openByDefault: readonly string[] = [
  ...["dms:InstanceProfile", "dms:ReplicationInstance", "rds:DbCluster", "rds:DbInstance"],
].map((kind) => `aws-native:${kind}`);

/** Refuses such an address, and a cluster or server that leaves it to the API. */
export function refusePublicAddress(resource: Judged, ctx: Context): void {
  const property = "publiclyAccessible";
  const place = resource.at(property);
  // Clusters of Aurora have none; their instances have.
  const isAurora = resource.at("engine").is((engine) => engine.startsWith("aurora"));
  const isLeft = openByDefault.includes(resource.type) && place.absent;
  if (isLeft) {
    verdict(ctx, not(isAurora), "false, said", place, resource.at("engine"));
  } else {
    demand(resource, property, ctx, { want: false, otherwise: false });
  }
}
