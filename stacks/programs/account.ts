import * as pulumi from "@pulumi/pulumi";

import { devtools, network } from "../../components";
import { plannedQuotas } from "../derived/addresses";
import type { Exports } from "../contracts";
import {
  ciRole,
  platformRepository,
  previewApprovals,
  previewRole,
  stateRole,
  updateApprovals,
} from "../derived/hosts";
import type { Organization } from "../declarations/model";
import { awsProvider } from "./providers";

/** `account.<name>`: what every AWS account has before anything else. */
export function accountProgram(organization: Organization, name: string): Exports<"account"> {
  const accountId = organization.accounts[name] ?? "";
  const { home } = organization;
  const provider = awsProvider(organization, "account", { account: name, region: home.region });
  const baseline = new network.AccountBaseline(
    name,
    { company: organization.name, accountId },
    { provider },
  );
  quotaRequests(organization, name);
  const trust = new devtools.CiTrust(`${name}-github`, {}, { provider });
  const platform = { accountId, repository: platformRepository(organization) };
  new devtools.CiRole(
    `${name}-ci`,
    {
      ...platform,
      roleName: ciRole,
      environments: [name],
      managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    },
    { provider, dependsOn: trust },
  );
  new devtools.CiRole(
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
  if (name === home.account) {
    new devtools.CiRole(
      `${name}-state`,
      {
        ...platform,
        roleName: stateRole,
        environments: updateApprovals(organization),
        statements: stateRights(
          baseline,
          ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
          ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
        ),
      },
      { provider, dependsOn: trust },
    );
  }
  const breakGlass = new devtools.CiRole(
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
  { stateBucket, kmsKeyArn }: network.AccountBaseline,
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

/** What the address plan needs of the account's quotas, in each of its regions. */
function quotaRequests(organization: Organization, name: string): void {
  const own = plannedQuotas(organization).filter(({ account }) => account === name);
  for (const region of new Set(own.map((need) => need.region))) {
    new network.QuotaRequests(
      `${name}-${region}`,
      { needs: own.filter((need) => need.region === region) },
      { provider: awsProvider(organization, `quotas-${region}`, { account: name, region }) },
    );
  }
}
