import { automation } from "@pulumi/pulumi";

/**
 * A stack that already exists. Each operation on it starts one process of the engine: the SDK would start
 * one more to select the stack, and three more for outputs and history that no one reads.
 */
export function selected(name: string, workspace: automation.Workspace): Promise<automation.Stack> {
  const chosen = Object.create(workspace, {
    selectStack: { value: () => Promise.resolve() },
  }) as automation.Workspace;
  return automation.Stack.select(name, chosen).then((stack) =>
    Object.assign(stack, {
      outputs: () => Promise.resolve({}),
      info: () => Promise.resolve(undefined),
    }),
  );
}
