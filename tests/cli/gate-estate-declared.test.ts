import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, expect, it } from "vitest";

import { type EstateOptions, gateEstate } from "../../cli/src/gate";
import { TestProject } from "../sandbox/project";

const projects: TestProject[] = [];
afterEach(() => {
  projects.splice(0).forEach((project) => {
    project.remove();
  });
});

function declared(from: string): TestProject {
  const project = new TestProject("estate");
  projects.push(project);
  project.declare(from);
  return project;
}
const found = "tests/stacks/existing-organization";
const reference = "organization";

interface Found {
  readonly rule: string;
  readonly resource: string;
  readonly path: string;
  readonly want: string;
}

/** What is found, its files and URNs without what is the same for all. */
async function judged(project: TestProject, options: EstateOptions = {}) {
  const { status, stdout, stderr } = await project.call((place) =>
    gateEstate(place, { json: true, ...options }),
  );
  const { stacks } = JSON.parse(stdout || '{"stacks":[]}') as {
    readonly stacks: readonly { readonly findings: readonly Found[]; readonly summary: string }[];
  };
  const findings = stacks.flatMap((stack) =>
    stack.findings.map(({ rule, resource, path, want }) => [
      rule,
      resource.replace(`${project.data}/`, ""),
      path,
      want,
    ]),
  );
  return { status, findings, stderr, summary: stacks[0]?.summary };
}

it("is closed by two networks that are there and overlap", async () => {
  const project = declared(found);
  const main = readFileSync(join(project.data, "environments/main.yaml"), "utf8");
  const second = main.replaceAll("172.20.", "172.21.").replace("172.21.0.0/16", "172.20.0.0/15");
  writeFileSync(join(project.data, "environments/second.yaml"), second);
  expect(await judged(project)).toMatchObject({
    status: 1,
    stderr: "groundwork: the gate is closed for estate\n",
    findings: [
      [
        "GR-01",
        "environments/second.yaml",
        "network.cidr",
        'a range that no other environment has, got "172.20.0.0/15" beside 172.20.0.0/16 of main',
      ],
    ],
  });
});

it.each([
  ["10.4.0.0/22", "a range inside the demand's that no one else has"],
  ["172.20.0.0/22", "a range inside the demand's that no one else has"],
])("is closed by a range of the plan that is %s", async (range, want) => {
  const project = declared(reference);
  const file = join(project.data, "addresses.json");
  const ledger = JSON.parse(readFileSync(file, "utf8")) as { ranges: Record<string, string[]> };
  const taken = range.startsWith("172.") ? range : (ledger.ranges["dev"]?.[0] ?? "");
  ledger.ranges["prod"] = [taken];
  writeFileSync(file, JSON.stringify(ledger));
  const { status, findings } = await judged(project);
  expect(status).toBe(1);
  expect(findings).toContainEqual([
    "GR-01",
    "addresses.json",
    "prod",
    `${want}, got ${JSON.stringify(taken)}`,
  ]);
});

it("is closed by networks of others that overlap, or a network that is there", async () => {
  const project = declared(found);
  const text = readFileSync(join(project.data, "organization.yaml"), "utf8");
  const network = (range: string, id: string) => ({
    ranges: [range],
    attachmentId: `tgw-attach-0a1b2c3${id}`,
  });
  const connectivity = {
    by: "transit-gateway",
    networks: { office: network("192.168.0.0/16", "d"), lab: network("192.168.7.0/24", "e") },
    connections: [["office", "lab"]],
  };
  writeFileSync(
    join(project.data, "organization.yaml"),
    `${text}connectivity: ${JSON.stringify(connectivity)}\n`,
  );
  const { status, findings } = await judged(project);
  expect(status).toBe(1);
  expect(findings).toEqual([
    [
      "GR-01",
      "organization.yaml",
      "connectivity.networks.lab.ranges.0",
      'a range that no other network has, got "192.168.7.0/24" beside 192.168.0.0/16 of office',
    ],
  ]);
});

it("can't judge an organisation with other problems", async () => {
  const project = declared(found);
  project.edit("environments/main.yaml", "account: main", "account: other");
  const { status, findings, stderr } = await judged(project);
  expect([status, findings]).toEqual([2, []]);
  expect(stderr).toBe("groundwork: the gate could not judge estate\n");
});

it("judges the networks of stacks that are not up as they are declared", async () => {
  const project = declared(found);
  await project.useBackend();
  const state = join(project.place, "tools.json");
  const urn = "urn:pulumi:tools::estate::pulumi:pulumi:Stack::estate-tools";
  const resources = [{ urn, custom: false, type: "pulumi:pulumi:Stack" }];
  writeFileSync(state, JSON.stringify({ version: 3, deployment: { resources } }));
  const open = await judged(project, { state: [state] });
  expect(open).toMatchObject({ status: 0, findings: [] });
  expect(open.summary).toMatch(
    /^1 stacks, 0 policy findings, not up: account\.main, .*network\.main/,
  );

  project.edit("environments/main.yaml", "172.20.1.0/24", "172.21.1.0/24");
  expect(await judged(project, { state: [state] })).toMatchObject({
    status: 1,
    findings: [
      [
        "GR-01",
        "urn:pulumi:network.main::estate::groundwork:network:ExistingVpc$aws:ec2/subnet:Subnet::main-nodes-eu-west-1b",
        "cidrBlock",
        "a network inside one of its VPC's, given 172.21.1.0/24",
      ],
    ],
  });
});
