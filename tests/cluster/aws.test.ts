import * as aws from "@pulumi/aws";
import { beforeEach, expect, it } from "vitest";

import { Cluster, NodeGroups, RealmLogin } from "../../components/cluster";
import { issuerIn, issuerOfCluster } from "../../components/cluster/internal/cluster-issuer";
import { Vpc } from "../../components/network";
import { created, startEngine, treeOf, valueOf } from "../harness";
import { childOptions } from "../options";

beforeEach(() => startEngine());

const places = ["a", "b"].map((zone) => ({ name: zone, zone, subnetId: `subnet-${zone}` }));

it("replaces what a cluster can have once by a delete first", async () => {
  const login = childOptions();
  await treeOf(
    new RealmLogin(
      "dev",
      {
        clusterName: "dev",
        issuer: "https://id.example.com",
        clientId: "kubernetes",
        groupsClaim: "groups",
      },
      login.watch,
    ),
  );
  const cluster = childOptions();
  await treeOf(
    new Cluster(
      "dev",
      {
        clusterName: "dev",
        version: "1.34",
        controlSubnetIds: ["subnet-a", "subnet-b"],
        nodePlaces: places,
        kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/k",
        deployRoleArn: "arn:aws:iam::111111111111:role/deploy",
        breakGlassRoleArn: "arn:aws:iam::111111111111:role/break-glass",
      },
      cluster.watch,
    ),
  );
  const first = (all: ReturnType<typeof cluster.of>) =>
    all.map(({ deleteBeforeReplace }) => deleteBeforeReplace);
  expect(first(login.of("aws:eks/identityProviderConfig:"))).toEqual([true]);
  expect(first(cluster.of("aws:eks/accessPolicyAssociation:"))).toEqual([true, true]);
});

it("encrypts, sizes and tags both of Bottlerocket's disks", async () => {
  await treeOf(
    new NodeGroups("dev", {
      clusterName: "dev",
      roleName: "dev-nodes",
      places,
      instanceTypes: ["m7g.large"],
      min: 1,
      max: 2,
    }),
  );
  const [template] = created("aws:ec2/launchTemplate:LaunchTemplate");
  expect(template?.inputs["blockDeviceMappings"]).toEqual([
    { deviceName: "/dev/xvda", ebs: { volumeSize: 4, volumeType: "gp3", encrypted: "true" } },
    { deviceName: "/dev/xvdb", ebs: { volumeSize: 50, volumeType: "gp3", encrypted: "true" } },
  ]);
  expect(template?.inputs["tagSpecifications"]).toEqual([
    { resourceType: "instance", tags: { Name: "dev" } },
    { resourceType: "volume", tags: { Name: "dev" } },
  ]);
});

const groupsOf = (instanceTypes: readonly string[]) =>
  new NodeGroups("dev", {
    clusterName: "dev",
    roleName: "dev-nodes",
    places,
    instanceTypes,
    min: 1,
    max: 2,
  });

it.each([
  [["m7g.large"], "BOTTLEROCKET_ARM_64"],
  [["a1.large", "c7gn.xlarge"], "BOTTLEROCKET_ARM_64"],
  [["x2gd.medium", "g5g.xlarge", "im4gn.large"], "BOTTLEROCKET_ARM_64"],
  [["m7i.large", "m7i-flex.large", "c7a.large"], "BOTTLEROCKET_x86_64"],
  [["g4dn.xlarge", "gr6.4xlarge", "u-6tb1.metal"], "BOTTLEROCKET_x86_64"],
])("takes for nodes of %j the image %s", async (instanceTypes, amiType) => {
  await treeOf(groupsOf(instanceTypes));
  const groups = created("aws:eks/nodeGroup:NodeGroup").map(({ inputs }) => inputs["amiType"]);
  expect(groups).toEqual([amiType, amiType]);
});

it.each([
  [[], "one instance type at least, got []"],
  [
    ["m7g.large", "m7i.large"],
    'types of one architecture, which one image has, got ["m7g.large","m7i.large"]',
  ],
])("makes no nodes of %j", (instanceTypes, want) => {
  expect(() => groupsOf(instanceTypes)).toThrow(`instanceTypes: want ${want}`);
});

it("leaves to AWS which subnets have the default access list", async () => {
  const options = childOptions();
  const plan = { region: "eu-west-1", cidrs: ["10.0.0.0/22"], podCidrs: [], zones: [] };
  await treeOf(
    new Vpc(
      "dev",
      {
        plan: {
          ...plan,
          zones: (["control", "nodes"] as const).flatMap((tier, row) =>
            ["a", "b"].map((zone, column) => ({
              tier,
              zone,
              cidrs: [`10.0.${row}.${column * 64}/26`],
              usable: 0,
              neededByMonth: [],
              runwayMonths: 0,
            })),
          ),
        },
        nat: "none",
      },
      options.watch,
    ),
  );
  expect(options.of("aws:ec2/defaultNetworkAcl:").map((of) => of.ignoreChanges)).toEqual([
    ["subnetIds"],
  ]);
});

const issuer = "https://oidc.eks.eu-west-1.amazonaws.com/id/1";

it("takes the issuer that EKS has made", async () => {
  await startEngine({}, { dev: { identities: [{ oidcs: [{ issuer }] }] } });
  expect(await valueOf(issuerOfCluster(aws.eks.Cluster.get("there", "dev")))).toBe(issuer);
});

it.each<[string, Parameters<typeof issuerIn>[0]]>([
  ["no identities", undefined],
  ["an empty list", []],
  ["an identity without a provider", [{ oidcs: [] }]],
  ["an empty issuer", [{ oidcs: [{ issuer: "" }] }]],
])("refuses a cluster without an issuer, which nothing could trust: %s", (_what, identities) => {
  expect(() => issuerIn(identities, "there")).toThrow(
    'cluster "there": identities: want an issuer of OpenID Connect, got none; a cluster on an Outpost has none, any other does',
  );
});
