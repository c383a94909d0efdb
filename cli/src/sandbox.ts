import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

import { loadOrganization } from "@groundwork-iac/platform/organization";
import { planStacks } from "@groundwork-iac/platform/plan";
import { Sandbox } from "@groundwork-iac/sandbox";
import type { automation } from "@pulumi/pulumi";

const say = (line: string) => {
  console.error(line);
};

/** Makes the sandbox ready and brings every stack up, in the order of the plan. */
export async function sandboxUp(root: string, refresh: boolean): Promise<void> {
  const stacks = planStacks(loadOrganization(join(root, "stacks", "organization")));
  const sandbox = new Sandbox(root);
  await sandbox.prepare(say);
  const workspace = await sandbox.workspace();
  const known = new Set((await workspace.listStacks()).map(({ name }) => name));
  const rows: string[] = [];
  for (const { name } of stacks) {
    if (!known.has(name)) {
      await workspace.createStack(name);
    }
    const stack = await select(name, workspace);
    const started = Date.now();
    say(`${name}: bringing up (SIMULATED cloud)`);
    const { summary } = await explained(name, "up", (onEvent) => stack.up({ refresh, onEvent }));
    const changes = summary.resourceChanges ?? {};
    const same = changes.same ?? 0;
    const total = Object.entries(changes).reduce(
      (sum, [op, n]) => (op === "delete" ? sum : sum + n),
      0,
    );
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    rows.push(`${name}: ${total} resources, ${total - same} changed, ${seconds} s`);
  }
  rows.forEach((row) => {
    console.log(row);
  });
  console.log(
    `${stacks.length} of ${stacks.length} stacks are up in the offline cloud (SIMULATED)`,
  );
}

/** What is up: stacks with their outputs, and the store's inventory. */
export async function sandboxStatus(root: string, json: boolean): Promise<void> {
  const sandbox = new Sandbox(root);
  const stacks = sandbox.exists ? await describeStacks(sandbox) : [];
  const inventory = sandbox.inventory();
  if (json) {
    console.log(JSON.stringify({ stacks, inventory, folder: sandbox.paths.state }, undefined, 2));
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

/** Destroys every stack, the last one first, and removes the sandbox when nothing is left in it. */
export async function sandboxDown(root: string): Promise<void> {
  const sandbox = new Sandbox(root);
  if (!sandbox.exists) {
    console.log("no sandbox here");
    return;
  }
  const workspace = await sandbox.workspace();
  const known = new Set((await workspace.listStacks()).map(({ name }) => name));
  const planned = planStacks(loadOrganization(join(root, "stacks", "organization")));
  for (const name of planned.map((stack) => stack.name).reverse()) {
    if (known.delete(name)) {
      const stack = await select(name, workspace);
      say(`${name}: destroying`);
      await explained(name, "down", (onEvent) => stack.destroy({ onEvent }));
      await workspace.removeStack(name);
    }
  }
  const left = [
    ...Object.entries(sandbox.inventory()).map(([token, n]) => `${n} x ${token}`),
    ...known,
  ];
  if (left.length > 0) {
    throw new Error(`left over in ${sandbox.paths.state}: ${left.join(", ")}`);
  }
  sandbox.remove();
  console.log("everything is destroyed; the offline cloud's store was empty");
}

async function describeStacks(sandbox: Sandbox) {
  const workspace = await sandbox.workspace();
  const described = [];
  for (const { name } of await workspace.listStacks()) {
    const { deployment } = (await workspace.exportStack(name)) as Checkpoint;
    const outputs = Object.entries(await workspace.stackOutputs(name)).map(([key, output]) => [
      key,
      output.secret ? "[secret]" : (output.value as unknown),
    ]);
    described.push({
      name,
      resources: deployment.resources?.length ?? 0,
      outputs: Object.fromEntries(outputs) as Record<string, unknown>,
    });
  }
  return described;
}

interface Checkpoint {
  readonly deployment: { readonly resources?: readonly unknown[] };
}

async function select(name: string, workspace: automation.Workspace): Promise<automation.Stack> {
  const { automation: sdk } = await import("@pulumi/pulumi");
  return sdk.Stack.select(name, workspace);
}

type OnEvent = (event: automation.EngineEvent) => void;

/** Runs one operation; its failure is what the engine's diagnostics said, and how to go on. */
async function explained<T>(
  name: string,
  verb: "up" | "down",
  operation: (onEvent: OnEvent) => Promise<T>,
): Promise<T> {
  const errors: string[] = [];
  try {
    return await operation(({ diagnosticEvent }) => {
      if (diagnosticEvent?.severity === "error") {
        errors.push(stripVTControlCharacters(diagnosticEvent.message).trim());
      }
    });
  } catch (error) {
    const why =
      errors.length > 0 ? errors : [error instanceof Error ? error.message : String(error)];
    const next = `Put it right and run \`./groundwork sandbox ${verb}\` again; what is done stays done.`;
    throw new Error([`${name} failed:`, ...why, next].join("\n"), { cause: error });
  }
}
