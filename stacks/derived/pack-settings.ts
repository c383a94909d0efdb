import type { GuardrailTier, Organization } from "../declarations/model";
import { configuredPaths, toolHost } from "./hosts";
import { environmentOf } from "./plan";
import type { ResolvedOrganization } from "./resolved/model";
import { resolve } from "./resolved/resolve";
import { namespacesOf } from "./team-rights";

/** Settings of the policy pack's rules, by id of the rule and name of the setting. */
export type PackSettings = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Settings of the policy pack that follow from an organisation's files. */
export function packSettings(organization: Organization): PackSettings {
  const resolved = resolve(organization);
  const accounts = Object.values(resolved.accounts).map(({ accountId }) => accountId);
  return {
    "IAM-01": { administrators: administrators(resolved) },
    "IAM-03": { accounts },
    "ECR-04": { accounts },
    // kubectl's login plugin listens on the machine that it runs on.
    "KC-01": { loopback: ["kubernetes"] },
    "KMS-03": { accounts },
    "GR-03": { hosts: hostsOf(organization) },
    "GR-09": { elsewhere: [resolved.platformRepository] },
    "GR-14": stages(resolved),
    "VLT-01": {
      system: ["platform", "preview"].flatMap((policy) =>
        configuredPaths.map((path) => `${policy}:${path}*`),
      ),
      teams: Object.keys(resolved.teams),
    },
  };
}

/** Settings that name resources of the platform's own stacks: a team's resource of the same name is another one. */
const ofPlatform: Readonly<Record<string, readonly string[]>> = {
  "IAM-01": ["administrators"],
  "KC-01": ["loopback"],
  "GR-09": ["elsewhere"],
  "VLT-01": ["system"],
};

/** The settings that follow from an organisation's files for a project of a team's own. */
export function teamPackSettings(organization: Organization): PackSettings {
  const left = Object.entries(packSettings(organization)).map(([rule, settings]) => {
    const kept = Object.entries(settings).filter(([key]) => !ofPlatform[rule]?.includes(key));
    return [rule, Object.fromEntries(kept)] as const;
  });
  return Object.fromEntries(left.filter(([, settings]) => Object.keys(settings).length > 0));
}

/** Namespaces of the tools that an environment's services serve at hosts. */
const toolNamespaces = { argocd: "argocd", grafana: "observability" } as const;

/** Every declared host with each namespace that may route it: those of its team, or its tool's. */
function hostsOf(organization: Organization): string[] {
  const tools = Object.keys(organization.environments).flatMap((environment) =>
    Object.entries(toolNamespaces).map(
      ([tool, namespace]) => `${namespace}:${toolHost(organization, tool, environment)}`,
    ),
  );
  const routes = Object.entries(organization.teams).flatMap(([team, declared]) =>
    declared.environments.flatMap((environment) =>
      Object.keys(declared.routes ?? {}).flatMap((route) =>
        namespacesOf(team, declared).map(
          (namespace) => `${namespace}:${toolHost(organization, route, environment)}`,
        ),
      ),
    ),
  );
  return [...tools, ...routes];
}

/** The tier that the policy pack judges a stack at: as its environment declares, else production's. */
export function packTier(organization: Organization, stack: string): GuardrailTier {
  const name = environmentOf(stack);
  const { environments } = resolve(organization);
  const environment = name === undefined ? undefined : environments[name];
  return environment?.guardrails ?? "prod";
}

/** Attachments by which the platform's pipeline and people administer accounts and clusters, as the programs name them. */
function administrators({ accounts, environments }: ResolvedOrganization): string[] {
  const made = Object.values(environments).filter(({ cluster }) => cluster.mode !== "existing");
  return [
    ...Object.values(accounts).flatMap(({ name, stage }) => [
      `${name}-ci-AdministratorAccess`,
      `access-${name}-administrator-policy`,
      ...(stage === "production" ? [] : [`access-${name}-developer-policy`]),
    ]),
    ...made.flatMap(({ name }) => [`${name}-deploy`, `${name}-break-glass`]),
  ];
}

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
