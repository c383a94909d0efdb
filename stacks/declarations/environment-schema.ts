import { z } from "zod";

import { stages } from "../../components/team/personas";
import { adopted } from "./adopted-resources";
import { cidr, count, distinct, region, slug, text } from "./fields";
import { instanceTypes } from "./instance-types";
import { contacts, credentials, nobody, reasons } from "./trust-marks";

const resource = nobody(reasons.resource);
const awsId = nobody(reasons.aws);
const aws = contacts("AWS, in this account and region", credentials.account);
const apiServer = contacts("the cluster's API server", credentials.cluster);

/**
 * Kubernetes minors that EKS has, and the newest of upstream, which it has some weeks later. It makes
 * no cluster of a minor whose extended support is over: that of 1.31 ended on 26 November 2026;
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html#kubernetes-release-calendar
 */
const minors = { oldest: 32, newest: 37 };
const minorsWanted = `1.${minors.oldest} to 1.${minors.newest}`;
const isMinor = (version: string) => {
  const minor = version.slice("1.".length);
  return !minor.startsWith("0") && Number(minor) >= minors.oldest && Number(minor) <= minors.newest;
};

const zones = distinct(text, "availability zones")
  .min(1, "one availability zone at least")
  .max(6, "1 to 6 different zones");

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
  .describe("What the address plan is computed from, with the growth a month.")
  .meta(nobody(reasons.plan));

const managedNetwork = z.strictObject({
  mode: z.literal("managed").optional().meta(awsId),
  zones: zones
    .describe("Availability zones; the cluster's control plane is in the first two.")
    .meta(resource),
  nat: z
    .enum(["none", "one", "per-zone"])
    .optional()
    .describe("NAT gateways. Default: by profile.")
    .meta(resource),
  adopt: adopted
    .optional()
    .describe(
      'Ids of resources that are there already, by type and name: "Subnet dev-nodes-eu-west-1a". Their ranges must be in addresses.json.',
    )
    .meta(awsId),
  pods: z
    .enum(["unique", "reused"])
    .optional()
    .describe(
      "Whether no other environment has the pods' range, or several have it: pods are not routed outside the VPC. Default: unique.",
    )
    .meta(nobody(reasons.plan)),
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
  mode: z.literal("existing").meta(awsId),
  cidr: cidr.describe("The VPC's primary range, checked against the VPC.").meta(awsId),
  vpcId: z
    .string()
    .regex(/^vpc-[0-9a-f]{8,17}$/, "a VPC's id such as vpc-0a1b2c3d4e5f67890")
    .meta(awsId),
  zones: zones.describe("Availability zones that the platform uses.").meta(resource),
  subnets: z
    .strictObject({
      public: subnets.optional(),
      balancers: subnets.optional(),
      control: subnets.optional(),
      data: subnets.optional(),
      nodes: subnets,
      pods: subnets.optional(),
    })
    .describe("Subnets by tier and zone; without pods, theirs are those of the nodes.")
    .meta(awsId),
  demand,
});

const managedCluster = z.strictObject({
  mode: z.literal("managed").optional().meta(apiServer),
  version: z
    .string()
    .regex(/^1\.\d+$/, { error: 'a Kubernetes minor in quotes such as "1.34"', abort: true })
    .refine(isMinor, `a Kubernetes minor of ${minorsWanted}`)
    .meta(resource),
  instanceTypes: instanceTypes
    .optional()
    .describe(
      "Types of the nodes, all of one architecture, which their image follows. Default: [m7g.large].",
    )
    .meta(resource),
  nodesByZone: z
    .strictObject({
      min: z.int().min(0, "0 or more"),
      max: z.int().min(1, "1 or more"),
    })
    .optional()
    .describe("Nodes a zone. Default: by profile.")
    .meta(resource),
});

const existingCluster = z.strictObject({
  mode: z.literal("existing").meta(apiServer),
  name: text
    .describe("Name of the EKS cluster, in the environment's account and region.")
    .meta(apiServer),
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
  account: slug.describe("Name of one of the organisation's accounts.").meta(aws),
  region: region.meta(aws),
  after: slug
    .optional()
    .describe("Environment that a change reaches first; none: this is a first.")
    .meta(nobody("the order of updates")),
  stage: z
    .enum(stages)
    .optional()
    .describe(
      "What teams may do by default. Default: development when another comes after it, else production.",
    )
    .meta(nobody(reasons.rights)),
  guardrails: z
    .enum(guardrailTiers)
    .optional()
    .describe(
      "How strictly the policy pack judges this environment's stacks; less than prod only where its stage is development. Default: prod.",
    )
    .meta(
      contacts(
        "the policy pack, which judges the environment as strictly as this says",
        credentials.verdict,
      ),
    ),
  network: z.discriminatedUnion("mode", [managedNetwork, existingNetwork]),
  cluster: z.discriminatedUnion("mode", [managedCluster, existingCluster]),
});
