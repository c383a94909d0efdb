import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { roleArn } from "../../derived/hosts";
import type { AwsPlace } from "../../derived/resolved/model";

/**
 * AWS in the home account, by a role for one purpose. Previews in CI have a role of their own, which only
 * reads, in GROUNDWORK_HOME_ROLE.
 */
export function homeProvider(home: AwsPlace, role: string): aws.Provider {
  return awsProvider("home", home, process.env["GROUNDWORK_HOME_ROLE"] ?? role);
}

/**
 * AWS in one account and region; refuses to work in any other account.
 * @param role Name of the account's role to assume. Default: the credentials of the environment.
 */
export function awsProvider(
  name: string,
  { accountId, region }: AwsPlace,
  role?: string,
): aws.Provider {
  return new aws.Provider(name, {
    region: region as aws.Region,
    allowedAccountIds: [accountId],
    ...(role === undefined ? {} : { assumeRoles: [{ roleArn: roleArn(accountId, role) }] }),
    defaultTags: { tags: { "managed-by": "groundwork", stack: pulumi.getStack() } },
  });
}
