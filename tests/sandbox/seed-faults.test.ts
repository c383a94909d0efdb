import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { sandboxDown } from "../../cli/src/actions/sandbox-down";
import { sandboxSeed } from "../../cli/src/actions/sandbox-seed";
import { TestProject } from "./project";

const project = new TestProject("seeds", "module.exports = {};\n");
const file = join(project.place, "before.yaml");
const other = join(project.place, "other.yaml");
afterAll(() => {
  project.remove();
});

const vpc = `
  office: { type: aws:ec2/vpc:Vpc, id: vpc-0a1b2c3d, inputs: { cidrBlock: 10.0.0.0/16 } }`;
const subnet = `
  office-a:
    type: aws:ec2/subnet:Subnet
    id: subnet-0a1b2c3d
    inputs: { vpcId: vpc-0a1b2c3d, cidrBlock: 10.0.0.0/24, availabilityZone: eu-west-1a }`;
const place = `account: "111111111111"\nregion: eu-west-1\n`;
const good = `${place}resources:${subnet}${vpc}\n`;

function seed(text: string, of = file) {
  writeFileSync(of, text);
  return project.call(() => sandboxSeed(project.place, of, false));
}
const done = async (text: string, of = file) => {
  const { status, stdout, stderr } = await seed(text, of);
  expect(status, stderr).toBe(0);
  return stdout.trimEnd().split("\n");
};
const faults = async (text: string, of = file) => {
  const { status, stderr } = await seed(text, of);
  expect(status, stderr).toBe(1);
  const [title, ...lines] = stderr.trimEnd().split("\n");
  expect(title).toBe("groundwork: nothing is seeded:");
  return lines.map((line) => line.replace(/^ {2}- /, "").replace(of, "F"));
};

beforeEach(async () => {
  await project.done(() => sandboxDown(project.place, { purge: true }));
});

describe("a file of what is there before", () => {
  it.each<[string, string, string[]]>([
    [
      "no kind",
      good.replace("aws:ec2/vpc:Vpc", "Vpc"),
      [
        'F: resources.office.type: want a kind such as aws:ec2/vpc:Vpc, as Pulumi names it, got "Vpc"',
      ],
    ],
    [
      "a kind of another package",
      good.replace("aws:ec2/vpc:Vpc", "gcp:compute/network:Network"),
      [
        'F: resources.office.type: want a kind of aws, kubernetes, keycloak, github, vault, whose SDK is installed, got "gcp:compute/network:Network"',
      ],
    ],
    [
      "an unknown key",
      good.replace("inputs: { cidrBlock", "input: { cidrBlock"),
      ['F: resources.office: want no key "input"'],
    ],
    [
      "an account without quotes",
      good.replaceAll('"', ""),
      ["F: account: want a text in quotes, got 111111111111"],
    ],
    [
      "no region",
      good.replace("region: eu-west-1\n", ""),
      [
        "F: resources.office-a.region: want an AWS region such as eu-west-1, got nothing",
        "F: resources.office.region: want an AWS region such as eu-west-1, got nothing",
      ],
    ],
    [
      "an unknown property",
      good.replace("cidrBlock: 10.0.0.0/16", "cidrBlok: 10.0.0.0/16"),
      ['F: resources.office.inputs.cidrBlok: no such property; did you mean "cidrBlock"?'],
    ],
    [
      "a mistyped value",
      good.replace("cidrBlock: 10.0.0.0/16", "cidrBlock: 10"),
      ["F: resources.office.inputs.cidrBlock: want a string, got 10"],
    ],
    [
      "a missing value",
      good.replace("vpcId: vpc-0a1b2c3d, ", ""),
      ["F: resources.office-a.inputs.vpcId: want a string, got nothing"],
    ],
    [
      "an id of another kind",
      good.replace("id: vpc-0a1b2c3d", "id: igw-0a1b2c3d").replace("vpcId: vpc-", "vpcId: igw-"),
      ['F: resources.office.id: want an id such as "vpc-<17>", got "igw-0a1b2c3d"'],
    ],
    [
      "an id beside the one that follows from the name",
      `${place}resources:\n  nodes: { type: aws:iam/role:Role, id: other, inputs: { assumeRolePolicy: "{}" } }\n`,
      ['F: resources.nodes.id: want "nodes", which its inputs give it, or no id, got "other"'],
    ],
    [
      "a subnet of no VPC",
      `${place}resources:${subnet}\n`,
      [
        "F: resources.office-a.inputs: want inputs that the service takes, got InvalidVpcID.NotFound: vpcId vpc-0a1b2c3d does not exist; seed it, too",
      ],
    ],
    [
      "a subnet beyond its VPC",
      good.replace("10.0.0.0/24", "10.9.0.0/24"),
      [
        "F: resources.office-a.inputs: want inputs that the service takes, got InvalidSubnet.Range: 10.9.0.0/24 is in no range of vpc-0a1b2c3d",
      ],
    ],
    [
      "one id twice",
      `${good}${vpc.replace("office", "second").trimStart().replace(/^/, "  ")}\n`,
      [
        `F: resources.second.id: want an id that nothing has, got "vpc-0a1b2c3d", which "office" of ${file} has`,
      ],
    ],
    [
      "an object of no cluster",
      `${place}cluster: office\nresources:\n  team: { type: "kubernetes:core/v1:Namespace" }\n`,
      [
        'F: resources.team.cluster: want an EKS cluster of account 111111111111 in eu-west-1, got "office"; seed it, too',
      ],
    ],
    [
      "no place for a realm",
      `resources:\n  acme: { type: "keycloak:index/realm:Realm", inputs: { realm: acme } }\n`,
      [
        "F: resources.acme.server: want the server's address, as the organisation's files have it, got nothing",
      ],
    ],
    [
      "no facts",
      good.replace("aws:ec2/vpc:Vpc", "aws:ec2/nothing:Nothing"),
      [
        "F: resources.office.type: want a kind that the offline cloud knows, got SIMULATED aws: the installed SDK has no kind aws:ec2/nothing:Nothing",
      ],
    ],
    [
      "a key __proto__",
      good.replace("office:", "__proto__:"),
      ["F: (file): want YAML, got a key __proto__ at line 8, which no declaration has"],
    ],
    ["no map", "[]\n", ["F: (file): want a map, got []"]],
    ["nothing", "", ["F: (file): want a map, got nothing"]],
  ])("with %s is refused, one line a fault", async (_, text, expected) => {
    const found = await faults(text);
    expect(found.map((line) => line.replace(/vpc-[0-9a-f]{17}/, "vpc-<17>"))).toEqual(expected);
    expect(project.withCloudIfThere((store) => store.inventory()) ?? {}).toEqual({});
  });

  it("that is missing, or a folder, is named", async () => {
    const absent = await project.call(() => sandboxSeed(project.place, `${file}.no`, false));
    expect(absent.stderr).toContain(
      `${file}.no: want a file of resources that are there before any stack, got none`,
    );
    mkdirSync(`${file}.d`, { recursive: true });
    const folder = await project.call(() => sandboxSeed(project.place, `${file}.d`, false));
    expect(folder.stderr).toContain(`${file}.d: want a file, got a folder`);
  });
});

describe("what is seeded", () => {
  it("tells every fault of a file, and follows none to others", async () => {
    const found = await faults(
      good.replace("10.0.0.0/16", "10.0.0.0/8").replace("eu-west-1a", "[a]"),
    );
    expect(found).toEqual([
      'F: resources.office-a.inputs.availabilityZone: want a string, got ["a"]',
      "F: resources.office.inputs: want inputs that the service takes, got InvalidParameterValue: 10.0.0.0/8, want /16 to /28",
    ]);
  });

  it("stays as it is when the file does, and changes with it", async () => {
    expect(await done(good)).toHaveLength(3);
    expect((await done(good)).at(-1)).toContain("2 resources of");
    expect((await done(good)).at(-1)).toContain("0 changed");
    expect(await done(good.replace("10.0.0.0/24", "10.0.1.0/24"))).toContain(
      "updated: office-a, aws:ec2/subnet:Subnet subnet-0a1b2c3d (SIMULATED)",
    );
    expect(await done(`${place}resources:${vpc}\n`)).toContain(
      "removed: office-a, aws:ec2/subnet:Subnet subnet-0a1b2c3d (SIMULATED)",
    );
    expect(project.inventory()).toEqual({ "aws:ec2/vpc:Vpc": 1 });
  });

  it("stays while another file's resources name it, and can't be seeded twice", async () => {
    await done(`${place}resources:${vpc}\n`);
    await done(`${place}resources:${subnet}\n`, other);
    expect(await faults(`${place}resources: {}\n`)).toEqual([
      "F: resources.office: want it kept, since aws:ec2/vpc:Vpc vpc-0a1b2c3d is in use by " +
        "aws:ec2/subnet:Subnet subnet-0a1b2c3d, got a file without it; put it back",
    ]);
    expect(await faults(`${place}resources:${vpc}\n`, other)).toEqual([
      'F: resources.office.id: want an id that nothing has, got "vpc-0a1b2c3d", which "office" of ' +
        `${file} has`,
    ]);
    expect(project.inventory()).toEqual({ "aws:ec2/vpc:Vpc": 1, "aws:ec2/subnet:Subnet": 1 });
  });

  it("is of any place: cluster, realm, organisation, secret server", async () => {
    const text = `${place}resources:${subnet}${vpc}${subnet.replaceAll("-a", "-b").replaceAll("-0a", "-1b").replace("10.0.0.0/24", "10.0.1.0/24").replace("vpc-1b", "vpc-0a").replace("eu-west-1a", "eu-west-1b")}
  nodes: { type: aws:iam/role:Role, inputs: { assumeRolePolicy: "{}" } }
  office-cluster:
    type: aws:eks/cluster:Cluster
    inputs:
      name: office
      roleArn: arn:aws:iam::111111111111:role/nodes
      vpcConfig: { subnetIds: [subnet-0a1b2c3d, subnet-1b1b2c3d] }
  team: { type: "kubernetes:core/v1:Namespace", cluster: office }
  acme: { type: "keycloak:index/realm:Realm", server: "https://id.acme.example", inputs: { realm: acme } }
  api: { type: "github:index/repository:Repository", owner: acme }
  secrets: { type: "vault:index/mount:Mount", server: "https://bao.acme.example", inputs: { path: kv, type: kv } }
`;
    expect((await done(text)).at(-1)).toContain("9 resources of");
    const rows = project.withCloud((store) => store.seeded());
    const partitions = rows.map(({ partition, id }) => `${partition} ${id}`);
    expect(partitions).toContain("keycloak/https://id.acme.example acme");
    expect(partitions).toContain("github/acme api");
    const objects = rows.filter(({ token }) => token.startsWith("kubernetes:"));
    expect(objects.map(({ partition }) => partition)).toEqual([
      expect.stringMatching(/^kubernetes\/https:\/\/[0-9A-F]{32}\.gr7\.eu-west-1\.eks/),
    ]);
    expect((await done(text)).at(-1)).toContain("0 changed");
  });
});
