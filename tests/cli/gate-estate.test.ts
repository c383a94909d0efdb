import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { type EstateOptions, gateEstate } from "../../cli/src/gate";
import { TestProject } from "../sandbox/project";

const canary = "canary-5e0c1f";
/** A network each, the second of which lies in the first's. */
const program = `const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const cidrBlock = { dev: "10.0.0.0/16", prod: "10.0.128.0/17" }[pulumi.getStack()];
new aws.ec2.Vpc("network", { cidrBlock, tags: { note: pulumi.secret("${canary}") } });
`;
const project = new TestProject("estate", program);
const at = (file: string) => join(project.place, file);
const urn = (stack: string, type: string, name: string) =>
  `urn:pulumi:${stack}::estate::${type}::${name}`;
const vpc = (stack: string) => urn(stack, "aws:ec2/vpc:Vpc", "network");
const login = urn("platform", "vault:kubernetes/authBackendRole:AuthBackendRole", "login");
const secret = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(canary),
};
const account = (stack: string, name: string, namespace: string) => ({
  urn: urn(stack, "kubernetes:core/v1:ServiceAccount", name),
  custom: true,
  id: `${namespace}/${name}`,
  type: "kubernetes:core/v1:ServiceAccount",
  outputs: { metadata: { name, namespace, annotations: { note: secret } } },
});
/** A login for an account of another stack's, beside one of its own stack's, as states have them. */
const written = {
  platform: [
    account("platform", "own", "platform"),
    {
      urn: login,
      custom: true,
      id: "auth/kubernetes/role/payments",
      type: "vault:kubernetes/authBackendRole:AuthBackendRole",
      outputs: {
        roleName: "payments",
        boundServiceAccountNames: ["api"],
        boundServiceAccountNamespaces: ["payments"],
      },
    },
  ],
  workspace: [account("workspace", "api", "payments")],
};
const printed: string[] = [];

async function estate(options: EstateOptions = {}) {
  const { status, stdout, stderr } = await project.call((place) =>
    gateEstate(place, { platform: place, ...options }),
  );
  printed.push(stdout, stderr);
  return { status, stdout, stderr };
}
const stateOf = (...stacks: string[]) => ({ state: stacks.map((stack) => at(`${stack}.json`)) });

/** What the gate found, by kind, rule and resource. */
function found(stdout: string): string[] {
  const { stacks } = JSON.parse(stdout) as {
    readonly stacks: readonly {
      readonly findings: readonly {
        readonly kind: string;
        readonly rule: string;
        readonly resource: string;
      }[];
    }[];
  };
  return stacks.flatMap(({ findings }) =>
    findings.map(({ kind, rule, resource }) => `${kind} ${rule} ${resource}`),
  );
}

beforeAll(async () => {
  await project.useBackend();
  for (const stack of ["dev", "prod"]) {
    const pulumi = (...args: string[]) => project.pulumi(...args, "--stack", stack);
    pulumi("stack", "init");
    pulumi("up", "--yes", "--skip-preview");
    writeFileSync(at(`${stack}.json`), pulumi("stack", "export"));
  }
  for (const [stack, resources] of Object.entries(written)) {
    writeFileSync(at(`${stack}.json`), JSON.stringify({ version: 3, deployment: { resources } }));
  }
});
afterAll(() => {
  project.remove();
});

it("finds of several stacks what none shows alone, in whatever order they come", async () => {
  for (const stack of ["dev", "prod"]) {
    const alone = await estate(stateOf(stack));
    expect(alone.status, alone.stdout + alone.stderr).toBe(0);
  }
  const three = stateOf("dev", "workspace", "prod");
  const closed = await estate({ ...three, sarif: at("found.sarif") });
  expect(closed.status, closed.stderr).toBe(1);
  expect(closed.stderr).toBe("groundwork: the gate is closed for estate\n");
  expect(closed.stdout.split("\n").filter((line) => line !== "")).toEqual([
    "1 violation:",
    "critical, mandatory: No two networks overlap, and each lies inside its VPC and a pool of the IPAM, if any.",
    `GR-01 ${vpc("prod")}`,
    "  cidrBlock: want a network that overlaps no other (network of dev), given 10.0.128.0/17",
    "  fix: Take the network from the address plan.",
    expect.stringMatching(/^ {2}see: https:/),
    "estate: 3 stacks, 1 policy finding",
    `GR-01 is violated by ${vpc("prod")}`,
  ]);
  expect(readFileSync(at("found.sarif"), "utf8")).toContain('"ruleId": "GR-01"');
  printed.push(readFileSync(at("found.sarif"), "utf8"));
  expect((await estate(stateOf("workspace", "prod", "dev"))).stdout).toBe(closed.stdout);
});

it("takes a service account of another stack for one that is there", async () => {
  const alone = await estate({ json: true, ...stateOf("platform") });
  expect(alone.status).toBe(1);
  expect(found(alone.stdout)).toEqual([`violation GR-12 ${login}`]);
  const both = await estate({ json: true, ...stateOf("platform", "workspace") });
  expect(both.status, both.stdout).toBe(0);
  expect(found(both.stdout)).toEqual([]);
});

it("refuses a route of another team's stack that takes a host, in one cluster", async () => {
  const stateWith = (stack: string, namespace: string, cluster: string) => {
    const provider = urn(stack, "pulumi:providers:kubernetes", "cluster");
    const type = "kubernetes:networking.istio.io/v1:VirtualService";
    const route = {
      ...{ urn: urn(stack, type, "web"), custom: true, type, id: `${namespace}/web` },
      provider: `${provider}::id`,
      outputs: {
        metadata: { name: "web", namespace },
        spec: { hosts: ["billing.example.com"], gateways: ["istio-ingress/platform"] },
      },
    };
    const settings = { clusterIdentifier: cluster };
    const made = {
      ...{ urn: provider, custom: true, id: "id", type: "pulumi:providers:kubernetes" },
      ...{ inputs: settings, outputs: settings },
    };
    const resources = [made, route];
    writeFileSync(at(`${stack}.json`), JSON.stringify({ version: 3, deployment: { resources } }));
  };
  stateWith("billing", "billing", "arn:live");
  stateWith("shop", "shop", "arn:live");
  stateWith("elsewhere", "shop", "arn:dev");
  const both = await estate({ json: true, ...stateOf("billing", "shop") });
  expect(both.status, both.stderr).toBe(1);
  const route = (stack: string) =>
    urn(stack, "kubernetes:networking.istio.io/v1:VirtualService", "web");
  expect(found(both.stdout)).toEqual([
    `violation GR-03 ${route("billing")}`,
    `violation GR-03 ${route("shop")}`,
  ]);
  const apart = await estate({ json: true, ...stateOf("billing", "elsewhere") });
  expect(apart.status, apart.stdout).toBe(0);
});

it("reads the backend, and heeds waivers of what spans stacks", async () => {
  const closed = await estate();
  expect(closed.status, closed.stderr).toBe(1);
  expect(closed.stdout).toContain("estate: 2 stacks, 1 policy finding");
  const day = (offset: number) =>
    new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const waiver = {
    rule: "GR-01",
    resource: vpc("prod"),
    reason: "prod moves to a network of its own in May",
    owner: "ada",
    ticket: "https://tickets.example.com/PLAT-7",
    since: day(-10),
    expires: day(10),
  };
  const unused = { ...waiver, resource: vpc("dev") };
  writeFileSync(at("waivers.yaml"), JSON.stringify([waiver, unused]));
  const open = await estate({ json: true });
  expect(open.status, open.stdout + open.stderr).toBe(0);
  expect(found(open.stdout)).toEqual([`waived GR-01 ${vpc("prod")}`, `unused GR-01 ${vpc("dev")}`]);
});

it("can't judge what is secret, and says so", async () => {
  rmSync(at("waivers.yaml"));
  const text = readFileSync(at("dev.json"), "utf8");
  writeFileSync(at("secret.json"), text.replaceAll('"10.0.0.0/16"', JSON.stringify(secret)));
  const blind = await estate(stateOf("secret"));
  expect(blind.status, blind.stdout).toBe(2);
  expect(blind.stdout).toContain(
    "cidrBlock: want a network that overlaps no other, secret in the state",
  );
});

it.each<[EstateOptions, string]>([
  [{ state: ["none.json"] }, "none.json: want the output of pulumi stack export, got none"],
  [
    { state: ["Pulumi.yaml"] },
    "the gate's files have problems:\n  - Pulumi.yaml: (file): want JSON, got Unexpected token 'a'",
  ],
  [
    { state: ["package.json"] },
    "package.json: want the output of pulumi stack export, got another form",
  ],
  [{ stacks: ["dev"] }, "--estate: want no names of stacks, since it judges all, got dev"],
  [{ baseline: "b.json" }, "--baseline: want names of stacks to write it for, got --estate"],
])("refuses %j", async (options, message) => {
  const refused = await estate(options);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toBe(`groundwork: ${message}\n`);
});

it("refuses two exports of one stack, by its exit code as a command", () => {
  const args = ["gate", "--estate", "--state", at("dev.json"), at("dev.json")];
  const { status, stdout, stderr } = project.run(args);
  printed.push(stdout, stderr);
  expect(status).toBe(2);
  expect(stderr).toBe("groundwork: stack dev: want one export of it, got two\n");
});

it("prints no secret", () => {
  expect(printed.length).toBeGreaterThan(10);
  expect(printed.join("")).not.toContain(canary);
});
