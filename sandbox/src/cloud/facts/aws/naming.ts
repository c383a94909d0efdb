import type { HandFacts, Scope } from "../kind-facts";

/** EC2's ids: a prefix and 17 hexadecimal digits (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html). */
export function ec2Id(prefix: string): HandFacts["id"] {
  return (_inputs, { random }) => `${prefix}-${random(17)}`;
}

/** ARN of a regional resource (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
export function regionalArn(service: string, resource: string, { account, region }: Scope): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** The value if it is a string. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A key of several properties, or nothing when one is not a string. */
export function keyOf(...values: readonly unknown[]): string | undefined {
  return values.every((value) => typeof value === "string") ? values.join(" ") : undefined;
}
