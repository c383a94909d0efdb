import type * as pulumi from "@pulumi/pulumi";

/**
 * A hook on one child resource: fields to lay over its arguments, or a function that edits the
 * final arguments and options in place.
 */
export type Transform<Args> =
  Partial<Args> | ((args: Args, opts: pulumi.CustomResourceOptions, name: string) => void);

/** The constructor tuple of a child after the caller's hook has run. */
export function withTransform<Args extends object>(
  hook: Transform<Args> | undefined,
  name: string,
  args: Args,
  opts: pulumi.CustomResourceOptions,
): [name: string, args: Args, opts: pulumi.CustomResourceOptions] {
  if (typeof hook !== "function") {
    return [name, { ...args, ...hook }, opts];
  }
  const draft = { ...args };
  hook(draft, opts, name);
  return [name, draft, opts];
}
