import * as pulumi from "@pulumi/pulumi";

import { WorkloadIdentity } from "../cluster/workload-identity";
import { installChart } from "../lib/charts";
import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { bucketIssues, clusterNameIssues, regionIssues, wholeIssues } from "../lib/plain";
import { PrivateBucket } from "../network/private-bucket";

/** Arguments of {@link LogStore}. */
export interface LogStoreArgs {
  readonly clusterName: string;
  readonly region: string;
  /** Namespace of the observability tools. */
  readonly namespace: pulumi.Input<string>;
  /** Name of the bucket. */
  readonly bucket: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /**
   * Days that logs are kept. The bucket keeps them 10 days longer, so that it never deletes what
   * Loki still lists.
   * @default 30
   */
  readonly retentionDays?: number;
  /**
   * Days that the logs of a namespace are kept, where it is not that many.
   * @default {}
   */
  readonly retentionByNamespace?: Readonly<Record<string, number>>;
  /**
   * Copies of what reads and of what keeps house. With 1, logs are written once; with more, three times, by
   * three copies that are on nodes of their own where there are as many.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * Memory of the cache of chunks, in MiB, on one node; 0 is no cache.
   * @default 1024
   */
  readonly cacheMiB?: number;
}

/** Loki on S3: a tenant a team, retention by Loki itself. */
export class LogStore extends pulumi.ComponentResource {
  public static readonly type = typeToken("observability", "LogStore");

  public readonly bucket: pulumi.Output<string>;

  public constructor(name: string, args: LogStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(LogStore.type, name, checkLogStoreArgs(args), opts);
    super(LogStore.type, name, args, opts);
    const {
      clusterName,
      region,
      namespace,
      kmsKeyArn,
      retentionDays = 30,
      retentionByNamespace = {},
      replicas = 2,
      cacheMiB = 1024,
    } = args;
    const child = { parent: this };

    const longest = Math.max(retentionDays, ...Object.values(retentionByNamespace));
    const store = new PrivateBucket(
      `${name}-bucket`,
      { bucket: args.bucket, kmsKeyArn, expireAfterDays: longest + 10, retain: true },
      child,
    );
    const identity = new WorkloadIdentity(
      `${name}-identity`,
      {
        clusterName,
        namespace: "observability",
        serviceAccount: "loki",
        roleName: `${clusterName}-loki`,
        statements: [
          { actions: ["s3:ListBucket"], resources: [store.arn] },
          {
            actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
            resources: [pulumi.interpolate`${store.arn}/*`],
          },
          { actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [kmsKeyArn] },
        ],
      },
      child,
    );
    installChart(
      name,
      "logs",
      {
        namespace,
        values: {
          ...lokiValues(args.bucket, region, retentionDays, retentionByNamespace, replicas),
          ...sizes(replicas, cacheMiB),
        },
      },
      { parent: this, dependsOn: [identity, store] },
    );

    this.bucket = store.bucket;
    this.registerOutputs({ bucket: this.bucket });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkLogStoreArgs(args: LogStoreArgs): ArgIssue[] {
  const { clusterName, region, bucket, retentionDays, retentionByNamespace = {} } = args;
  return [
    ...clusterNameIssues("clusterName", clusterName),
    ...regionIssues("region", region),
    ...bucketIssues("bucket", bucket),
    ...wholeIssues("retentionDays", retentionDays, 1),
    ...wholeIssues("replicas", args.replicas, 1),
    ...wholeIssues("cacheMiB", args.cacheMiB, 0),
    ...Object.entries(retentionByNamespace).flatMap(([namespace, days]) =>
      wholeIssues(`retentionByNamespace.${namespace}`, days, 1),
    ),
  ];
}

/**
 * Copies and caches. The chart wants a node for each copy, and 9.6 GiB for a cache; here copies only prefer
 * nodes of their own, so that they fit the nodes that a profile has.
 */
function sizes(replicas: number, cacheMiB: number) {
  const spread = {
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } },
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
    ],
  };
  const cache = { enabled: cacheMiB > 0 };
  return {
    read: { replicas, ...spread },
    write: { replicas: replicas === 1 ? 1 : 3, ...spread },
    backend: { replicas, ...spread },
    chunksCache: cacheMiB > 0 ? { ...cache, allocatedMemory: cacheMiB } : cache,
    resultsCache: cacheMiB > 0 ? { ...cache, allocatedMemory: Math.ceil(cacheMiB / 4) } : cache,
  };
}

/** https://grafana.com/docs/loki/latest/setup/install/helm/reference/ */
function lokiValues(
  bucket: string,
  region: string,
  retentionDays: number,
  byNamespace: Readonly<Record<string, number>>,
  replicas: number,
) {
  // https://grafana.com/docs/loki/latest/operations/storage/retention/
  const streams = Object.entries(byNamespace).map(([namespace, days]) => ({
    selector: `{namespace="${namespace}"}`,
    priority: 1,
    period: `${days * 24}h`,
  }));
  return {
    deploymentMode: "SimpleScalable",
    serviceAccount: { name: "loki" },
    loki: {
      auth_enabled: true,
      commonConfig: { replication_factor: replicas === 1 ? 1 : 3 },
      storage: {
        type: "s3",
        s3: { region },
        bucketNames: { chunks: bucket, ruler: bucket },
      },
      schemaConfig: {
        configs: [
          {
            from: "2025-01-01",
            store: "tsdb",
            object_store: "s3",
            schema: "v13",
            index: { prefix: "index_", period: "24h" },
          },
        ],
      },
      compactor: { retention_enabled: true, delete_request_store: "s3" },
      limits_config: {
        retention_period: `${retentionDays * 24}h`,
        ...(streams.length === 0 ? {} : { retention_stream: streams }),
        ingestion_rate_mb: 8,
      },
    },
    minio: { enabled: false },
  };
}
