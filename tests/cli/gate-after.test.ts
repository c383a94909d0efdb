import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { up } from "../../cli/src/actions/up";
import { settled } from "../../cli/src/engine/analysis";
import { gateStacks as gate, type GateOptions } from "../../cli/src/gate";
import { TestProject } from "../sandbox/project";

/** A role that a repository's workflows assume; a preview does not know whom it names. */
const program = (subject: string, secret = false) => `const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const issuer = new aws.iam.OpenIdConnectProvider("github", {
  url: "https://token.actions.githubusercontent.com",
  clientIdLists: ["sts.amazonaws.com"],
});
const host = "token.actions.githubusercontent.com";
const document = pulumi.jsonStringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Federated: issuer.arn },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { [host + ":aud"]: "sts.amazonaws.com", [host + ":sub"]: "${subject}" } },
    },
  ],
});
new aws.iam.Role("ci", { assumeRolePolicy: ${secret ? "pulumi.secret(document)" : "document"} });
`;
const [good, bad] = ["repo:acme/api:environment:prod", "repo:acme/canary-7f3:*"];
/** Stack `cluster` makes a cluster in the offline cloud, the other one a binding in it. */
const inCluster = `const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const k8s = require("@pulumi/kubernetes");
if (pulumi.getStack() === "cluster") {
  const vpc = new aws.ec2.Vpc("v", { cidrBlock: "10.0.0.0/16" });
  const subnetIds = ["a", "b"].map((zone, index) => new aws.ec2.Subnet("s" + zone, {
    vpcId: vpc.id, cidrBlock: "10.0." + index + ".0/24", availabilityZone: "us-east-1" + zone,
  }).id);
  const principal = { Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" };
  const roleArn = new aws.iam.Role("c", {
    assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [principal] }),
  }).arn;
  const made = new aws.eks.Cluster("c", { roleArn, vpcConfig: { subnetIds } });
  exports.server = made.endpoint;
  exports.arn = made.arn;
} else {
  const made = new pulumi.StackReference("organization/settled/cluster");
  const provider = new k8s.Provider("c", { clusterIdentifier: made.getOutput("arn"), kubeconfig: pulumi.jsonStringify({
    apiVersion: "v1", kind: "Config", "current-context": "c", users: [],
    clusters: [{ name: "c", cluster: { server: made.getOutput("server") } }],
    contexts: [{ name: "c", context: { cluster: "c", user: "" } }],
  }) });
  new k8s.rbac.v1.RoleBinding("binding", {
    metadata: { name: "b", namespace: "default" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" },
    subjects: [{ kind: "Group", name: "realm:a" }],
  }, { provider });
}
`;
interface State {
  readonly deployment: {
    readonly resources: readonly {
      readonly urn: string;
      readonly outputs?: { readonly subjects: object[] };
    }[];
  };
}
const project = new TestProject("settled", program(good));
const at = (file: string) => join(project.place, file);
const urn = "urn:pulumi:dev::settled::aws:iam/role:Role::ci";
const after = (options: GateOptions = {}) =>
  project.call((place) => gate(place, ["dev"], { after: true, platform: place, ...options }));

// In order: each goes on from where the one before stopped.
describe("the gate after an update, on the real engine", () => {
  beforeAll(async () => {
    await project.useBackend();
    project.pulumi("stack", "init", "dev");
  });
  afterAll(() => {
    project.remove();
  });

  it("settles what a preview could not judge", async () => {
    const blind = await project.call((place) => gate(place, ["dev"], {}));
    expect(blind.status, blind.stdout).toBe(2);
    expect(blind.stdout).toContain(`DEFERRED IAM-05 ${urn}`);
    await project.done((place) => up(place, ["dev"], { only: true }));
    const open = project.run(["gate", "--after", "dev"]);
    expect(open.status, open.stdout + open.stderr).toBe(0);
    expect(open.stdout).toMatch(/^dev: 3 resources, 0 changed, 0 policy findings$/m);
  });

  it("is closed by what came past the pack, though it is secret", async () => {
    writeFileSync(at("index.js"), program(bad, true));
    project.pulumi("up", "--stack", "dev", "--yes", "--skip-preview");
    const files = { sarif: at("found.sarif"), comment: at("comment.md") };
    const closed = await after({ json: true, ...files });
    expect(closed.status, closed.stdout + closed.stderr).toBe(1);
    expect(JSON.parse(closed.stdout)).toMatchObject({
      gate: "closed",
      stacks: [{ drift: [], findings: [{ kind: "violation", rule: "IAM-05", resource: urn }] }],
    });
    const [sarif, comment] = ["found.sarif", "comment.md"].map((f) => readFileSync(at(f), "utf8"));
    expect(sarif).toContain('"ruleId": "IAM-05"');
    expect(comment).toContain(`\nIAM-05 ${urn}\n`);
    expect(closed.stdout + closed.stderr + (sarif ?? "") + (comment ?? "")).not.toContain("canary");
  });

  it("is closed by what is otherwise than the program says", async () => {
    project.withCloud((store) => {
      const [role] = store.kind("aws:iam/role:Role");
      store.remove(role?.partition ?? "", "aws:iam/role:Role", role?.id ?? "");
    });
    writeFileSync(at("waivers.yaml"), JSON.stringify([waiver]));
    const closed = await after({ sarif: at("found.sarif") });
    expect(closed.status, closed.stdout + closed.stderr).toBe(1);
    expect(closed.stdout).toContain(`DRIFT create ${urn}\n  fix: `);
    expect(closed.stdout).toContain(`\ndrift: create of ${urn}\n`);
    // The waiver excuses what the pack found, as in a preview.
    expect(closed.stdout).toContain(`WAIVED IAM-05 ${urn}\n`);
    expect(closed.stdout).not.toContain("IAM-05 is violated");
    expect(readFileSync(at("found.sarif"), "utf8")).toContain('"ruleId": "GATE-DRIFT"');
  });

  it("is closed by what was appended to a list, though no refresh shows it", async () => {
    writeFileSync(at("index.js"), inCluster);
    project.pulumi("stack", "init", "cluster");
    for (const stack of ["cluster", "dev"]) {
      project.pulumi("up", "--stack", stack, "--yes", "--skip-preview");
    }
    writeFileSync(at("waivers.yaml"), "[]");
    const state = JSON.parse(project.pulumi("stack", "export", "--stack", "dev")) as State;
    const held = state.deployment.resources.find(({ urn }) => urn.endsWith("::binding"));
    // As the official provider leaves it: the live object in the outputs, the inputs cut to their length.
    held?.outputs?.subjects.push({ kind: "User", name: "mallory" });
    writeFileSync(at("state.json"), JSON.stringify(state));
    project.pulumi("stack", "import", "--stack", "dev", "--file", at("state.json"));
    const closed = await after({
      json: true,
      sarif: at("found.sarif"),
      comment: at("comment.md"),
    });
    expect(closed.status, closed.stdout + closed.stderr).toBe(1);
    const binding = held?.urn ?? "";
    expect(JSON.parse(closed.stdout)).toMatchObject({
      gate: "closed",
      stacks: [
        {
          name: "dev",
          drift: [
            {
              op: "add",
              urn: binding,
              additions: [{ path: "subjects[1]", item: '{"kind":"User","name":"mallory"}' }],
            },
          ],
        },
      ],
    });
    const [sarif, comment] = ["found.sarif", "comment.md"].map((f) => readFileSync(at(f), "utf8"));
    expect(sarif).toContain('"ruleId": "GATE-DRIFT"');
    const told = 'subjects[1]: want only what is declared, got {"kind":"User","name":"mallory"}';
    expect(comment).toContain(`DRIFT add ${binding}\n  ${told}\n  fix: `);
    expect(comment).toContain("| 3 resources, 0 changed, 0 policy findings |");
  });

  it("can't judge what is not up, and says how it is used", async () => {
    const absent = await project.call((place) => gate(place, ["prod"], { after: true }));
    expect([absent.status, absent.stdout, absent.stderr]).toEqual([
      2,
      "",
      'groundwork: stack that is up: want one of cluster, dev, got "prod"\n',
    ]);
    const written = await after({ baseline: at("baseline.json") });
    expect([written.status, written.stderr]).toEqual([
      2,
      expect.stringContaining("--after: want no --baseline"),
    ]);
    const unnamed = project.run(["gate", "--after"]);
    expect([unnamed.status, unnamed.stderr]).toEqual([
      2,
      expect.stringContaining("argument 'stacks'"),
    ]);
  });
});

const day = (offset: number) =>
  new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const waiver = {
  rule: "IAM-05",
  resource: urn,
  reason: "the workflow moves to an environment in May",
  owner: "ada",
  ticket: "https://tickets.example.com/PLAT-9",
  since: day(-10),
  expires: day(10),
};

describe("an analysis", () => {
  const violation = {
    policyEvent: {
      policyName: "X",
      enforcementLevel: "mandatory",
      message: "X-1 urn:a",
      resourceUrn: "urn:a",
    },
  };
  const remedy = { policyRemediationEvent: { policyName: "KC-03.Client", resourceUrn: "urn:a" } };
  const end = { summaryEvent: {} };
  const failed = "one or more mandatory policy violations were found";
  const read = (events: object[], ...errors: string[]) =>
    settled({
      stdout: events.map((event) => `${JSON.stringify(event)}\n`).join(""),
      stderr: errors.join("\n"),
    });

  it("that found violations has failed of nothing else", () => {
    expect(read([violation, end], failed)).toMatchObject({
      reports: [{ policy: "X" }],
      errors: [],
    });
    expect(read([end])).toEqual({ reports: [], errors: [] });
  });

  it("that broke off, or failed without a finding, is none", () => {
    expect(read([end], failed).errors).toEqual([failed]);
    expect(read([violation, end], "no pack").errors).toEqual(["no pack"]);
    expect(read([violation]).errors).toEqual(["the analysis said nothing"]);
    expect(read([]).errors).toEqual(["the analysis said nothing"]);
  });

  it("takes what a remedy would set for a violation", () => {
    expect(read([remedy, end]).reports).toEqual([
      {
        policy: "KC-03.Client",
        level: "mandatory",
        message: "KC-03 urn:a\n  its remedy has not been applied to the resource, which is up",
        urn: "urn:a",
        remedy: { rule: "KC-03", applied: false },
      },
    ]);
  });
});
