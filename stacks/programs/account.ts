import * as pulumi from "@pulumi/pulumi";

import { CiRole } from "../../components/devtools/ci-role";
import { CiTrust } from "../../components/devtools/ci-trust";
import { AccountBaseline } from "../../components/network/account-baseline";
import { QuotaRequests } from "../../components/network/quota-requests";
import type { Exports } from "../contracts";
import { ciRole, previewApprovals, previewRole, stateRole } from "../derived/hosts";
import type { ResolvedAccount } from "../derived/resolved/model";
import { awsProvider } from "./providers/aws";

/** `account.<name>`: the foundation of an AWS account: keys, buckets, quotas and the roles of CI. */
export function accountProgram(account: ResolvedAccount): Exports<"account"> {
  const { name, accountId, isHome, organization } = account;
  const provider = awsProvider("account", account);
  const baseline = new AccountBaseline(
    name,
    { company: organization.name, accountId },
    { provider },
  );
  quotaRequests(account);
  const trust = new CiTrust(`${name}-github`, {}, { provider });
  const { platformRepository: repository, platformRepositoryIds: ids } = organization;
  const platform = { accountId, repository, ...(ids === undefined ? {} : { ids }) };
  new CiRole(
    `${name}-ci`,
    {
      ...platform,
      roleName: ciRole,
      environments: [name],
      managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    },
    { provider, dependsOn: trust },
  );
  new CiRole(
    `${name}-preview`,
    {
      ...platform,
      roleName: previewRole,
      environments: previewApprovals,
      statements: stateRights(baseline, ["s3:GetObject"], ["kms:Decrypt"]),
      managedPolicyArns: ["arn:aws:iam::aws:policy/SecurityAudit"],
    },
    { provider, dependsOn: trust },
  );
  if (isHome) {
    new CiRole(
      `${name}-state`,
      {
        ...platform,
        roleName: stateRole,
        environments: organization.updateApprovals,
        statements: stateRights(
          baseline,
          ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
          ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
        ),
      },
      { provider, dependsOn: trust },
    );
  }
  const breakGlass = new CiRole(
    `${name}-break-glass`,
    { ...platform, roleName: "groundwork-break-glass", environments: ["break-glass"] },
    { provider, dependsOn: trust },
  );
  return {
    accountId,
    kmsKeyArn: baseline.kmsKeyArn,
    logBucketArn: baseline.logBucketArn,
    stateBucket: baseline.stateBucket,
    breakGlassRoleArn: breakGlass.roleArn,
  };
}

/** Rights on an account's state bucket and the key that encrypts it. */
function stateRights(
  { stateBucket, kmsKeyArn }: AccountBaseline,
  objectActions: readonly string[],
  keyActions: readonly string[],
) {
  const bucket = pulumi.interpolate`arn:aws:s3:::${stateBucket}`;
  return [
    { actions: ["s3:ListBucket"], resources: [bucket] },
    { actions: objectActions, resources: [pulumi.interpolate`${bucket}/*`] },
    { actions: keyActions, resources: [kmsKeyArn] },
  ];
}

/** Asks AWS for the quotas that the address plan needs, in each region of the account. */
function quotaRequests({ name, accountId, quotaNeeds }: ResolvedAccount): void {
  for (const [region, needs] of Object.entries(quotaNeeds)) {
    new QuotaRequests(
      `${name}-${region}`,
      { needs },
      { provider: awsProvider(`quotas-${region}`, { accountId, region }) },
    );
  }
}
