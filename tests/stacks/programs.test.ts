import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";

import { contracts, type Layer, versionKey } from "../../stacks/contracts";
import { loadOrganization } from "../../stacks/organization";
import { planStacks } from "../../stacks/plan";
import { platform } from "../../stacks/platform";
import { valueOf } from "../harness";

const data = join(__dirname, "../../stacks/organization");
const plan = planStacks(loadOrganization(data));

/** Values that satisfy every contract, so that a program can be run by itself. */
const examples: Readonly<Record<Layer, object>> = {
  organization: { zoneId: "Z1", domain: "platform.acme.example", nameServers: ["ns"] },
  account: {
    accountId: "111111111111",
    kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/1",
    logBucketArn: "arn:aws:s3:::logs",
    stateBucket: "state",
    breakGlassRoleArn: "arn:aws:iam::111111111111:role/groundwork-break-glass",
  },
  identity: {
    issuer: "https://id.acme.example/realms/acme",
    realmId: "acme",
    groupsClaim: "groups",
    clients: { kubernetes: "kubernetes" },
  },
  tools: { secretLoginAccessor: "auth_oidc_1", secretCiPath: "github" },
  network: {
    vpcId: "vpc-1",
    cidr: "10.0.0.0/16",
    subnetIds: { nodes: { "eu-west-1a": "a", "eu-west-1b": "b", "eu-west-1c": "c" } },
  },
  cluster: {
    clusterName: "acme-dev",
    arn: "arn:aws:eks:eu-west-1:111111111111:cluster/acme-dev",
    endpoint: "https://example.eks.amazonaws.com",
    certificateAuthority: "Y2E=",
  },
  services: { domain: "dev.platform.acme.example", zoneId: "Z2", logBucket: "logs" },
  environment: {
    domain: "dev.platform.acme.example",
    gateway: "istio-ingress/platform",
    secretLoginPath: "kubernetes-dev",
  },
  team: { group: "team", secretPath: "teams/a", secretReadPolicy: "reader", images: {} },
  workspace: { namespace: "a", host: "a.dev.platform.acme.example" },
};

const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
const layerOf = (stack: string) => stack.split(".")[0] as Layer;

/** Runs one stack's program without an engine; other stacks export the examples. */
async function run(stack: string) {
  const names: string[] = [];
  const read = new Set<string>();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        if (type !== "pulumi:pulumi:StackReference") {
          names.push(`${type}::${name}`);
          return { id: `${name}-id`, state: answered(inputs as Record<string, unknown>, name) };
        }
        read.add(name);
        const layer = layerOf(name);
        const outputs = { ...examples[layer], [versionKey]: contracts[layer].version };
        return { id: name, state: { ...(inputs as object), outputs, secretOutputNames: [] } };
      },
      call: ({ token }) => {
        throw new Error(`no answer for ${token}`);
      },
    },
    "groundwork",
    stack,
    false,
    "organization",
  );
  const outputs = await valueOf(pulumi.output(platform(data) as Record<string, unknown>));
  await waitForRPCs();
  return { outputs, names, read };
}

/** Outputs that our programs read and that an engine without a cloud does not make up. */
function answered(inputs: Record<string, unknown>, name: string): Record<string, unknown> {
  const made = ["arn", "accessor", "zoneId", "repositoryUrl", "fullName", "endpoint", "internalId"];
  return {
    ...Object.fromEntries(made.map((key) => [key, `${key} of ${name}`])),
    nameServers: ["ns-1"],
    certificateAuthority: { data: "Y2E=" },
    domainValidationOptions: [],
    latestVersion: 1,
    ...inputs,
  };
}

describe.each(plan)("$name", ({ name, after }) => {
  it("keeps its layer's contract, and reads no stack that the plan does not put before it", async () => {
    const { outputs, names, read } = await run(name);
    const { version, schema } = contracts[layerOf(name)];
    const { [versionKey]: given, ...promised } = outputs;
    expect(given).toBe(version);
    expect(schema.safeParse(promised).error?.issues ?? []).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(2);
    expect([...read].filter((other) => !before(name).has(other))).toEqual([]);
    expect(after.filter((other) => !plan.some((stack) => stack.name === other))).toEqual([]);
  });
});

/** Every stack that is up before the named one. */
function before(name: string): Set<string> {
  const direct = plan.find((stack) => stack.name === name)?.after ?? [];
  return new Set(direct.flatMap((other) => [other, ...before(other)]));
}

it("names the layers there are for a stack that has none", async () => {
  await expect(run("nothing.dev")).rejects.toThrow(
    'stack "nothing.dev": want a name that starts with one of organization, account',
  );
});

it("names the environments there are for a stack of none", async () => {
  await expect(run("network.test")).rejects.toThrow(
    'stack "network.test": want one of dev, prod, got "test"',
  );
});
