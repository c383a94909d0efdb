import { z } from "zod";

import { stages } from "../../components/team/personas";
import { cidr, count, distinct, region, slug, text } from "./fields";

const zones = distinct(text, "availability zones").min(1, "one availability zone at least");

const demand = z
  .strictObject({
    nodesByZone: count.optional().describe("Nodes a zone today. Default: the cluster's most."),
    podsByNode: count.optional().describe("Pods a node, at the most. Default: 110."),
    loadBalancers: count.optional().describe("Load balancers inside the VPC today. Default: 3."),
    dataByZone: count.optional().describe("Addresses of databases a zone today. Default: 10."),
    byTeam: z
      .strictObject({
        nodesByZone: z.number().optional(),
        loadBalancers: count.optional(),
        dataByZone: count.optional(),
      })
      .optional()
      .describe("What each team of the environment brings beside that. Default: nothing."),
    spareByZone: count
      .optional()
      .describe("Addresses a zone held for what nobody plans yet. Default: 0."),
    clusters: count.optional().describe("Clusters that are there at once. Default: 2."),
    growthPercent: z.number().optional().describe("Default: the organisation's."),
  })
  .optional()
  .describe("What the address plan is computed from, with the growth a month.");

const managedNetwork = z.strictObject({
  mode: z.literal("managed").optional(),
  zones: zones.describe("Availability zones; the cluster's control plane is in the first two."),
  nat: z
    .enum(["none", "one", "per-zone"])
    .optional()
    .describe("NAT gateways. Default: by profile."),
  adopt: z
    .record(text, text)
    .optional()
    .describe(
      'Ids of resources that are there already, by type and name: "Subnet dev-nodes-eu-west-1a". Their ranges must be in addresses.json.',
    ),
  pods: z
    .enum(["unique", "reused"])
    .optional()
    .describe(
      "Whether no other environment has the pods' range, or several have it: pods are not routed outside the VPC. Default: unique.",
    ),
  demand,
});

const subnets = z.record(
  text,
  z.strictObject({
    id: z
      .string()
      .regex(/^subnet-[0-9a-f]{8,17}$/, "a subnet's id such as subnet-0a1b2c3d4e5f67890"),
    cidr: cidr.describe("Its range, checked against the subnet."),
  }),
);

const existingNetwork = z.strictObject({
  mode: z.literal("existing"),
  cidr: cidr.describe("The VPC's primary range, checked against the VPC."),
  vpcId: z.string().regex(/^vpc-[0-9a-f]{8,17}$/, "a VPC's id such as vpc-0a1b2c3d4e5f67890"),
  zones: zones.describe("Availability zones that the platform uses."),
  subnets: z
    .strictObject({
      public: subnets.optional(),
      balancers: subnets.optional(),
      control: subnets.optional(),
      data: subnets.optional(),
      nodes: subnets,
      pods: subnets.optional(),
    })
    .describe("Subnets by tier and zone; without pods, theirs are those of the nodes."),
  demand,
});

const managedCluster = z.strictObject({
  mode: z.literal("managed").optional(),
  version: z.string().regex(/^1\.\d+$/, 'a Kubernetes minor in quotes such as "1.34"'),
  instanceTypes: distinct(text, "instance types").min(1, "one instance type at least").optional(),
  nodesByZone: z
    .strictObject({
      min: z.int().min(0, "0 or more"),
      max: z.int().min(1, "1 or more"),
    })
    .optional()
    .describe("Nodes a zone. Default: by profile."),
});

const existingCluster = z.strictObject({
  mode: z.literal("existing"),
  name: text.describe("Name of the EKS cluster, in the environment's account and region."),
});

/** Tiers of the policy pack, the laxest first. */
const guardrailTiers = ["sandbox", "nonprod", "prod"] as const;
/**
 * How strictly the policy pack judges an environment.
 * @useDeclaredType
 */
export type GuardrailTier = (typeof guardrailTiers)[number];

/** `environments/<name>.yaml`: one environment. */
export const environmentSchema = z.strictObject({
  account: slug.describe("Name of one of the organisation's accounts."),
  region,
  after: slug
    .optional()
    .describe("Environment that a change reaches first; none: this is a first."),
  stage: z
    .enum(stages)
    .optional()
    .describe(
      "What teams may do by default. Default: development when another comes after it, else production.",
    ),
  guardrails: z
    .enum(guardrailTiers)
    .optional()
    .describe(
      "How strictly the policy pack judges this environment's stacks; less than prod only where its stage is development. Default: prod.",
    ),
  network: z.discriminatedUnion("mode", [managedNetwork, existingNetwork]),
  cluster: z.discriminatedUnion("mode", [managedCluster, existingCluster]),
});
