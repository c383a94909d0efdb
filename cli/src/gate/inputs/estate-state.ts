import { readData } from "@groundwork-iac/platform/internal/declarations/files";
import type { DeclaredNetwork } from "@groundwork-iac/platform/internal/derived/declared-networks";
import type { automation } from "@pulumi/pulumi";
import { z } from "zod";

import { secretKey } from "../../engine";
import { stackOf } from "./baseline";
import { refuse } from "./declared";

/** The output of `pulumi stack export`. */
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

/** The value under the key that marks an encrypted value in a state. */
const isSecret = "1b47061264138c4ac30d75fd1eb44270";
/** Placeholder for an unknown value in a state; `UnknownStringValue` of the engine. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The most that a state may have: more is no text for Node.js. */
const mostBytes = 500_000_000;

/**
 * Reads a file of `pulumi stack export`.
 * @throws Error when there is no such file, and ProblemsError when it is no such export.
 */
export function readExport(file: string): Exported {
  const want = "the output of pulumi stack export";
  const read = readData(file, "JSON", mostBytes);
  if (read === undefined) {
    throw new Error(`${file}: want ${want}, got none`);
  }
  refuse(read.problems.map((problem) => ({ ...problem, file })));
  const parsed = stateSchema.safeParse(read.data);
  const [first] = parsed.data?.deployment.resources ?? [];
  if (!parsed.success || first === undefined) {
    throw new Error(
      `${file}: want ${want}, got ${parsed.success ? "no resource" : "another form"}`,
    );
  }
  return { name: stackOf(first.urn), state: parsed.data };
}

/**
 * One state of all stacks, in order of their names, as the engine analyses it. Secrets are unknown
 * values in it, so that no policy sees them.
 * @throws Error when two exports are of one stack, or an export has an unknown form.
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
      throw new Error(`stack ${name}: want the output of pulumi stack export, got another form`);
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
      // The engine is about to delete the old resource of a replacement.
      resources: resources.filter((resource) => resource.delete !== true).map(withoutSecrets),
    },
  };
}

const [vpcType, defaultGroupType, subnetType, rangeType] = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
] as const;

/** The declared network of a stack, in the form of a state. */
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
  const ofVpc = { dependencies: [vpc], propertyDependencies: { vpcId: [vpc] } };
  const inVpc =
    (type: string) =>
    ([resource, cidrBlock]: readonly [string, string]) => ({
      ...made(type, resource, { cidrBlock, vpcId: unknown }),
      ...ofVpc,
    });
  const resources = [
    made(vpcType, own, { cidrBlock: range }),
    ...more.map(inVpc(rangeType)),
    ...subnets.map(inVpc(subnetType)),
    // A network that is there already is not to be taken over; what its default group opens is not declared.
    { ...made(defaultGroupType, `${own}-locked`, { vpcId: unknown }), ...ofVpc },
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
