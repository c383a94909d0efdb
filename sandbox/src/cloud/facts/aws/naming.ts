import type { KindFacts, Scope } from "../../facts";

/** Link to the file of the official provider that declares a kind. */
export function providerSource(service: string, file: string): string {
  return `https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/${service}/${file}`;
}

/** EC2's ids: a prefix and 17 hexadecimal digits (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html). */
export function ec2Id(prefix: string): KindFacts["id"] {
  return (_inputs, { random }) => `${prefix}-${random(17)}`;
}

/** ARN of a regional resource (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
export function regionalArn(service: string, resource: string, { account, region }: Scope): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}
