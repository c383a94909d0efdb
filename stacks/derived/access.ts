import {
  includes,
  type Persona,
  personas,
  type Right,
  pipelineRole,
  repositoryRights,
} from "../../components/team/personas";
import { accountRight, accountStage } from "./account-rights";
import type { Organization } from "../declarations/model";
import { namespacesOf, rightIn, rightOf } from "./team-rights";

/** Someone or something that acts. */
export type Subject =
  | { readonly kind: "person"; readonly team: string; readonly persona: Persona }
  /** Who runs the platform, logged in through the realm. */
  | { readonly kind: "administrator" }
  /** The service account of a namespace. */
  | {
      readonly kind: "workload";
      readonly team: string;
      readonly environment: string;
      readonly namespace: string;
    }
  /** A workflow of a repository that deploys to an environment. */
  | {
      readonly kind: "pipeline";
      readonly team: string;
      readonly environment: string;
      readonly repository: string;
    };

/** What is acted on. */
export type Target =
  | { readonly system: "kubernetes"; readonly environment: string; readonly namespace: string }
  | { readonly system: "kubernetes"; readonly environment: string }
  | { readonly system: "secrets"; readonly team: string; readonly environment: string }
  | { readonly system: "realm" }
  | { readonly system: "github"; readonly repository: string }
  | { readonly system: "aws"; readonly account: string };

/** What is done in a namespace, and the right that it takes. */
export const namespaceActions = {
  "read workloads": "view",
  "change workloads": "edit",
  "read secrets": "edit",
  "hand out rights": "admin",
} as const satisfies Readonly<Record<string, Right>>;
export type NamespaceAction = keyof typeof namespaceActions;

/** What is done in a whole cluster: nobody's, who logs in through the realm. */
export const clusterActions = ["make namespaces", "read all secrets", "hand out rights"] as const;
/** A token that was made for another server must open none; https://www.rfc-editor.org/rfc/rfc9068#section-5 */
export const foreignToken = "log in by a token for others";
/** `log in` is by a machine's own token, to the role of that team and environment. */
export const secretActions = ["log in", foreignToken, "read", "write"] as const;
export const realmActions = ["list people", "change clients", "join groups"] as const;
/** By IAM Identity Center: `change` is not in production, whoever asks but administrators. */
const accountActions = ["look", "change", "administer"] as const;
const repositoryActions = { read: "pull", push: "push", settings: "maintain" } as const;

/** One answer to: may this one do that there? */
export interface AccessCell {
  readonly subject: Subject;
  readonly target: Target;
  readonly action: string;
  readonly allowed: boolean;
}

/** Who may do what where, from the declarations alone: every subject on every target. */
export function accessCells(organization: Organization): AccessCell[] {
  const people = subjectsOf(organization);
  return people.flatMap((subject) => [
    ...namespaceCells(organization, subject),
    ...clusterCells(organization, subject),
    ...secretCells(organization, subject),
    ...realmCells(organization, subject),
    ...repositoryCells(organization, subject),
    ...accountCells(organization, subject),
  ]);
}

/** Everyone and everything that acts, those who run the platform first. */
export function subjectsOf({ teams }: Organization): Subject[] {
  return [
    { kind: "administrator" },
    ...Object.entries(teams).flatMap(([team, declared]): Subject[] => [
      ...personas.map((persona): Subject => ({ kind: "person", team, persona })),
      ...declared.environments.flatMap((environment): Subject[] => [
        ...namespacesOf(team, declared).map((namespace): Subject => ({
          kind: "workload",
          team,
          environment,
          namespace,
        })),
        ...declared.repositories.map((repository): Subject => ({
          kind: "pipeline",
          team,
          environment,
          repository,
        })),
      ]),
    ]),
  ];
}

/** The environment whose identities a subject has; none for people, who have one everywhere. */
const boundTo = (subject: Subject) =>
  subject.kind === "workload" || subject.kind === "pipeline" ? subject.environment : undefined;

function namespaceCells(organization: Organization, subject: Subject): AccessCell[] {
  // A pipeline has no identity in a cluster, and Argo CD deploys; a workload's account has no right.
  if (subject.kind === "pipeline") {
    return [];
  }
  return placesOf(organization)
    .filter(({ environment }) => [undefined, environment].includes(boundTo(subject)))
    .flatMap(({ team, environment, namespace }) => {
      const right = rightOn(organization, subject, { team, environment, namespace });
      const target: Target = { system: "kubernetes", environment, namespace };
      return Object.entries(namespaceActions).map(([action, wanted]) => ({
        subject,
        target,
        action,
        allowed: right !== "none" && includes(right, wanted),
      }));
    });
}

function rightOn(
  organization: Organization,
  subject: Subject,
  place: { readonly team: string; readonly environment: string; readonly namespace: string },
): Right {
  switch (subject.kind) {
    case "administrator":
      return "view";
    case "person":
      return rightIn(organization, place, subject);
    default:
      return "none";
  }
}

/** Every namespace of every team in every environment that it works in. */
function placesOf({ teams }: Organization) {
  return Object.entries(teams).flatMap(([team, declared]) =>
    declared.environments.flatMap((environment) =>
      namespacesOf(team, declared).map((namespace) => ({ team, environment, namespace })),
    ),
  );
}

function clusterCells({ environments }: Organization, subject: Subject): AccessCell[] {
  if (subject.kind === "pipeline") {
    return [];
  }
  const own = boundTo(subject);
  const actions = own === undefined ? [...clusterActions, foreignToken] : clusterActions;
  return Object.keys(environments)
    .filter((environment) => own === undefined || own === environment)
    .flatMap((environment) =>
      actions.map((action) => ({
        subject,
        target: { system: "kubernetes", environment } as const,
        action,
        allowed: false,
      })),
    );
}

function secretCells(organization: Organization, subject: Subject): AccessCell[] {
  const isMachine = boundTo(subject) !== undefined;
  return Object.entries(organization.teams).flatMap(([team, { environments }]) =>
    environments.flatMap((environment) =>
      secretActions
        .filter((action) => isMachine || (action !== "log in" && action !== foreignToken))
        .map((action) => ({
          subject,
          target: { system: "secrets", team, environment } as const,
          action,
          allowed: opens(organization, subject, team, environment, action),
        })),
    ),
  );
}

function opens(
  organization: Organization,
  subject: Subject,
  team: string,
  environment: string,
  action: (typeof secretActions)[number],
): boolean {
  if (subject.kind === "administrator" || subject.team !== team) {
    return false;
  }
  return subject.kind === "person"
    ? includes(rightOf(organization, team, subject.persona, environment), "edit")
    : subject.environment === environment && (action === "log in" || action === "read");
}

function realmCells({ identity }: Organization, subject: Subject): AccessCell[] {
  return identity.mode === "existing" || boundTo(subject) !== undefined
    ? []
    : realmActions.map((action) => ({
        subject,
        target: { system: "realm" },
        action,
        allowed: false,
      }));
}

/** GitHub's roles include those below; https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization */
const repositoryRoles = ["pull", "push", "maintain"];

function repositoryCells({ teams }: Organization, subject: Subject): AccessCell[] {
  if (subject.kind !== "person") {
    return [];
  }
  const role = repositoryRoles.indexOf(repositoryRights[subject.persona]);
  return Object.entries(teams).flatMap(([team, { repositories }]) =>
    repositories.flatMap((repository) =>
      Object.entries(repositoryActions).map(([action, wanted]) => ({
        subject,
        target: { system: "github", repository } as const,
        action,
        allowed: team === subject.team && role >= repositoryRoles.indexOf(wanted),
      })),
    ),
  );
}

/** Nothing of an account where the company's own way in decides it. */
function accountCells(organization: Organization, subject: Subject): AccessCell[] {
  const { accountAccess, accounts } = organization;
  if (
    accountAccess === undefined ||
    accountAccess.mode === "existing" ||
    boundTo(subject) !== undefined
  ) {
    return [];
  }
  return Object.keys(accounts).flatMap((account) =>
    accountActions.map((action) => ({
      subject,
      target: { system: "aws", account } as const,
      action,
      allowed: mayInAccount(organization, subject, account, action),
    })),
  );
}

function mayInAccount(
  organization: Organization,
  subject: Subject,
  account: string,
  action: (typeof accountActions)[number],
): boolean {
  if (subject.kind !== "person") {
    return subject.kind === "administrator";
  }
  const right = accountRight(organization, account, subject.team, subject.persona);
  return action === "look"
    ? right !== "none"
    : action === "change" &&
        right === "developer" &&
        accountStage(organization, account) === "development";
}

/** A subject in words, such as `payments owner`. */
export function subjectName(subject: Subject): string {
  switch (subject.kind) {
    case "administrator":
      return "platform administrator";
    case "person":
      return `${subject.team} ${subject.persona}`;
    case "workload":
      return `workload of ${subject.namespace} in ${subject.environment}`;
    case "pipeline":
      return `pipeline ${pipelineRole(subject.repository, subject.environment)}`;
  }
}

/** A target in words, such as `namespace payments in dev`. */
export function targetName(target: Target): string {
  switch (target.system) {
    case "kubernetes":
      return "namespace" in target
        ? `namespace ${target.namespace} in ${target.environment}`
        : `cluster of ${target.environment}`;
    case "secrets":
      return `secrets of ${target.team} in ${target.environment}`;
    case "realm":
      return "the realm";
    case "github":
      return `repository ${target.repository}`;
    case "aws":
      return `account ${target.account}`;
  }
}
