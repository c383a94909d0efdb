import type { Organization } from "../../declarations/model";
import {
  ciRole,
  previewRole,
  environmentDomain,
  logBucket,
  roleArn,
  secretLoginPath,
  toolHost,
} from "../hosts";
import { once } from "../lazily";
import { profileOf } from "../profiles";
import { required } from "../required";
import { namespacesOf, stageOf } from "../team-rights";
import { resolveCluster } from "./cluster";
import type { OrganizationFacts, ResolvedEnvironment } from "./model";
import { resolveNetwork } from "./network";

/** One environment of an organisation. */
export function resolveEnvironment(
  organization: OrganizationFacts,
  name: string,
  workspaces: ResolvedEnvironment["workspaces"],
): ResolvedEnvironment {
  const { declared: files } = organization;
  const declared = required(files.environments, name, "environments");
  const { account, region, guardrails = "prod" } = declared;
  const accountId = required(files.accounts, account, `environments/${name}.yaml: account`);
  const { replicas, logRetentionDays, logCacheMiB } = profileOf(files);
  const network = once(() => resolveNetwork(organization, name, declared));
  const cluster = once(() => resolveCluster(organization, name, declared));
  return {
    organization,
    declared,
    name,
    account,
    accountId,
    region,
    stage: stageOf(files, name),
    guardrails,
    domain: environmentDomain(files, name),
    hosts: {
      argocd: toolHost(files, "argocd", name),
      grafana: toolHost(files, "grafana", name),
    },
    deployRoleArn: roleArn(accountId, ciRole),
    previewRoleArn: roleArn(accountId, previewRole),
    // The address plan is costly, and most stacks do not need it.
    get network() {
      return network();
    },
    get cluster() {
      return cluster();
    },
    replicas,
    logs: {
      bucket: logBucket(files.name, name, accountId),
      retentionDays: logRetentionDays,
      cacheMiB: logCacheMiB,
      retentionByNamespace: logRetention(files, name),
    },
    secretLoginPath: secretLoginPath(name),
    workspaces,
  };
}

/** Days that teams keep the logs of their namespaces, where they declare it. */
function logRetention({ teams }: Organization, environment: string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(teams).flatMap(([name, { logRetentionDays, ...declared }]) =>
      logRetentionDays === undefined || !declared.environments.includes(environment)
        ? []
        : namespacesOf(name, declared).map((space) => [space, logRetentionDays]),
    ),
  );
}
