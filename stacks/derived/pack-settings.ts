import type { GuardrailTier, Organization } from "../declarations/model";
import { configuredPaths } from "./hosts";
import { environmentOf } from "./plan";
import type { ResolvedOrganization } from "./resolved/model";
import { resolve } from "./resolved/resolve";

/** Settings of the policy pack's rules, by id of the rule and name of the setting. */
export type PackSettings = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Settings of the policy pack that follow from an organisation's files. */
export function packSettings(organization: Organization): PackSettings {
  const resolved = resolve(organization);
  const accounts = Object.values(resolved.accounts).map(({ accountId }) => accountId);
  return {
    "IAM-03": { accounts },
    "ECR-04": { accounts },
    "GR-09": { elsewhere: [resolved.platformRepository] },
    "GR-14": stages(resolved),
    "VLT-01": {
      system: ["platform", "preview"].flatMap((policy) =>
        configuredPaths.filter(isOfServer).map((path) => `${policy}:${path}*`),
      ),
      teams: Object.keys(resolved.teams),
    },
  };
}

/** The tier that the policy pack judges a stack at: as its environment declares, else production's. */
export function packTier(organization: Organization, stack: string): GuardrailTier {
  const name = environmentOf(stack);
  const { environments } = resolve(organization);
  const environment = name === undefined ? undefined : environments[name];
  return environment?.guardrails ?? "prod";
}

const isOfServer = (path: string) => /^(sys|auth)(\/|$)/.test(path);

/** Names of environments and accounts, and ids of accounts, by stage. */
function stages({ accounts, environments }: ResolvedOrganization) {
  const staged = [
    ...Object.values(environments).map(({ name, stage }) => [name, stage] as const),
    ...Object.values(accounts).flatMap(({ name, accountId, stage }) =>
      [name, accountId].map((called) => [called, stage] as const),
    ),
  ];
  const of = (stage: string) =>
    new Set(staged.filter(([, own]) => own === stage).map(([name]) => name));
  const production = of("production");
  return {
    production: [...production],
    // An environment may have the name of an account that also serves production.
    nonproduction: [...of("development")].filter((name) => !production.has(name)),
  };
}
