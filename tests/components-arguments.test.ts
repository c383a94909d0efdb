import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";

import { cluster, devtools, ingress, network, observability } from "../components";
import { NodeGroups } from "../components/cluster/node-groups";
import { Endpoints } from "../components/network/endpoints";

type Make = (args: never) => unknown;

/** Components with arguments that are right, and how each argument is wrong. */
const spoiled: readonly (readonly [
  type: string,
  make: Make,
  right: object,
  wrong: Readonly<Record<string, readonly unknown[]>>,
])[] = [
  [
    "AdministratorView",
    (args) => new cluster.AdministratorView("x", args),
    { group: "platform" },
    { group: ["", " ", "a "] },
  ],
  [
    "ExistingCluster",
    (args) => new cluster.ExistingCluster("x", args),
    { clusterName: "acme-dev" },
    { clusterName: ["", "../prod", "-a", "a".repeat(101)] },
  ],
  [
    "NodeGroups",
    (args) => new NodeGroups("x", args),
    { clusterName: "c", roleName: "r", places: [{}], instanceTypes: ["m7i.large"], min: 1, max: 2 },
    { places: [[]], instanceTypes: [[]], min: [-1, 1.5, NaN], max: [0, 1.5, Infinity] },
  ],
  [
    "ClusterSecretLogin",
    (args) => new devtools.ClusterSecretLogin("x", args),
    { path: "kubernetes-dev", issuer: "https://x.example" },
    { path: ["", "/a", "a//b", "A", "../x"] },
  ],
  [
    "WorkloadSecrets",
    (args) => new devtools.WorkloadSecrets("x", args),
    { team: "search", environment: "dev", namespaces: ["search"], loginPath: "p", policy: "p" },
    { team: ["", "Search", "search-"], environment: ["", "../dev"], namespaces: [[]] },
  ],
  [
    "ImageRepository",
    (args) => new devtools.ImageRepository("x", args),
    { repository: "search/api" },
    { repository: ["", "Search", "a--b/", "/a", "a".repeat(257)] },
  ],
  [
    "DelegatedZone",
    (args) => new ingress.DelegatedZone("x", args),
    { domain: "dev.acme.example", parentZoneId: "z" },
    { domain: ["", "dev", "dev..example", "-a.example", `${"a".repeat(64)}.example`] },
  ],
  [
    "EdgeControllers",
    (args) => new ingress.EdgeControllers("x", args),
    { clusterName: "c", domain: "dev.acme.example", zoneArn: "z" },
    { clusterName: ["", "a/b"], domain: ["", "Dev.example"] },
  ],
  [
    "BlockStorage",
    (args) => new cluster.BlockStorage("x", args),
    { clusterName: "c", kmsKeyArn: "k" },
    { clusterName: ["", "a b"] },
  ],
  [
    "LoadBalancerController",
    (args) => new ingress.LoadBalancerController("x", args),
    { clusterName: "c", region: "eu-west-1", vpcId: "v" },
    { clusterName: ["", "a/b"], region: ["", "Europe"], replicas: [0, 1.5] },
  ],
  ["Mesh", (args) => new ingress.Mesh("x", args), { replicas: 2 }, { replicas: [0, -1, 1.5, NaN] }],
  [
    "TeamRoute",
    (args) => new ingress.TeamRoute("x", args),
    { namespace: "n", route: "api", host: "api.acme.example", gateway: "g/g", service: "api" },
    {
      route: ["", "Api", "api-"],
      host: ["", "*.acme.example", "api"],
      service: ["", "api.other", "1api"],
      port: [0, 65536, 80.5],
    },
  ],
  [
    "Endpoints",
    (args) => new Endpoints("x", args),
    {
      vpcId: "v",
      region: "eu-west-1",
      cidrs: ["10.0.0.0/16"],
      routeTableIds: [],
      subnetIds: ["s"],
      services: ["ecr.api"],
    },
    {
      region: ["", "Ireland", "eu-west-1a"],
      cidrs: [["ten"], ["10.0.0.1/16"]],
      subnetIds: [[]],
      services: [[""], ["ecr..api"]],
    },
  ],
  [
    "ExistingVpc",
    (args) => new network.ExistingVpc("x", args),
    {
      vpcId: "vpc-0a1b2c3d",
      cidr: "10.0.0.0/16",
      subnets: { nodes: { "eu-west-1a": { id: "subnet-0a1b2c3d", cidr: "10.0.0.0/24" } } },
    },
    {
      vpcId: ["", "vpc", "subnet-0a1b2c3d"],
      cidr: ["", "10.0.0.0", "10.0.0.0/33"],
      subnets: [
        {},
        { nodes: { "eu-west-1a": { id: "vpc-1", cidr: "10.0.0.0/24" } } },
        { nodes: { "eu-west-1a": { id: "subnet-1", cidr: "10.0.0.1/24" } } },
      ],
    },
  ],
  [
    "PrivateBucket",
    (args) => new network.PrivateBucket("x", args),
    { bucket: "acme-logs", kmsKeyArn: "k" },
    {
      bucket: ["", "Acme", "ab", "xn--a", "a..b", "a".repeat(64)],
      expireAfterDays: [0, -1, 1.5],
      flowLogsOf: ["", "1234"],
    },
  ],
  [
    "QuotaRequests",
    (args) => new network.QuotaRequests("x", args),
    { needs: [{ service: "vpc", code: "a", needed: 1, byDefault: 1 }] },
    {
      needs: [
        [{ service: "vpc", code: "a", needed: NaN, byDefault: 1 }],
        [
          { service: "vpc", code: "a", needed: 1, byDefault: 1 },
          { service: "vpc", code: "a", needed: 2, byDefault: 1 },
        ],
      ],
    },
  ],
  [
    "TransitSpoke",
    (args) => new network.TransitSpoke("x", args),
    { environment: "dev", cidrs: ["10.0.0.0/16"], connected: { office: ["10.1.0.0/16"] } },
    {
      environment: ["", "Dev"],
      cidrs: [[], ["ten"]],
      connected: [{ office: ["10.0.0.1/8"] }],
    },
  ],
  [
    "LogStore",
    (args) => new observability.LogStore("x", args),
    { clusterName: "c", region: "eu-west-1", bucket: "acme-logs" },
    {
      clusterName: ["", "a b"],
      region: ["", "eu"],
      bucket: ["", "Acme"],
      retentionDays: [0, 1.5],
      replicas: [0, 1.5],
      cacheMiB: [-1, 1.5],
      retentionByNamespace: [{ search: 0 }],
    },
  ],
  [
    "RunwayAlerts",
    (args) => new observability.RunwayAlerts("x", args),
    {
      namespace: "n",
      demand: {
        region: "eu-west-1",
        zones: ["eu-west-1a"],
        nodesByZone: 3,
        podsByNode: 110,
        growthPercent: 5,
      },
    },
    {
      demand: [
        { region: "eu", zones: ["eu-west-1a"], nodesByZone: 3, podsByNode: 110, growthPercent: 5 },
        { region: "eu-west-1", zones: [], nodesByZone: 3, podsByNode: 110, growthPercent: 5 },
      ],
    },
  ],
];

const cases = spoiled.flatMap(([type, make, right, wrong]) =>
  Object.entries(wrong).flatMap(([argument, values]) =>
    values.map((value) => [type, argument, value, make, { ...right, [argument]: value }] as const),
  ),
);

describe("a component", () => {
  it.each(cases)(
    "%s names its argument %s that is %j before it makes anything",
    (type, argument, _value, make, args) => {
      let thrown: unknown;
      try {
        make(args as never);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(pulumi.ResourceError);
      const { message, hideStack } = thrown as pulumi.ResourceError;
      expect(hideStack).toBe(true);
      expect(message).toMatch(
        new RegExp(`^groundwork:\\w+:${type} "x" has invalid arguments:\\n {2}- ${argument}`),
      );
      expect(message).toMatch(/: want /);
    },
  );
});
