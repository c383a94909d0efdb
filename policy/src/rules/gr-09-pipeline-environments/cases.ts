import type { StackExample } from "../example";

type Made = StackExample[number];

const issuer = "token.actions.githubusercontent.com";
const provider = `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
const subject = "repo:acme/api:environment:dev";

const statement = (sub: unknown, change: object = {}) => ({
  Effect: "Allow",
  Principal: { Federated: provider },
  Condition: { StringEquals: { [`${issuer}:sub`]: sub } },
  ...change,
});
const roleOf = (assumeRolePolicy: unknown): Made => ({
  type: "aws:iam/role:Role",
  name: "ci",
  props: { assumeRolePolicy },
});
const role = (sub: unknown, change: object = {}) => roleOf({ Statement: [statement(sub, change)] });
const login = (props: object): Made => ({
  type: "vault:jwt/authBackendRole:AuthBackendRole",
  name: "login",
  props,
});
const claims = (repository: string, environment?: string) =>
  login({ boundClaims: { repository, ...(environment && { environment }) } });
const repository = (name: string, more: Partial<Made> = {}): Made => ({
  type: "github:index/repository:Repository",
  name,
  props: { name },
  ...more,
});
const byBranches = {
  deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
};
const environment = (name: string, guard: object, of = "api", more: Partial<Made> = {}): Made => ({
  type: "github:index/repositoryEnvironment:RepositoryEnvironment",
  name: `${of}-${name}`,
  props: { repository: of, environment: name, ...guard },
  ...more,
});
/** An environment that says of which repositories no stack is. */
const elsewhere = (listed: string) =>
  environment("dev", byBranches, "api", { settings: { elsewhere: [listed] } });
const acme = { provider: { name: "github", props: { owner: "acme" } } };
const numbered = (at: string) => `repo:acme@1234567/api@7654321:environment:${at}`;
const numberedAs = (repoId: number) => ({ props: { name: "api", repoId } });
const server = "github.example.com/_services/token";
/** A role that trusts a GitHub Enterprise Server. */
const ofServer = (sub: string) =>
  role(sub, {
    Principal: { Federated: provider.replace(issuer, server) },
    Condition: { StringEquals: { [`${server}:sub`]: sub } },
  });
const api = repository("api");
const dev = environment("dev", byBranches);

export const good: readonly StackExample[] = [
  [api, role("xrepo:acme/other:environment:dev")],
  [api, dev, role(subject)],
  [api, dev, roleOf(JSON.stringify({ Statement: [statement([subject])] }))],
  [role("repo:acme/platform:environment:prod")],
  [api, environment("dev", { reviewers: [{ teams: [1] }] }), role(subject)],
  [api, environment("dev", { reviewers: [{ users: [7] }] }), role(subject)],
  [
    api,
    environment("dev", { deploymentBranchPolicy: { customBranchPolicies: true } }),
    role(subject),
  ],
  [api, role("repo:acme/api:ref:refs/heads/main")],
  [api, role("repo:acme/other:environment:dev", { Effect: "Deny" })],
  [api, role("repo:acme/other", { Principal: { Federated: `${provider}.example.com` } })],
  [api, role("repo:acme/other", { Principal: { Federated: "cognito-identity.amazonaws.com" } })],
  [api, role("repo:acme/other", { Principal: { Service: "ec2.amazonaws.com" } })],
  [api, roleOf("no document")],
  [repository("api", acme), dev, role(subject)],
  [repository("api", { provider: { name: "github", props: {} } }), dev, role(subject)],
  [api, environment("dev", byBranches, "api", { from: { repository: "api" } }), role(subject)],
  [api, repository("web"), environment("dev", {}, "web"), dev, role(subject)],
  [api, dev, claims("acme/api", "dev")],
  [api, claims("acme/api")],
  [api, dev, environment("prod", byBranches), claims("acme/api, acme/api", "dev, prod")],
  [api, dev, login({ boundSubject: subject, boundClaims: { sub: subject } })],
  [api, login({ boundClaims: { sub: "system:serviceaccount:payments:workload" } })],
  [api, login({})],
  [api, elsewhere("acme/platform"), role("repo:acme/platform:environment:prod")],
  [api, dev, role(["repo:acme/api:environment:dev", numbered("dev")])],
  [repository("api", numberedAs(7654321)), dev, role(numbered("dev"))],
  [repository("api", numberedAs(1)), dev, role(subject)],
  [api, dev, login({ boundSubject: numbered("dev") })],
  [api, elsewhere("acme/platform"), role("repo:acme@1234567/platform@1:environment:prod")],
  [api, dev, ofServer(subject)],
];

export const bad: readonly StackExample[] = [
  [api, dev, role("repo:acme/other:environment:dev")],
  [api, dev, role("repo:acme/other:ref:refs/heads/main")],
  [api, role(subject)],
  [api, dev, role("repo:acme/api:environment:prod")],
  [api, environment("dev", {}), role(subject)],
  [api, environment("dev", { reviewers: [{ users: [], teams: [] }] }), role(subject)],
  [
    api,
    environment("dev", {
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: false },
    }),
    role(subject),
  ],
  [api, repository("web"), environment("dev", byBranches, "web"), role(subject)],
  [api, dev, role([subject, "repo:acme/api:environment:prod"])],
  [api, dev, role("repo:acme/web", { Principal: { Federated: ["x", provider] } })],
  [
    api,
    dev,
    role("repo:acme/web", { Principal: { Federated: provider.replace("token", "Token") } }),
  ],
  [repository("api", acme), dev, role("repo:evil/api:environment:dev")],
  [api, dev, claims("acme/other", "dev")],
  [api, dev, claims("acme/api", "prod")],
  [api, dev, claims("acme/api", "dev,prod")],
  [api, dev, claims("acme/api,acme/web", "dev")],
  [api, dev, claims("acme/web")],
  [api, dev, claims("acme/api", ",")],
  [api, dev, claims("api")],
  [api, dev, login({ boundSubject: "repo:acme/api:environment:prod" })],
  [api, dev, login({ boundClaims: { sub: "repo:acme/web:environment:dev" } })],
  [api, elsewhere("acme/platform"), role("repo:acme/platform-2:environment:prod")],
  [api, elsewhere("acme/platform"), role("repo:evil/platform:environment:prod")],
  [api, dev, role(numbered("prod"))],
  [api, dev, role(["repo:acme/api:environment:dev", numbered("prod")])],
  [repository("api", numberedAs(1)), dev, role(numbered("dev"))],
  [repository("web"), environment("dev", byBranches, "web"), role(numbered("dev"))],
  [api, dev, login({ boundSubject: numbered("prod") })],
  [api, dev, ofServer("repo:acme/web:environment:dev")],
];
