import type { Context } from "../../kit/context";
import { demand } from "../../kit/demands";
import type { Judged } from "../../kit/judged";

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
  "aws-native:rds:DbInstance",
  "aws-native:redshift:Cluster",
  "aws-native:redshiftserverless:Workgroup",
] as const;

/** Refuses such an address. The provider makes none if the property is omitted. */
export function refusePublicAddress(resource: Judged, ctx: Context): void {
  demand(resource, "publiclyAccessible", ctx, { want: false, otherwise: false });
}
