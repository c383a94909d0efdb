import type { ArgIssue } from "./arg-issue";

/** The problem with a text that is not of a form, if it is not. */
export const formIssues = (path: string, value: string, form: RegExp, want: string): ArgIssue[] =>
  form.test(value) ? [] : [{ path, want, got: value }];

/** The problem with a number that is none of a range's, or has a fraction. */
export const wholeIssues = (
  path: string,
  value: number | undefined,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): ArgIssue[] => {
  const bounds = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `from ${least} to ${most}`;
  return value === undefined || (Number.isInteger(value) && value >= least && value <= most)
    ? []
    : [{ path, want: `a whole number, ${bounds}`, got: value }];
};

/** The problem with a list that has nothing in it. */
export const emptyIssues = (path: string, list: readonly unknown[], what: string): ArgIssue[] =>
  list.length > 0 ? [] : [{ path, want: `one ${what} at least`, got: list }];

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
export const clusterNameIssues = (path: string, name: string): ArgIssue[] =>
  formIssues(
    path,
    name,
    /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/,
    "1 to 100 letters, digits, dashes and underscores, a letter or digit first",
  );

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketIssues = (path: string, name: string): ArgIssue[] =>
  formIssues(
    path,
    name,
    /^(?!xn--|sthree-|amzn-s3-demo-|.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "3 to 63 of a-z, 0-9, dot and dash, and no start that S3 keeps for itself",
  );

export const regionIssues = (path: string, region: string): ArgIssue[] =>
  formIssues(path, region, /^[a-z]{2,4}(-[a-z]+)+-\d$/, "an AWS region such as eu-west-1");

/** https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
export const hostIssues = (path: string, host: string): ArgIssue[] =>
  formIssues(
    path,
    host,
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "a domain name such as dev.platform.example.com",
  );
