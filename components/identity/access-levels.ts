import type * as pulumi from "@pulumi/pulumi";

import type { Statement } from "../lib/policy-document";

/** How much someone may do in an AWS account, from most to least. */
export const accessLevels = ["administrator", "developer", "viewer"] as const;
/** One of these levels. */
export type AccessLevel = (typeof accessLevels)[number];

/** Rights of an access level in one account. */
export interface LevelRights {
  readonly description: string;
  /** Longest session, as ISO 8601 writes durations. */
  readonly session: "PT4H" | "PT8H";
  /** Policy of AWS's own. */
  readonly managedPolicyArn: string;
  /** Rights that the policy gives and the level must not have. */
  readonly denied: readonly Statement[];
}

const managed = (policy: string) => `arn:aws:iam::aws:policy/${policy}`;

/** Actions against the audit record and the encryption keys. */
const platformOwned = [
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
  "config:DeleteConfigurationRecorder",
  "config:StopConfigurationRecorder",
  "guardduty:DeleteDetector",
  "guardduty:UpdateDetector",
  "kms:DisableKey",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
];

/** Actions by which read access would reveal secrets: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html */
const secrets = [
  "kms:Decrypt",
  "secretsmanager:GetSecretValue",
  "secretsmanager:BatchGetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "ssm:GetParameterHistory",
];

const denied = (sid: string, actions: readonly string[]): Statement => ({
  sid,
  effect: "Deny",
  actions,
  resources: ["*"],
});

/**
 * Rights of each level: developers change every account but production, and read production.
 * @param platformResources ARNs that only administrators reach, such as the bucket of states.
 */
export function levelRights(
  level: AccessLevel,
  production: boolean,
  platformResources: readonly pulumi.Input<string>[],
): LevelRights {
  const reserved: Statement[] =
    platformResources.length === 0
      ? []
      : [{ sid: "Platform", effect: "Deny", actions: ["*"], resources: platformResources }];
  if (level === "administrator") {
    return {
      description: "Runs the platform",
      session: "PT4H",
      managedPolicyArn: managed("AdministratorAccess"),
      denied: [],
    };
  }
  if (level === "developer" && !production) {
    return {
      description: "Changes everything but identities and the platform's own",
      session: "PT4H",
      managedPolicyArn: managed("PowerUserAccess"),
      denied: [denied("PlatformOwned", platformOwned), ...reserved],
    };
  }
  if (level === "developer") {
    return {
      description: "Reads production, without its secrets",
      session: "PT8H",
      managedPolicyArn: managed("ReadOnlyAccess"),
      denied: [denied("Secrets", secrets), ...reserved],
    };
  }
  return {
    description: "Sees what is there, without its data",
    session: "PT8H",
    managedPolicyArn: managed("job-function/ViewOnlyAccess"),
    denied: reserved,
  };
}
