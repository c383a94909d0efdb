import { type Persona, personaGroup } from "../../components/team/personas";
import type { Organization } from "../declarations/model";

/** Domain of an environment. */
export function environmentDomain({ domain }: Organization, environment: string): string {
  return `${environment}.${domain}`;
}

/** Host of a tool, or of a team's route, in an environment. */
export function toolHost(organization: Organization, tool: string, environment: string): string {
  return `${tool}.${environmentDomain(organization, environment)}`;
}

/** Issuer of people's tokens. */
export function issuerOf({ identity }: Organization): string {
  return identity.mode === "existing"
    ? identity.issuer
    : `${identity.url}/realms/${identity.realm}`;
}

/** Tools that people log in to. */
export const tools = ["kubernetes", "argocd", "grafana", "secrets"] as const;
/**
 * A tool that people log in to.
 * @useDeclaredType
 */
export type Tool = (typeof tools)[number];

/** Client id of a tool at the issuer. */
export function clientIdOf({ identity }: Organization, tool: Tool): string {
  return identity.mode === "existing" ? identity.clients[tool] : tool;
}

/** Group of a persona of a team, as the issuer's tokens spell it. */
export function groupOf({ identity, teams }: Organization, team: string, persona: Persona): string {
  const named = identity.mode === "existing" ? teams[team]?.groups?.[persona] : undefined;
  return named ?? personaGroup(team, persona);
}

/** Name of an environment's cluster. */
export function clusterNameOf({ name, environments }: Organization, environment: string): string {
  const cluster = environments[environment]?.cluster;
  return cluster?.mode === "existing" ? cluster.name : `${name}-${environment}`;
}

/** Bucket of the logs of an environment's cluster. */
export const logBucket = (company: string, environment: string, accountId: string) =>
  `${company}-${environment}-loki-${accountId}`;

/** Path of the login of a cluster's service accounts at the secret server. */
export const secretLoginPath = (environment: string) => `kubernetes-${environment}`;

/** Keys, below `groundwork:`, of the company's own secrets: an administrator sets them, and a sandbox makes them up. */
export const secretSettings = {
  /** Secret of the existing issuer's client for the secret server. */
  secretsClient: "secretsClientSecret",
  /** Secret of the company's provider, or the password for its directory. */
  company: "companySecret",
} as const;

/** Alias of the company's own provider in the realm. */
export const companyAlias = "company";

/** Group of the realm whose members run the platform. */
export const platformGroup = "platform";

/** Role that CI assumes in each account. */
export const ciRole = "groundwork-ci";

/** Role of the home account that CI reads and writes every stack's state with. */
export const stateRole = "groundwork-state";

/** Role that previews of pull requests assume in each account; it reads only. */
export const previewRole = "groundwork-preview";

/** Role of the home account that previews of other accounts' stacks read it with. */
export const homePreviewRole = "groundwork-home-preview";

/** Environments of the platform's repository that previews run in: of data, and of changed programs. */
export const previewApprovals = ["preview", "preview-code"] as const;

/** Environments of the platform's repository that updates run in: one per account, by its name. */
export function updateApprovals({ accounts }: Organization): [string, ...string[]] {
  return Object.keys(accounts) as [string, ...string[]];
}

/** The platform's own repository. */
export function platformRepository({ github }: Organization): string {
  return `${github.owner}/platform`;
}

/** Paths that the stacks configure on the secret server; https://openbao.org/docs/concepts/policies/ */
export const configuredPaths = ["sys/mounts", "sys/auth", "sys/policies/acl", "auth", "identity"];

/** Role of the home account that environments delegate their domain with. */
export const delegationRole = "groundwork-dns";

/** Role of the home account that an account's environments route at the transit gateway with. */
export const hubRole = (account: string) => `groundwork-hub-${account}`;

/** ARN of one of the roles above: names are contracts, so that it is known before the role is made. */
export function roleArn(accountId: string, role: string): string {
  return `arn:aws:iam::${accountId}:role/${role}`;
}

/** Range of Kubernetes services, the same in every cluster, since no route leads to it. */
export const defaultServiceRange = "172.20.0.0/16";
