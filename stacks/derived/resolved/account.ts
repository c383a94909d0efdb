import { personas } from "../../../components/team/personas";
import type { Organization } from "../../declarations/model";
import { type AccountRight, accountRight, accountStage } from "../account-rights";
import { plannedQuotas } from "../addresses";
import { ciRole, previewRole, groupOf, roleArn } from "../hosts";
import { once } from "../lazily";
import { required } from "../required";
import type { OrganizationFacts, ResolvedAccount } from "./model";

/** One account of an organisation. */
export function resolveAccount(organization: OrganizationFacts, name: string): ResolvedAccount {
  const { declared, home } = organization;
  const accountId = required(declared.accounts, name, "accounts");
  const quotaNeeds = once(() => {
    const own = plannedQuotas(declared).filter(({ account }) => account === name);
    return Object.fromEntries(Map.groupBy(own, ({ region }) => region));
  });
  return {
    organization,
    name,
    accountId,
    region: home.region,
    isHome: name === home.account,
    stage: accountStage(declared, name),
    deployRoleArn: roleArn(accountId, ciRole),
    previewRoleArn: roleArn(accountId, previewRole),
    groups: {
      developer: groupsWith(declared, name, "developer"),
      viewer: groupsWith(declared, name, "viewer"),
    },
    get quotaNeeds() {
      return quotaNeeds();
    },
  };
}

/** Groups of all teams whose persona has one right in an account. */
function groupsWith(organization: Organization, account: string, wanted: AccountRight): string[] {
  return Object.keys(organization.teams).flatMap((team) =>
    personas
      .filter((persona) => accountRight(organization, account, team, persona) === wanted)
      .map((persona) => groupOf(organization, team, persona)),
  );
}
