import type { automation } from "@pulumi/pulumi";

/** A resource as a checkpoint has it. */
export interface Held {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  /** False for a component. */
  readonly custom?: boolean;
  /** Whether the program only reads it. */
  readonly external?: boolean;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** URN and id of its provider. */
  readonly provider?: string;
}

/** The resources of a stack's state. */
export function resourcesIn(state: automation.Deployment): readonly Held[] {
  const { resources = [] } = state.deployment as { readonly resources?: readonly Held[] };
  return resources;
}

/** Key that marks an encrypted value in a checkpoint; https://www.pulumi.com/docs/iac/concepts/secrets/ */
export const secretKey = "4dabf18193072939515e22adb298388d";

/** The stack's outputs; a value that is or holds a secret is masked. */
export function maskedOutputs(resources: readonly Held[]): Record<string, unknown> {
  const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  return Object.fromEntries(
    Object.entries(stack?.outputs ?? {}).map(([key, value]) => [
      key,
      JSON.stringify(value).includes(`"${secretKey}":`) ? "[secret]" : value,
    ]),
  );
}
