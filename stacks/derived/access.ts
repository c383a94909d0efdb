import { includes, personas, type Right, repositoryRights } from "../../components/team/personas";
import type { Organization } from "../declarations/model";
import type { Subject, Target } from "./access-subjects";
import { required } from "./required";
import type {
  ResolvedAccount,
  ResolvedNamespace,
  ResolvedOrganization,
  ResolvedTeam,
  ResolvedWorkspace,
} from "./resolved/model";
import { resolve } from "./resolved/resolve";

export { type Subject, subjectName, type Target, targetName } from "./access-subjects";

/** Actions in a namespace, and the right that each takes. */
export const namespaceActions = {
  "read workloads": "view",
  "change workloads": "edit",
  "read secrets": "edit",
  "hand out rights": "admin",
} as const satisfies Readonly<Record<string, Right>>;
/** One of these actions. */
export type NamespaceAction = keyof typeof namespaceActions;

/** Actions on a whole cluster; nobody who logs in through the realm may take one. */
export const clusterActions = ["make namespaces", "read all secrets", "hand out rights"] as const;
/** A token that was made for another server must open none; https://www.rfc-editor.org/rfc/rfc9068#section-5 */
export const foreignToken = "log in by a token for others";
/** `log in` is by a machine's own token, to the role of that team and environment. */
export const secretActions = ["log in", foreignToken, "read", "write"] as const;
/** Actions of an administrator of the realm; nobody who logs in through it may take one. */
export const realmActions = ["list people", "change clients", "join groups"] as const;
/** Actions in an account by IAM Identity Center; administrators alone `change` production. */
const accountActions = ["look", "change", "administer"] as const;
const repositoryActions = { read: "pull", push: "push", settings: "maintain" } as const;

/** Whether a subject may take an action on a target. */
export interface AccessCell {
  readonly subject: Subject;
  readonly target: Target;
  readonly action: string;
  readonly allowed: boolean;
}

/**
 * Who may do what where, from the declarations alone: every subject on every target. Their number
 * grows with the square of the teams; `accessRights` has those alone that are allowed.
 */
export function accessCells(declared: Organization): AccessCell[] {
  const organization = resolve(declared);
  return subjectsOf(organization).flatMap((subject) => cellsOf(organization, subject));
}

/** Every cell that is allowed, in the order of `accessCells`, and how many are refused. */
export function accessRights(declared: Organization): {
  readonly rights: readonly AccessCell[];
  readonly refused: number;
} {
  const organization = resolve(declared);
  const subjects = subjectsOf(organization);
  const near = teamsNear(organization);
  const rights = subjects.flatMap((subject) => {
    const teams = subject.kind === "administrator" ? organization.teams : near(subject.team);
    return cellsOf({ ...organization, teams }, subject).filter(({ allowed }) => allowed);
  });
  // What there is to ask of a subject depends on its kind and environment alone.
  const alike = Map.groupBy(subjects, (subject) => `${subject.kind} ${boundTo(subject) ?? ""}`);
  const asked = [...alike.values()].reduce((sum, all) => {
    const [first] = all;
    return sum + (first === undefined ? 0 : cellsOf(organization, first).length * all.length);
  }, 0);
  return { rights, refused: asked - rights.length };
}

function cellsOf(organization: ResolvedOrganization, subject: Subject): AccessCell[] {
  return [
    ...namespaceCells(organization, subject),
    ...clusterCells(organization, subject),
    ...secretCells(organization, subject),
    ...realmCells(organization, subject),
    ...repositoryCells(organization, subject),
    ...accountCells(organization, subject),
  ];
}

/** The teams, in their order, where people of a team may have rights: itself and those that share with it. */
function teamsNear({ teams }: ResolvedOrganization) {
  const near = new Map<string, Record<string, ResolvedTeam>>();
  for (const [name, team] of Object.entries(teams)) {
    const sharing = Object.values(team.workspaces)
      .flatMap(placesOf)
      .flatMap(({ rights }) => Object.keys(rights));
    for (const other of new Set([name, ...sharing])) {
      near.set(other, { ...near.get(other), [name]: team });
    }
  }
  return (name: string) => near.get(name) ?? {};
}

/** Everyone and everything that acts, those who run the platform first. */
function subjectsOf({ teams }: ResolvedOrganization): Subject[] {
  return [
    { kind: "administrator" },
    ...Object.entries(teams).flatMap(([team, { repositories, workspaces }]): Subject[] => [
      ...personas.map((persona): Subject => ({ kind: "person", team, persona })),
      ...Object.entries(workspaces).flatMap(([environment, { namespaces }]): Subject[] => [
        ...Object.keys(namespaces).map((namespace): Subject => ({
          kind: "workload",
          team,
          environment,
          namespace,
        })),
        ...Object.keys(repositories).map((repository): Subject => ({
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

function namespaceCells({ teams }: ResolvedOrganization, subject: Subject): AccessCell[] {
  // A pipeline has no identity in a cluster, and Argo CD deploys; a workload's account has no right.
  if (subject.kind === "pipeline") {
    return [];
  }
  return Object.values(teams)
    .flatMap(({ workspaces }) => Object.values(workspaces))
    .flatMap(placesOf)
    .filter(({ environment }) => [undefined, environment].includes(boundTo(subject)))
    .flatMap(({ environment, namespace, rights }) => {
      const right = rightOn(subject, rights);
      const target: Target = { system: "kubernetes", environment, namespace };
      return Object.entries(namespaceActions).map(([action, wanted]) => ({
        subject,
        target,
        action,
        allowed: right !== "none" && includes(right, wanted),
      }));
    });
}

function rightOn(subject: Subject, rights: ResolvedNamespace["rights"]): Right {
  switch (subject.kind) {
    case "administrator":
      return "view";
    case "person":
      return rights[subject.team]?.[subject.persona] ?? "none";
    default:
      return "none";
  }
}

/** Every namespace of a workspace, with the rights in it. */
function placesOf({ environment, namespaces }: ResolvedWorkspace) {
  return Object.entries(namespaces).map(([namespace, { rights }]) => ({
    environment: environment.name,
    namespace,
    rights,
  }));
}

function clusterCells({ environments }: ResolvedOrganization, subject: Subject): AccessCell[] {
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

function secretCells({ teams }: ResolvedOrganization, subject: Subject): AccessCell[] {
  const isMachine = boundTo(subject) !== undefined;
  return Object.values(teams).flatMap((team) =>
    team.environments.flatMap((environment) =>
      secretActions
        .filter((action) => isMachine || (action !== "log in" && action !== foreignToken))
        .map((action) => ({
          subject,
          target: { system: "secrets", team: team.name, environment } as const,
          action,
          allowed: opens(subject, team, environment, action),
        })),
    ),
  );
}

function opens(
  subject: Subject,
  team: ResolvedTeam,
  environment: string,
  action: (typeof secretActions)[number],
): boolean {
  if (subject.kind === "administrator" || subject.team !== team.name) {
    return false;
  }
  return subject.kind === "person"
    ? includes(team.personas[subject.persona].rights[environment] ?? "none", "edit")
    : subject.environment === environment && (action === "log in" || action === "read");
}

function realmCells({ realmServer }: ResolvedOrganization, subject: Subject): AccessCell[] {
  return realmServer === undefined || boundTo(subject) !== undefined
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

function repositoryCells({ teams }: ResolvedOrganization, subject: Subject): AccessCell[] {
  if (subject.kind !== "person") {
    return [];
  }
  const role = repositoryRoles.indexOf(repositoryRights[subject.persona]);
  return Object.entries(teams).flatMap(([team, { repositories }]) =>
    Object.keys(repositories).flatMap((repository) =>
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
function accountCells(organization: ResolvedOrganization, subject: Subject): AccessCell[] {
  const { accounts, identityCenter, teams } = organization;
  if (identityCenter === undefined || boundTo(subject) !== undefined) {
    return [];
  }
  const group =
    subject.kind === "person"
      ? required(teams, subject.team, "teams").personas[subject.persona].group
      : undefined;
  return Object.values(accounts).flatMap((account) =>
    accountActions.map((action) => ({
      subject,
      target: { system: "aws", account: account.name } as const,
      action,
      allowed: group === undefined || mayInAccount(group, account, action),
    })),
  );
}

/** Whether people of a group may act in an account. */
function mayInAccount(
  group: string,
  { groups, stage }: ResolvedAccount,
  action: (typeof accountActions)[number],
): boolean {
  const develops = groups.developer.includes(group);
  return action === "look"
    ? develops || groups.viewer.includes(group)
    : action === "change" && develops && stage === "development";
}
