import * as pulumi from "@pulumi/pulumi";

import { contracts, type Layer, versionKey } from "../../stacks/contracts";
import { platform } from "../../stacks/platform";
import { valueOf } from "../harness";

/** Values that satisfy every contract, so that a program can be run by itself. */
export const examples: Readonly<Record<Layer, object>> = {
  organization: {
    zoneId: "Z1",
    domain: "platform.acme.example",
    nameServers: ["ns"],
    transitGatewayId: "tgw-1",
    transitTableIds: { dev: "tgw-rtb-1", prod: "tgw-rtb-2", office: "tgw-rtb-3" },
  },
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
    subnetIds: {
      nodes: { "eu-west-1a": ["a"], "eu-west-1b": ["b"], "eu-west-1c": ["c"] },
      pods: { "eu-west-1a": ["d"], "eu-west-1b": ["e"], "eu-west-1c": ["f"] },
    },
    routeTableIds: { internal: "rtb-1" },
  },
  cluster: {
    clusterName: "acme-dev",
    issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/1",
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
  team: {
    groups: {},
    secretPath: "teams/a",
    secretReadPolicies: { dev: "reader", prod: "reader", main: "reader" },
    images: {},
  },
  workspace: { namespaces: ["a"], hosts: { a: "a.dev.platform.acme.example" } },
};

const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
export const layerOf = (stack: string) => stack.split(".")[0] as Layer;

/** A resource as a program declares it. */
export interface MadeResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What a program asks of a cluster. */
export interface ClusterObject {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Replaced programs, and guardrails. */
type More = Parameters<typeof platform> extends [string, ...infer Rest] ? Rest : never;

/** Runs one stack's program without an engine; other stacks export the examples. */
export const run = (data: string, stack: string, ...more: More) =>
  runBeside({}, data, stack, ...more);

/** Runs one stack's program; the stacks of some layers export what is given instead of the examples. */
export async function runBeside(
  given: Readonly<Partial<Record<Layer, object>>>,
  data: string,
  stack: string,
  ...more: More
) {
  const names: string[] = [];
  const made: string[] = [];
  const read = new Set<string>();
  const providers: object[] = [];
  const resources: MadeResource[] = [];
  /** Without what is only read. */
  const owned: MadeResource[] = [];
  const policies: Record<string, unknown> = {};
  const objects: ClusterObject[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, id, inputs }) => {
        if (type !== "pulumi:pulumi:StackReference") {
          names.push(`${type}::${name}`);
          resources.push({ type, name, inputs: inputs as Record<string, unknown> });
          if (type === "vault:index/policy:Policy") {
            policies[name] = (inputs as { readonly policy: unknown }).policy;
          }
          if (type.startsWith("kubernetes:")) {
            objects.push({ type, name, inputs: inputs as ClusterObject["inputs"] });
          }
          if (type.startsWith("pulumi:providers:")) {
            providers.push({ name, ...(inputs as object) });
          }
          if (id === undefined || id === "") {
            made.push(type);
            owned.push({ type, name, inputs: inputs as Record<string, unknown> });
          }
          return {
            id: id || `${name}-id`,
            state: answered(inputs as Record<string, unknown>, name),
          };
        }
        read.add(name);
        const layer = layerOf(name);
        const outputs = {
          ...examples[layer],
          ...given[layer],
          [versionKey]: contracts[layer].version,
        };
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
  // Secrets of the company's own servers; an administrator sets them.
  pulumi.runtime.setAllConfig({
    "groundwork:secretsClientSecret": "theirs",
    "groundwork:companySecret": "theirs",
  });
  const outputs = await valueOf(pulumi.output(platform(data, ...more) as Record<string, unknown>));
  await waitForRPCs();
  return { outputs, names, made, read, providers, policies, resources, owned, objects };
}

/** Ranges of the subnets that are there, by the names they are read under. */
const rangesThere: Readonly<Record<string, string>> = {
  "main-nodes-eu-west-1a": "172.20.0.0/24",
  "main-nodes-eu-west-1b": "172.20.1.0/24",
};

/** Outputs that our programs read and that an engine without a cloud does not make up. */
function answered(inputs: Record<string, unknown>, name: string): Record<string, unknown> {
  const made = [
    "privateDefaultScopeId",
    "defaultNetworkAclId",
    "arn",
    "accessor",
    "zoneId",
    "repositoryUrl",
    "fullName",
    "endpoint",
    "internalId",
  ];
  return {
    ...Object.fromEntries(made.map((key) => [key, `${key} of ${name}`])),
    nameServers: ["ns-1"],
    certificateAuthority: { data: "Y2E=" },
    identities: [{ oidcs: [{ issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/1" }] }],
    clientSecret: "secret",
    domainValidationOptions: [],
    latestVersion: 1,
    // What is read of the existing organisation's VPC and cluster.
    name,
    cidrBlock: rangesThere[name] ?? "172.20.0.0/16",
    vpcId: "vpc-0a1b2c3d",
    availabilityZone: name.split("-").slice(-3).join("-"),
    ...inputs,
  };
}
