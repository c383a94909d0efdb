import { devtools, network } from "../../components";
import type { Exports } from "../contracts";
import { ciRole, platformRepository, previewApprovals, previewRole } from "../hosts";
import type { Organization } from "../organization";
import { awsProvider } from "../providers";

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
  const trust = new devtools.CiTrust(`${name}-github`, { provider });
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
      managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
    },
    { provider, dependsOn: trust },
  );
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
