import { execFileSync, spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Sandbox } from "@groundwork-iac/sandbox";
import { afterAll, describe, expect, it } from "vitest";

import { sandboxUp } from "../../cli/src/actions/sandbox-up";
import { bringUp, sandboxPlace } from "../../cli/src/engine";
import { gateEstate, gateStacks } from "../../cli/src/gate";
import { chosen, readProject } from "../../cli/src/project";
import { CloudStore } from "../../sandbox/src/cloud/store";
import { wholeOr } from "../runs";
import { inProcess } from "./in-process";
import { type Brought, unjudged } from "./unjudged";

const root = join(__dirname, "../..");
const state = mkdtempSync(join(tmpdir(), "groundwork-e2e-"));
const env = { ...process.env, XDG_STATE_HOME: state };

function groundwork(...args: string[]): string {
  const run = spawnSync(join(root, "groundwork"), args, { env, encoding: "utf8" });
  expect(run.status, run.stdout + run.stderr).toBe(0);
  return run.stdout;
}

/** Runs what a command runs, in this process; what it printed. */
async function done(work: () => unknown): Promise<string> {
  const { status: code, stdout, stderr } = await inProcess(env, work);
  expect(code, stdout + stderr).toBe(0);
  return stdout;
}

function changedFiles(): string {
  return execFileSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });
}

interface Status {
  readonly stacks: readonly { name: string; resources: number; outputs: Record<string, unknown> }[];
  readonly inventory: Readonly<Record<string, number>>;
  readonly folder: string;
}

const status = () => JSON.parse(groundwork("sandbox", "status", "--json")) as Status;

const up = (...args: string[]) =>
  JSON.parse(groundwork("sandbox", "up", "--json", ...args)) as Brought;

/** Stacks that come up, with those that they need; if none, all. And what is up then. */
const { names, count, retained, kinds } = wholeOr<{
  names: readonly string[];
  count: number;
  retained: number;
  kinds: Readonly<Record<string, number>>;
}>(
  {
    names: [],
    count: 22,
    retained: 2,
    kinds: {
      "aws:ec2/vpc:Vpc": 2,
      "aws:eks/cluster:Cluster": 2,
      "kubernetes:policy.sigstore.dev/v1beta1:ClusterImagePolicy": 6,
    },
  },
  {
    names: ["services.dev", "identity"],
    count: 7,
    retained: 2,
    kinds: { "aws:ec2/vpc:Vpc": 1, "aws:eks/cluster:Cluster": 1 },
  },
);

/** A stack of which a preview could not judge everything, when it was not up. */
let settled = "";
let before: Status;
const changed = changedFiles();

afterAll(() => {
  rmSync(state, { recursive: true, force: true });
});

// In order: each goes on from where the one before stopped.
describe("the sandbox, on the real engine", () => {
  it("brings the reference organisation up, and all but a little can be judged before", () => {
    const report = up("--preview", ...names);
    const { evaluations, deferred, critical } = unjudged(report);
    expect(deferred.length / evaluations).toBeLessThan(0.05);
    expect(critical).toEqual([]);
    expect(report.stacks).toHaveLength(count);
    // The update runs the same rules with every value known, so it judges what was deferred.
    expect(report.stacks.filter(({ policyFindings }) => policyFindings !== 0)).toEqual([]);
    settled = deferred.map((place) => /urn:pulumi:([^:]+)/.exec(place)?.[1] ?? "").sort()[0] ?? "";
    expect(settled).not.toBe("");
  });

  it("tells what is up", () => {
    before = status();
    const { stacks, inventory } = before;
    const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
    expect(stacks).toHaveLength(count);
    expect(resources / count).toBeGreaterThan(18);
    const network = stacks.find(({ name }) => name === "network.dev");
    expect(network?.outputs["vpcId"]).toMatch(/^vpc-/);
    expect(inventory).toMatchObject(kinds);
  });

  it("protects all parts of what is protected, and all that is retained", () => {
    const stacks = globSync("backend/.pulumi/stacks/*/*.json", { cwd: before.folder });
    const exposed = stacks.flatMap((file) => exposedIn(join(before.folder, file)));
    expect(stacks).toHaveLength(count);
    expect(exposed).toEqual([]);
  });

  it("is judged after the update as it was in it, and all stacks together", async () => {
    const stacks = [settled, "network.dev"];
    const after = await done(() => gateStacks(root, stacks, { after: true, sandbox: true }));
    expect(after.match(/resources, 0 changed, 0 policy findings$/gm)).toHaveLength(stacks.length);
    const others = wholeOr("", ", not up: tools, .*");
    expect(await done(() => gateEstate(root, { sandbox: true }))).toMatch(
      new RegExp(`^estate: ${count} stacks, 0 policy findings${others}\n$`),
    );
  });

  it("is stopped by the policy gate, which names rule, resource and fix", async () => {
    const policyConfig = join(state, "no-loopback.json");
    writeFileSync(policyConfig, '{ "KC-01": { "loopback": [] } }');
    const refused = await inProcess(env, () =>
      sandboxUp(root, ["identity"], { only: true, policyConfig }),
    );
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("identity failed:");
    expect(refused.stderr).toMatch(
      /^KC-01 urn:pulumi:identity::.*openid\/client:Client::kubernetes$/m,
    );
    expect(refused.stderr).toContain("validRedirectUris[0]: want an exact https address");
    expect(refused.stderr).toMatch(/^ {2}fix: /m);
  });

  it("sees what was removed behind its back, makes it again, and changes nothing else", async () => {
    const store = CloudStore.open(join(before.folder, "offline-cloud.sqlite"));
    const token = "aws:ec2/vpcEndpoint:VpcEndpoint";
    const [endpoint] = store.list("aws/111111111111/eu-west-1").filter((r) => r.token === token);
    store.remove("aws/111111111111/eu-west-1", token, endpoint?.id ?? "");

    const again = await done(upWithoutPack);
    expect(again).toMatch(/^network\.dev: \d+ resources, 1 changed/m);
    expect(again.match(/resources, 0 changed/g)).toHaveLength(count - 1);
    expect(store.inventory()).toEqual(before.inventory);
    store.close();
  });

  it("leaves nothing", () => {
    const down = groundwork("sandbox", "down", "--purge");
    expect(down).toContain("the offline cloud's store is empty");
    expect(down.match(/retained by declaration, purged here: aws:kms\/key:Key/g)).toHaveLength(
      retained,
    );
    expect(status()).toMatchObject({ stacks: [], inventory: {} });
    expect(changedFiles()).toBe(changed);
  });
});

/** As `sandbox up --refresh`, but for the pack, which has judged the same at the first. */
async function upWithoutPack(): Promise<void> {
  const project = readProject(root);
  const { policyPack, ...packless } = project;
  expect(policyPack).toBeDefined();
  const command = "groundwork sandbox up";
  const place = await sandboxPlace(new Sandbox(project), packless, "SIMULATED cloud", command);
  await bringUp(place, chosen(project, names, false), { refresh: true });
}

interface Kept {
  readonly urn: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly provider?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
}

/** What `destroy --exclude-protected` would take from something that it leaves: a part has its id. */
function exposedIn(file: string): string[] {
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly checkpoint: { readonly latest: { readonly resources: readonly Kept[] } };
  };
  const { resources } = checkpoint.latest;
  const key = ({ provider = "", id = "" }: Kept) => `${provider} ${id}`;
  const guarded = new Set(resources.filter(({ protect }) => protect === true).map(key));
  return (
    resources
      .filter((each) => each.custom && each.provider !== undefined && each.protect !== true)
      // It is replaced with every change of the realm, which a protected one could not be.
      .filter(({ urn }) => !urn.includes("keycloak:authentication/bindings:Bindings"))
      .filter((each) => each.retainOnDelete === true || guarded.has(key(each)))
      .map(({ urn }) => urn)
  );
}
