import { availableParallelism } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { type Score, scorecard } from "@groundwork-iac/platform/capabilities";
import { loadOrganization } from "@groundwork-iac/platform/organization";
import { narrowed, planStacks } from "@groundwork-iac/platform/plan";
import { Sandbox } from "@groundwork-iac/sandbox";
import type { automation } from "@pulumi/pulumi";

import { reversed, runInOrder } from "./schedule";

const say = (line: string) => {
  console.error(line);
};

export interface UpOptions {
  /** Look at what the cloud holds first. */
  readonly refresh?: boolean;
  /** Settings of the policy pack. Default: `policy.json` of the organisation. */
  readonly policyConfig?: string;
}

/** Makes the sandbox ready and brings stacks up, each behind the ones that it reads. */
export async function sandboxUp(
  root: string,
  names: readonly string[],
  { refresh, policyConfig }: UpOptions,
): Promise<void> {
  const data = join(root, "stacks", "organization");
  const organization = loadOrganization(data);
  const plan = planStacks(organization);
  const stacks = narrowed(plan, names);
  const sandbox = new Sandbox(root);
  await sandbox.prepare(say);
  const workspace = await sandbox.workspace();
  const known = await namesOf(workspace);
  const rows: string[] = [];
  const gate = {
    policyPacks: [join(root, "policy")],
    policyPackConfigs: [policyConfig ?? join(data, "policy.json")],
  };
  const started = Date.now();
  await runInOrder(stacks, availableParallelism(), async (name) => {
    if (!known.has(name)) {
      await workspace.createStack(name);
    }
    const stack = await select(name, workspace);
    const begun = Date.now();
    const { result, judged } = await explained(name, "up", (onEvent) =>
      stack.up({ refresh: refresh ?? false, onEvent, ...gate }),
    );
    const changes = counted(result.summary.resourceChanges);
    const row = `${name}: ${changes}, ${judged.length} policy findings, ${since(begun)}`;
    judged.forEach((finding) => {
      say(`${name}: ${finding}`);
    });
    say(`${row} (${rows.length + 1} of ${stacks.length}, SIMULATED cloud)`);
    rows.push(row);
  });
  rows.sort().forEach((row) => {
    console.log(row);
  });
  const up = [...known, ...stacks.map(({ name }) => name)];
  scorecard(
    organization,
    plan.map(({ name }) => name),
    up,
  ).forEach((score) => {
    console.log(scored(score));
  });
  const all = `${rows.length} of ${stacks.length} stacks are up in the offline cloud (SIMULATED)`;
  console.log(`${all}, ${since(started)}`);
}

/** What is up: stacks with their outputs, and the store's inventory. */
export async function sandboxStatus(root: string, json: boolean): Promise<void> {
  const sandbox = new Sandbox(root);
  const stacks = sandbox.exists ? await describeStacks(sandbox) : [];
  const inventory = sandbox.inventory();
  if (json) {
    const folder = sandbox.paths.state;
    console.log(JSON.stringify({ stacks, inventory, folder }, undefined, 2));
    return;
  }
  stacks.forEach(({ name, resources }) => {
    console.log(`${name}: ${resources} resources`);
  });
  Object.entries(inventory).forEach(([token, count]) => {
    console.log(`  ${count} x ${token} (SIMULATED)`);
  });
  if (stacks.length === 0) {
    console.log("no stack is up; `./groundwork sandbox up` brings them up");
  }
}

/**
 * Releases protection, destroys every stack, those that others read last, purges what its
 * declaration retains, and removes the sandbox when nothing else is left in it.
 */
export async function sandboxDown(root: string): Promise<void> {
  const sandbox = new Sandbox(root);
  if (!sandbox.exists) {
    console.log("no sandbox here");
    return;
  }
  sandbox.releaseDeadLocks(say);
  const workspace = await sandbox.workspace();
  const known = await namesOf(workspace);
  const planned = planStacks(loadOrganization(join(root, "stacks", "organization")));
  const steps = reversed(planned.filter(({ name }) => known.has(name)));
  const retained: Held[] = [];
  await runInOrder(steps, availableParallelism(), async (name) => {
    const stack = await select(name, workspace);
    retained.push(...(await release(sandbox, stack, name)));
    const begun = Date.now();
    await explained(name, "down", (onEvent) => stack.destroy({ onEvent }));
    await workspace.removeStack(name);
    known.delete(name);
    say(`${name}: destroyed, ${since(begun)}`);
  });
  purge(sandbox, retained);
  const left = [
    ...Object.entries(sandbox.inventory()).map(([token, count]) => `${count} x ${token}`),
    ...[...known].map((name) => `stack ${name}`),
  ];
  if (left.length > 0) {
    throw new Error(`left over in ${sandbox.paths.state}: ${left.join(", ")}`);
  }
  sandbox.remove();
  console.log("everything is destroyed; the offline cloud's store is empty");
}

/** A resource as a checkpoint has it. */
interface Held {
  readonly type: string;
  readonly id?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
}

interface Checkpoint {
  readonly deployment: { readonly resources?: readonly Held[] };
}

const resourcesOf = async (stack: automation.Stack): Promise<readonly Held[]> =>
  ((await stack.exportStack()) as Checkpoint).deployment.resources ?? [];

/** Takes protection off, by name, and tells what the stack will leave behind on purpose. */
async function release(sandbox: Sandbox, stack: automation.Stack, name: string): Promise<Held[]> {
  const resources = await resourcesOf(stack);
  const guarded = resources.filter(({ protect }) => protect === true);
  if (guarded.some(({ type }) => type === "aws:eks/cluster:Cluster")) {
    say(`${name}: release deletion protection of the cluster`);
    await stack.setConfig("groundwork:release", { value: "true" });
    await explained(name, "down", (onEvent) => stack.up({ onEvent }));
  }
  if (guarded.length > 0) {
    say(`${name}: release protection of ${guarded.map(({ type }) => type).join(", ")}`);
    await sandbox.pulumi("state", "unprotect", "--all", "--yes", "--stack", name);
  }
  return resources.filter(({ retainOnDelete }) => retainOnDelete === true);
}

/** Lists what stays in the cloud by declaration, and takes it out of the offline one. */
function purge(sandbox: Sandbox, retained: readonly Held[]): void {
  for (const { type, id = "" } of retained) {
    if (sandbox.purge(type, id)) {
      console.log(`retained by declaration, purged here: ${type} ${id}`);
    }
  }
}

async function describeStacks(sandbox: Sandbox) {
  const workspace = await sandbox.workspace();
  const described = [];
  for (const name of [...(await namesOf(workspace))].sort()) {
    const resources = await resourcesOf(await select(name, workspace));
    const outputs = Object.entries(await workspace.stackOutputs(name)).map(([key, output]) => [
      key,
      output.secret ? "[secret]" : (output.value as unknown),
    ]);
    described.push({
      name,
      resources: resources.length,
      outputs: Object.fromEntries(outputs) as Record<string, unknown>,
    });
  }
  return described;
}

async function namesOf(workspace: automation.Workspace): Promise<Set<string>> {
  return new Set((await workspace.listStacks()).map(({ name }) => name));
}

async function select(name: string, workspace: automation.Workspace): Promise<automation.Stack> {
  const { automation: sdk } = await import("@pulumi/pulumi");
  return sdk.Stack.select(name, workspace);
}

function scored({ capability, mode, state, evidence, missing, without }: Score): string {
  const total = evidence.length + missing.length;
  const lacking = missing.length === 0 ? "" : `; missing: ${missing.join(", ")}`;
  const facts = `${state}, ${mode}, ${evidence.length} of ${total} stacks${lacking}`;
  return `${capability}: ${facts}; without it ${without}`;
}

function counted(changes: automation.OpMap = {}): string {
  const total = Object.entries(changes).reduce(
    (sum, [op, n]) => (op === "delete" ? sum : sum + n),
    0,
  );
  return `${total} resources, ${total - (changes.same ?? 0)} changed`;
}

const since = (begun: number) => `${((Date.now() - begun) / 1000).toFixed(1)} s`;

/** An engine's message without colours, whether they are codes or the engine's own marks. */
function plain(message: string): string {
  return stripVTControlCharacters(message)
    .replaceAll(/<\{%[^%]*%\}>/g, "")
    .trim();
}

type OnEvent = (event: automation.EngineEvent) => void;

/** Runs one operation; its failure is what the engine's diagnostics said, and how to go on. */
async function explained<T>(
  name: string,
  verb: "up" | "down",
  operation: (onEvent: OnEvent) => Promise<T>,
): Promise<{ readonly result: T; readonly judged: readonly string[] }> {
  const errors: string[] = [];
  const judged: string[] = [];
  try {
    const result = await operation(({ diagnosticEvent, policyEvent }) => {
      if (diagnosticEvent?.severity === "error") {
        errors.push(plain(diagnosticEvent.message));
      }
      if (policyEvent !== undefined) {
        judged.push(`${policyEvent.enforcementLevel}: ${plain(policyEvent.message)}`);
      }
    });
    return { result, judged };
  } catch (error) {
    const told = [...errors, ...judged];
    const why = told.length > 0 ? told : [error instanceof Error ? error.message : String(error)];
    const next = `Put it right and run \`./groundwork sandbox ${verb}\` again; what is done stays done.`;
    throw new Error([`${name} failed:`, ...why, next].join("\n"), { cause: error });
  }
}
