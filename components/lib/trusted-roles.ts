import type { ArgIssue } from "./arg-issue";
import { emptyIssues } from "./plain";
import type { Statement } from "./policy-document";

/** Trust by which roles, each by its ARN, may assume another. */
export const trustOfRoles = (trusted: readonly string[]): Statement[] =>
  trusted.map((arn) => ({ principal: { AWS: arn }, actions: ["sts:AssumeRole"] }));

/** What is wrong with the roles that may assume another: each is one role, and there is one. Pure. */
export function trustedRoleIssues(trusted: readonly string[]): ArgIssue[] {
  const named = /^arn:aws:iam::\d{12}:role\/[\w+=,.@-]+$/;
  const issues = trusted.flatMap((arn, index) =>
    named.test(arn)
      ? []
      : [{ path: `trusted[${index}]`, want: "the ARN of one role, without wildcards", got: arn }],
  );
  return [...emptyIssues("trusted", trusted, "role"), ...issues];
}
