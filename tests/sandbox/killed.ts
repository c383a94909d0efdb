import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "vitest";

import { recoverStack } from "../../cli/src/actions/recover";
import { sandboxUp } from "../../cli/src/actions/sandbox-up";
import type { TestProject } from "./project";

/**
 * Stack `base` is a cluster; every other one holds what all five packages make, under names of its
 * own. VERSION 2 changes some of it, replaces some and removes some.
 */
export const everyPackage = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const stack = pulumi.getStack();
const second = process.env.VERSION === "2";
const tags = { owner: second ? "them" : "us" };
const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["111111111111"] });
const inAws = { provider };
if (stack === "base") {
  const vpc = new aws.ec2.Vpc("net", { cidrBlock: "10.0.0.0/16", tags }, inAws);
  const subnetIds = ["a", "b"].map((zone, index) => new aws.ec2.Subnet("net-" + zone, {
    vpcId: vpc.id, cidrBlock: "10.0." + index + ".0/24", availabilityZone: "eu-west-1" + zone,
  }, inAws).id);
  const role = new aws.iam.Role("cluster", { assumeRolePolicy: "{}" }, inAws);
  const cluster = new aws.eks.Cluster("acme", { name: "acme", roleArn: role.arn, vpcConfig: { subnetIds } }, inAws);
  exports.endpoint = cluster.endpoint;
} else {
  const k8s = require("@pulumi/kubernetes");
  const keycloak = require("@pulumi/keycloak");
  const vault = require("@pulumi/vault");
  const github = require("@pulumi/github");
  const base = new pulumi.StackReference("organization/" + pulumi.getProject() + "/base");
  const server = base.requireOutput("endpoint");
  const kubeconfig = pulumi.jsonStringify({ clusters: [{ name: "acme", cluster: { server } }] });
  const inK8s = { provider: new k8s.Provider("acme", { kubeconfig }) };
  const inKeycloak = { provider: new keycloak.Provider("id", { url: "https://id.example", clientId: "c" }) };
  const inVault = { provider: new vault.Provider("bao", { address: "https://bao.example" }) };
  const inGithub = { provider: new github.Provider("hub", { owner: "acme" }) };
  const name = (role) => stack + "-" + role;

  const cidrBlock = second ? "10.9.0.0/16" : "10.8.0.0/16";
  const vpc = new aws.ec2.Vpc("net", { cidrBlock, tags }, inAws);
  new aws.ec2.InternetGateway("net", { vpcId: vpc.id, tags }, inAws);
  new aws.ec2.Eip("nat", { domain: "vpc", tags }, inAws);
  new aws.kms.Key("key", { description: tags.owner }, inAws);
  new aws.iam.Role("robot", { name: name("robot"), assumeRolePolicy: "{}", tags }, inAws);
  new aws.cloudwatch.LogGroup("log", { retentionInDays: second ? 30 : 60 }, inAws);
  const bucket = new aws.s3.Bucket("logs", { bucket: name("logs"), tags }, inAws);
  new aws.s3.BucketVersioning("logs", {
    bucket: bucket.id, versioningConfiguration: { status: second ? "Suspended" : "Enabled" },
  }, inAws);

  const realm = new keycloak.Realm("realm", { realm: stack, displayName: tags.owner }, inKeycloak);
  new keycloak.Group("team", { realmId: realm.id, name: second ? "other" : "team" }, inKeycloak);
  new keycloak.Role("role", { realmId: realm.id, name: "role", description: tags.owner }, inKeycloak);
  new keycloak.openid.Client("tool", {
    realmId: realm.id, clientId: "tool", accessType: "PUBLIC", enabled: !second,
  }, inKeycloak);

  for (const role of second ? ["one", "three"] : ["one", "two"]) {
    new github.Repository(role, { name: name(role), description: tags.owner }, inGithub);
    new vault.Policy(role, { name: name(role), policy: "# " + tags.owner }, inVault);
    const space = new k8s.core.v1.Namespace(role, { metadata: { name: name(role), labels: tags } }, inK8s);
    new k8s.core.v1.ServiceAccount(role, { metadata: { name: role, namespace: space.metadata.name, labels: tags } }, inK8s);
  }
  new github.Team("team", { name: name("team"), description: tags.owner }, inGithub);
  const mount = new vault.Mount("data", { path: name("data"), type: "kv", description: tags.owner }, inVault);
  new vault.jwt.AuthBackend("jwt", { path: name("jwt"), oidcDiscoveryUrl: "https://id.example/" + tags.owner }, inVault);
}
`;

const moments = ["before", "after", "answered"];

/**
 * Kills a run of a stack at the moments that begin with `first`.
 * @returns how many calls it was in; 0 if it ended, which one without a hanging call may do.
 */
async function killed(
  project: TestProject,
  stack: string,
  first: number,
  more: NodeJS.ProcessEnv,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "groundwork-kill-"));
  try {
    const turns = [0, 1, 2].map((turn) => moments[(first + turn) % 3]).join(",");
    const kill = { GROUNDWORK_KILL: `${folder};40;${turns}`, PULUMI_PARALLEL: "64" };
    const { status } = await up(project, stack, { ...more, ...kill });
    const points = readdirSync(folder).filter((file) => file.startsWith("at-"));
    const isHanging = points.some((file) => !file.startsWith("at-answered-"));
    expect(status, `killed at ${points.join(" ")}`).toBeOneOf(isHanging ? [1] : [0, 1]);
    expect(status === 1 && points.length === 0, "fails without a kill").toBe(false);
    return status === 0 ? 0 : points.length;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const up = (project: TestProject, stack: string, more: NodeJS.ProcessEnv = {}) =>
  project.call((place) => sandboxUp(place, [stack], {}), more);

/** Recovers a stack, and says which resources a killed run had made. */
async function recovered(project: TestProject, stack: string): Promise<string> {
  const { status, stdout, stderr } = await project.call((place) =>
    recoverStack(place, stack, { sandbox: true, yes: true }),
  );
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

/** What the cloud holds for a stack: kind and name of each resource, and whether its state has it. */
function heldFor(project: TestProject, stack: string): string[] {
  const state = project.recorded(stack);
  const rows = project.withCloud((store) =>
    Object.keys(store.inventory()).flatMap((token) => store.kind(token)),
  );
  return rows
    .filter(({ urn = "" }) => urn.startsWith(`urn:pulumi:${stack}::`))
    .map(({ urn = "", id, inputs }) => {
      const known = state.some((resource) => resource.urn === urn && resource.id === id);
      const shown = JSON.stringify(inputs).replaceAll(stack, "STACK");
      return `${urn.split("::").slice(2).join(" ")} ${known ? "" : "UNRECORDED "}${nameless(shown)}`;
    })
    .sort();
}

/** Without what the cloud or the engine makes up anew. */
const nameless = (text: string) =>
  text
    .replace(/(vpc|realm|log)-[0-9a-f]{7,17}/g, "$1-X")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "X");

/** What the cloud holds for stack `calm` after each version, from runs that nobody killed. */
type Calm = ReadonlyMap<Version, readonly string[]>;
export type Version = "1" | "2";
export const versions: readonly Version[] = ["1", "2"];

export async function calmRuns(project: TestProject, each = versions): Promise<Calm> {
  const ended = async (stack: string, version: Version) => {
    const run = await up(project, stack, { VERSION: version });
    expect(run.status, run.stdout + run.stderr).toBe(0);
    return heldFor(project, stack);
  };
  await ended("base", "1");
  const calm = new Map<Version, readonly string[]>();
  for (const version of each) {
    calm.set(version, await ended("calm", version));
  }
  return calm;
}

/**
 * Kills runs of a stack and recovers it until a run ends, for each version of the calm runs in turn.
 * @returns how many calls the killed runs were in.
 */
export async function survives(project: TestProject, moment: number, calm: Calm): Promise<number> {
  const stack = `dev${moment}`;
  let points = 0;
  let runs = moment;
  for (const [version, held] of calm) {
    // Another moment each time, since a call that is killed before its effect comes again.
    for (let died = 1; died > 0; points += died, runs++) {
      died = await killed(project, stack, runs % 3, { VERSION: version });
      if (died > 0) {
        // An engine that dies with its last word, after its lock is gone, leaves nothing to recover.
        expect(await recovered(project, stack)).toMatch(/refresh|nothing to recover/);
        // So that the next run has nothing to clean up.
        const lost = heldFor(project, stack).filter((line) => line.includes("UNRECORDED"));
        expect(lost).toEqual([]);
      }
    }
    expect(heldFor(project, stack)).toEqual(held);
  }
  const again = await up(project, stack, { VERSION: [...calm.keys()].at(-1) });
  expect(again.stdout).toMatch(/ 0 changed/);
  return points;
}
