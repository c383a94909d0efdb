import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, issueText } from "./arg-issue";

export type { ArgIssue };

/** A type token. Tokens are part of every URN, so changing one is a breaking change. */
export function typeToken(module: string, type: string): string {
  return `groundwork:${module}:${type}`;
}

/**
 * Throws one error that lists every issue. Called before `super()`, so that nothing is registered.
 * @throws pulumi.ResourceError, shown without a stack trace.
 */
export function assertArgs(
  type: string,
  name: string,
  issues: readonly ArgIssue[],
  opts?: pulumi.ResourceOptions,
): void {
  if (issues.length === 0) {
    return;
  }
  const lines = issues.map((issue) => `  - ${issueText(issue)}`);
  const text = [`${type} "${name}" has invalid arguments:`, ...lines].join("\n");
  throw new pulumi.ResourceError(text, opts?.parent, /* hideStack */ true);
}
