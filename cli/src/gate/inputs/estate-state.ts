import { readFileSync } from "node:fs";

import type { DeclaredNetwork } from "@groundwork-iac/platform/internal/derived/declared-networks";
import type { automation } from "@pulumi/pulumi";
import { z } from "zod";

import { secretKey } from "../../engine";
import { stackOf } from "./baseline";

/** What `pulumi stack export` tells of a stack. */
export interface Exported {
  readonly name: string;
  readonly state: automation.Deployment;
}

const resourceSchema = z.looseObject({
  urn: z.string().regex(/^urn:pulumi:[^:]+::/),
  delete: z.boolean().optional(),
});
const stateSchema = z.object({
  version: z.number(),
  features: z.array(z.string()).optional(),
  deployment: z.looseObject({ resources: z.array(resourceSchema).optional() }),
});

/** What stands under the key of what a state holds encrypted. */
const isSecret = "1b47061264138c4ac30d75fd1eb44270";
/** What stands in a state for what is not known; `UnknownStringValue` of the engine. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * Reads a file of `pulumi stack export`.
 * @throws Error when it is none.
 */
export function readExport(file: string): Exported {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    data = undefined;
  }
  const parsed = stateSchema.safeParse(data);
  const [first] = parsed.data?.deployment.resources ?? [];
  if (!parsed.success || first === undefined) {
    throw new Error(`${file}: want what pulumi stack export prints of a stack, got none`);
  }
  return { name: stackOf(first.urn), state: parsed.data };
}

/**
 * One state of all stacks, in order of their names, as the engine analyses it. What is secret is not
 * known in it, so that no policy sees it.
 * @throws Error when two exports are of one stack, or one is of no form that is known.
 */
export function merged(exports: readonly Exported[]): automation.Deployment {
  const sorted = exports.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const twice = sorted.find(({ name }, index) => sorted[index - 1]?.name === name);
  if (twice !== undefined) {
    throw new Error(`stack ${twice.name}: want one export of it, got two`);
  }
  const states = sorted.map(({ name, state }) => {
    const parsed = stateSchema.safeParse(state);
    if (!parsed.success) {
      throw new Error(`stack ${name}: want what pulumi stack export prints, got another form`);
    }
    return parsed.data;
  });
  const features = [...new Set(states.flatMap((state) => state.features ?? []))];
  const resources = states.flatMap(({ deployment }) => deployment.resources ?? []);
  return {
    version: Math.max(3, ...states.map(({ version }) => version)),
    ...(features.length > 0 && { features }),
    deployment: {
      manifest: { time: "2000-01-01T00:00:00Z", magic: "", version: "" },
      // What a replacement has left is about to go.
      resources: resources.filter((resource) => resource.delete !== true).map(withoutSecrets),
    },
  };
}

const [vpcType, subnetType, rangeType] = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
] as const;

/** The network that a stack will have, as its state will be. */
export function declaredState(
  project: string,
  name: string,
  { component, ranges, subnets }: DeclaredNetwork,
): Exported {
  const urnOf = (type: string, resource: string) =>
    `urn:pulumi:${name}::${project}::${component}$${type}::${resource}`;
  const [[own = "", range = ""] = [], ...more] = ranges;
  const vpc = urnOf(vpcType, own);
  const made = (type: string, resource: string, outputs: object) => ({
    urn: urnOf(type, resource),
    custom: true,
    type,
    outputs,
  });
  const inVpc =
    (type: string) =>
    ([resource, cidrBlock]: readonly [string, string]) => ({
      ...made(type, resource, { cidrBlock, vpcId: unknown }),
      dependencies: [vpc],
      propertyDependencies: { vpcId: [vpc] },
    });
  const resources = [
    made(vpcType, own, { cidrBlock: range }),
    ...more.map(inVpc(rangeType)),
    ...subnets.map(inVpc(subnetType)),
  ];
  return { name, state: { version: 3, deployment: { resources } } };
}

function withoutSecrets(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(withoutSecrets);
  }
  return (value as Record<string, unknown>)[secretKey] === isSecret
    ? unknown
    : Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withoutSecrets(v)]));
}
