import { accountStage } from "./account-rights";
import { configuredPaths, platformRepository } from "./hosts";
import { environmentOf } from "./plan";
import type { GuardrailTier, Organization } from "../declarations/model";
import { stageOf } from "./team-rights";

/** Settings of the policy pack's rules, by id of the rule and name of the setting. */
export type PackSettings = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What the policy pack is told of an organisation, since it follows from its files. */
export function packSettings(organization: Organization): PackSettings {
  const accounts = Object.values(organization.accounts);
  return {
    "IAM-03": { accounts },
    "ECR-04": { accounts },
    "GR-09": { elsewhere: [platformRepository(organization)] },
    "GR-14": stages(organization),
    "VLT-01": {
      system: ["platform", "preview"].flatMap((policy) =>
        configuredPaths.filter(isOfServer).map((path) => `${policy}:${path}*`),
      ),
      teams: Object.keys(organization.teams),
    },
  };
}

/** The tier that the policy pack judges a stack at: as its environment declares, else production's. */
export function packTier({ environments }: Organization, stack: string): GuardrailTier {
  const environment = environmentOf(stack);
  const declared = environment === undefined ? undefined : environments[environment];
  return declared?.guardrails ?? "prod";
}

const isOfServer = (path: string) => /^(sys|auth)(\/|$)/.test(path);

/** Names of environments and accounts, and ids of accounts, by what they are for. */
function stages(organization: Organization) {
  const { accounts, environments } = organization;
  const staged = [
    ...Object.keys(environments).map((name) => [name, stageOf(organization, name)] as const),
    ...Object.entries(accounts).flatMap(([name, id]) =>
      [name, id].map((called) => [called, accountStage(organization, name)] as const),
    ),
  ];
  const of = (stage: string) =>
    new Set(staged.filter(([, own]) => own === stage).map(([name]) => name));
  const production = of("production");
  return {
    production: [...production],
    // An environment can be called like an account that serves production too.
    nonproduction: [...of("development")].filter((name) => !production.has(name)),
  };
}
