import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";
import { z } from "zod";

import { lazily } from "./derived/lazily";

const byName = z.record(z.string(), z.string());

/**
 * Outputs that the stacks of each layer promise to their readers: references only, never
 * secrets. A change that a reader would notice raises the version; readers accept the version before too.
 */
export const contracts = {
  organization: contract(1, {
    zoneId: z.string(),
    domain: z.string(),
    nameServers: z.array(z.string()),
    /** None unless networks are connected by a transit gateway. */
    transitGatewayId: z.string().optional(),
    /** Route table of each network at the gateway. */
    transitTableIds: byName.optional(),
  }),
  account: contract(1, {
    accountId: z.string(),
    kmsKeyArn: z.string(),
    logBucketArn: z.string(),
    stateBucket: z.string(),
    breakGlassRoleArn: z.string(),
  }),
  identity: contract(1, {
    issuer: z.string(),
    /** None if the issuer already exists. */
    realmId: z.string().optional(),
    groupsClaim: z.string(),
    clients: byName,
  }),
  tools: contract(1, {
    secretLoginAccessor: z.string(),
    secretCiPath: z.string(),
  }),
  network: contract(
    2,
    {
      vpcId: z.string(),
      cidr: z.string(),
      subnetIds: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
      /** None if the VPC already exists. */
      routeTableIds: byName,
    },
    { subnetIds: { schema: z.record(z.string(), byName), upgrade: listed } },
  ),
  cluster: contract(2, {
    clusterName: z.string(),
    /** Issuer of the tokens of the cluster's service accounts. */
    issuer: z.string(),
    arn: z.string(),
    endpoint: z.string(),
    certificateAuthority: z.string(),
  }),
  services: contract(1, {
    domain: z.string(),
    zoneId: z.string(),
    logBucket: z.string(),
  }),
  environment: contract(1, {
    domain: z.string(),
    gateway: z.string(),
    secretLoginPath: z.string(),
  }),
  team: contract(2, {
    /** Group of each persona. */
    groups: byName,
    secretPath: z.string(),
    /** Policy of each environment. */
    secretReadPolicies: byName,
    images: byName,
  }),
  workspace: contract(
    2,
    {
      namespaces: z.array(z.string()),
      /** Host of each route. */
      hosts: byName,
    },
    { namespaces: { from: "namespace", schema: z.string(), upgrade: (name) => [name] } },
  ),
} as const;

/** A layer of the platform; the first part of its stacks' names. */
export type Layer = keyof typeof contracts;

/** The values of a layer's contract. */
export type Shape<L extends Layer> = z.output<(typeof contracts)[L]["schema"]>;

/** The outputs that a layer's program returns. */
export type Exports<L extends Layer> = {
  readonly [K in keyof Shape<L>]: pulumi.Input<Shape<L>[K]>;
};

/** The same values as another stack reads them. */
export type Imports<L extends Layer> = {
  readonly [K in keyof Shape<L>]-?: pulumi.Output<Shape<L>[K]>;
};

/** Key of the output that says which version of its contract a stack keeps. */
export const versionKey = "contractVersion";

/** Reads a stack of another layer. A missing or malformed output fails at preview, in one sentence. */
export function readStack<L extends Layer>(layer: L, ...keys: string[]): Imports<L> {
  return readStackOf(pulumi.getProject(), layer, ...keys);
}

/**
 * Reads a stack of the platform from a program of yours: a project of its own in the same backend.
 * @param project Name of the platform's project, as its `Pulumi.yaml` has it.
 * @example
 * ```ts
 * const { vpcId } = readStackOf("acme-platform", "network", "live");
 * ```
 */
export function readStackOf<L extends Layer>(
  project: string,
  layer: L,
  ...keys: string[]
): Imports<L> {
  const stack = [layer, ...keys].join(".");
  const reference = new pulumi.StackReference(stack, {
    name: `${pulumi.getOrganization()}/${project}/${stack}`,
  });
  const version = reference.getOutput(versionKey);
  const { schema, before } = contracts[layer];
  // A key that nobody asks for stops nobody.
  return lazily(Object.keys(schema.shape), (key) =>
    pulumi
      .all([reference.getOutput(key), reference.getOutput(before[key]?.from ?? key), version])
      .apply(([value, earlier, found]: unknown[]) =>
        promised(layer, stack, key, found === contracts[layer].version ? value : earlier, found),
      ),
  ) as Imports<L>;
}

/**
 * The value of one key of a contract, checked.
 * @throws pulumi.RunError, one sentence that names the stack to bring up first.
 */
export function promised(
  layer: Layer,
  stack: string,
  key: string,
  value: unknown,
  found: unknown,
): unknown {
  const { version, schema, before } = contracts[layer];
  const first = `bring "${stack}" up first`;
  if (found !== version && found !== version - 1) {
    const given = found === undefined ? "nothing" : `version ${JSON.stringify(found)}`;
    throw new pulumi.RunError(
      `stack "${stack}" exports ${given}, this one reads version ${version}: ${first}`,
    );
  }
  const earlier = found === version ? undefined : before[key];
  const parsed = (earlier?.schema ?? (schema.shape as Record<string, z.ZodType>)[key])?.safeParse(
    value,
  );
  if (parsed?.success !== true) {
    const why = parsed?.error.issues.map((issue) => issue.message).join("; ") ?? "no such key";
    throw new pulumi.RunError(
      `stack "${stack}" exports "${key}" in a shape that this one can't read (${why}): ${first}`,
    );
  }
  return earlier === undefined ? parsed.data : earlier.upgrade(parsed.data as never);
}

/**
 * A value below a key of another stack's output. While that stack lacks it, a preview takes it for
 * unknown, since a change may bring it up before this one.
 * @param path Names the value for people, such as `secretReadPolicies.dev`.
 * @throws pulumi.RunError in an update, one sentence that names the stack to bring up first.
 */
export function exported<T>(stack: string, path: string, value: T | undefined): T {
  if (value !== undefined) {
    return value;
  }
  if (pulumi.runtime.isDryRun()) {
    // An output of it is unknown, whatever its type says.
    return unknown as unknown as T;
  }
  throw new pulumi.RunError(`stack "${stack}" exports no "${path}": bring "${stack}" up first`);
}

/** A key as the version before had it. */
export interface Earlier {
  /**
   * Name of the key then.
   * @default the key's own name
   */
  readonly from?: string;
  /** Shape that the value had. */
  readonly schema: z.ZodType;
  /** Makes the value of today from the one before. */
  readonly upgrade: (value: never) => unknown;
}

/**
 * @param before Keys that the version before had otherwise and that say enough; a key that it had
 * alike needs no entry, and one that it lacks is refused when it is asked for.
 */
function contract<S extends z.ZodRawShape>(
  version: number,
  shape: S,
  before: Readonly<Record<string, Earlier>> = {},
) {
  return { version, schema: z.strictObject(shape), before };
}

/** Before a zone could have several subnets, it had one. */
function listed(tiers: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  const inList = (zones: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(zones).map(([zone, id]) => [zone, [id]]));
  return Object.fromEntries(Object.entries(tiers).map(([tier, zones]) => [tier, inList(zones)]));
}
