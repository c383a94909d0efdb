import type { Index } from "../lib/index-of-stack";
import { allOf, anyOf, type Node, some, type Truth, whether } from "../lib/node";
import { allows, equals, statements } from "../lib/policy-document";
import { names, type Target } from "../lib/references";
import { not, verdict } from "../lib/verdict";
import { everywhere, graphRule, type Judged } from "../rule";
import { bad, good } from "./pipeline-environments-cases";

const role = "aws:iam/role:Role";
const login = "vault:jwt/authBackendRole:AuthBackendRole";
const repository = "github:index/repository:Repository";
const environment = "github:index/repositoryEnvironment:RepositoryEnvironment";
const issuer = "token.actions.githubusercontent.com";

export const GR09 = graphRule({
  id: "GR-09",
  title: "What pipelines log in with trusts repositories and protected environments that are there.",
  severity: "critical",
  scope: "stack",
  types: [role, login, repository, environment],
  frameworks: ["AWS-WAF SEC03-BP07", "CIS-GitHub-1.2 1.1.3"],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Name a repository of the stack and one of its environments, and let only reviewers or protected branches deploy to that.",
  link: "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments",
  check(index, report) {
    if (index.ofType(repository).length === 0) {
      return; // Repositories are another stack's.
    }
    for (const judged of index.ofType(role, login)) {
      const ctx = report(judged);
      for (const { place, jobs } of judged.type === role ? trusted(judged) : bound(judged)) {
        if (place.firstUnknown()) {
          ctx.unknown(place, "a repository and an environment of the stack");
        }
        for (const job of jobs) {
          const { repositories, environments } = found(index, judged, job);
          const known = anyOf(repositories.map(({ here }) => here));
          verdict(ctx, not(known), "a repository of the stack", place, ...places(repositories));
          const guarded = anyOf(
            environments.map(({ here, resource }) => allOf([here, isProtected(resource)])),
          );
          const wrong = job.environment !== undefined && allOf([known, not(guarded)]);
          const want = "an environment of the repository that reviewers or branches protect";
          verdict(ctx, wrong, want, place, ...places([...repositories, ...environments]));
        }
      }
    }
  },
  good,
  bad,
});

/** What a workflow must run in to be trusted. */
interface Job {
  readonly owner: string;
  readonly name: string;
  readonly environment?: string;
}
interface Trusted {
  readonly place: Node;
  readonly jobs: readonly Job[];
}

/** https://docs.github.com/en/actions/reference/security/oidc */
function trusted(judged: Judged): Trusted[] {
  return (statements(judged.at("assumeRolePolicy")) ?? []).map((statement) => {
    const ofGithub = allOf([
      allows(statement),
      some(statement.at("Principal.Federated").items(), (arn) =>
        arn.toLowerCase().includes(issuer),
      ),
    ]);
    const subjects = ofGithub === true ? equals(statement, `${issuer}:sub`) : [];
    const jobs = subjects.flatMap(({ text }) => {
      const [, owner = "", name = "", , at] =
        /^repo:([^/:]+)\/([^/:]+)(:environment:([^:]+))?/.exec(text) ?? [];
      return owner === "" ? [] : [jobOf(owner, name, at)];
    });
    return { place: ofGithub === false ? statement.key("Sid") : statement, jobs };
  });
}
