import type { Context } from "../../kit/context";
import type { Index } from "../../kit/index-of-stack";
import { isOfGithub, issuerOf, type Workflow, workflowOf } from "../../kit/issuers";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, type Truth, whether } from "../../kit/node";
import { allows, equals, statements } from "../../kit/policy-document";
import { names } from "../../kit/references";
import { isListed } from "../../kit/listed";
import { widening } from "../../kit/settings";
import { verdict } from "../../kit/verdict";
import { everywhere, graphRule } from "../rule";

const role = "aws:iam/role:Role";
const login = "vault:jwt/authBackendRole:AuthBackendRole";
const repository = "github:index/repository:Repository";
const environment = "github:index/repositoryEnvironment:RepositoryEnvironment";

export const GR09 = graphRule({
  id: "GR-09",
  title: "Logins of pipelines trust only existing repositories and protected environments.",
  severity: "critical",
  scope: "estate",
  types: [role, login, repository, environment],
  frameworks: ["AWS-WAF SEC03-BP07"],
  onUnknown: "defer",
  enforcement: everywhere,
  settings: { elsewhere: widening },
  fix: "Name a repository of the stack and one of its environments, and protect that environment by reviewers or by a branch rule; the setting `elsewhere` lists repositories as <owner>/<name> that no stack makes.",
  link: "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments",
  check(index, report) {
    if (index.ofType(repository).length === 0) {
      return; // Repositories are another stack's.
    }
    for (const judged of index.ofType(role, login)) {
      const ctx = report(judged);
      for (const { place, jobs } of judged.type === role ? ofRole(judged) : ofLogin(judged)) {
        if (place.firstUnknown()) {
          ctx.unknown(place, wantRepository);
        }
        jobs
          .filter(({ owner, name }) => !isListed(ctx.settings, "elsewhere", `${owner}/${name}`))
          .forEach((job) => {
            judge(index, place, job, ctx);
          });
      }
    }
  },
});

const wantRepository = "a repository of the stack";
const wantEnvironment = "an environment of the repository that reviewers or a branch rule protect";

/** The repository and environment that a login requires of a workflow. */
interface Job extends Omit<Workflow, "context"> {
  readonly environment: string | undefined;
}
interface Trusted {
  readonly place: Node;
  /** Undefined if the value is not known yet. */
  readonly jobs: readonly Job[];
}

function ofRole(judged: Judged): Trusted[] {
  return (statements(judged.at("assumeRolePolicy")) ?? []).flatMap((statement): Trusted[] => {
    return statement
      .at("Principal.Federated")
      .items()
      .flatMap((provider) => {
        const applies = allOf([allows(statement), provider.is(isOfGithub)]);
        return applies === "unknown"
          ? [{ place: statement, jobs: [] }]
          : applies
            ? equals(statement, `${issuerOf(provider.text) ?? ""}:sub`).map(ofSubject)
            : [];
      });
  });
}

function ofLogin(judged: Judged): Trusted[] {
  const claims = judged.at("boundClaims");
  const [repositories, environments] = [claims.key("repository"), claims.key("environment")];
  const inAny = environments.absent ? [undefined] : split(environments.text);
  const jobs = split(repositories.text).flatMap((full) => {
    const [owner = "", name = ""] = full.split("/");
    return inAny.map((at) => ({ owner, name, environment: at }));
  });
  const unknown = environments.unknown ? environments : repositories;
  return [
    { place: unknown, jobs: unknown.unknown || repositories.absent ? [] : jobs },
    ...[judged.at("boundSubject"), claims.key("sub")].map(ofSubject),
  ];
}

const split = (listed: string) => listed.split(",").map((part) => part.trim());

function ofSubject(place: Node): Trusted {
  const workflow = workflowOf(place.text);
  const [, at] = /^environment:(.+)/s.exec(workflow?.context ?? "") ?? [];
  return { place, jobs: workflow === undefined ? [] : [{ ...workflow, environment: at }] };
}

function judge(index: Index, place: Node, job: Job, ctx: Context): void {
  const repositories = index.ofType(repository).map((resource) => {
    const owner = index.provider(resource)?.at("owner");
    const ofOwner = owner === undefined || owner.absent || owner.is((text) => text === job.owner);
    const name = resource.at("name");
    const here = allOf([
      ofOwner,
      name.is((text) => text === job.name),
      numberIs(resource.at("repoId"), job.repositoryId),
    ]);
    const places = [name, ...(owner ? [owner] : []), resource.at("repoId")];
    return { resource, name, here, places };
  });
  const isThere = anyOf(repositories.map(({ here }) => here));
  const named = repositories.flatMap(({ places }) => places);
  verdict(ctx, not(isThere), wantRepository, place, ...named);

  const environments = index.ofType(environment);
  const guarded = environments.map((made) =>
    allOf([
      made.at("environment").is((text) => text === job.environment),
      anyOf(
        repositories.map((target) =>
          allOf([target.here, names(index, made, made.at("repository"), target)]),
        ),
      ),
      isProtected(made),
    ]),
  );
  const wrong = allOf([job.environment !== undefined, isThere, not(anyOf(guarded))]);
  verdict(ctx, wrong, wantEnvironment, place, ...named, ...environments);
}

/** GitHub numbers a repository when it makes it; a subject without a number takes any. */
function numberIs(given: Node, wanted: string | undefined): Truth {
  if (wanted === undefined || given.absent) {
    return true;
  }
  return given.unknown ? "unknown" : String(given.value) === wanted;
}

function isProtected(made: Judged): Truth {
  const branches = ["protectedBranches", "customBranchPolicies"].map((kind) =>
    whether(made.known(`deploymentBranchPolicy.${kind}`, false), (on) => on),
  );
  const reviewers = made
    .items("reviewers")
    .flatMap((reviewer) => [reviewer.at("users"), reviewer.at("teams")])
    .map((people) => (people.unknown ? "unknown" : people.items().length > 0));
  return anyOf([...branches, ...reviewers]);
}
