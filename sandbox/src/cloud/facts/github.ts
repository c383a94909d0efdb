import { keyOf, text } from "./aws/naming";
import type { HandFacts } from "./kind-facts";

const repository = "github:index/repository:Repository";
const team = "github:index/team:Team";
const taken = "422 name already exists on this account";
const inRepository = {
  repository: { token: repository, by: ["id", "name"], code: "404 Not Found" },
};
const numeric = (random: (length: number) => string) => String(parseInt(random(8), 16));

/** Kinds of package `github`; https://docs.github.com/rest */
export const githubKinds: Readonly<Record<string, HandFacts>> = {
  [repository]: {
    autoName: "name",
    id: ({ name }) => String(name),
    outputs: ({ name }, _id, { account, random }) => ({
      fullName: `${account}/${String(name)}`,
      repoId: parseInt(random(8), 16),
      defaultBranch: "main",
      htmlUrl: `https://github.com/${account}/${String(name)}`,
    }),
    unique: { key: ({ name }) => text(name), code: taken },
  },
  "github:index/repositoryRuleset:RepositoryRuleset": {
    autoName: "name",
    id: (_inputs, { random }) => numeric(random),
    references: inRepository,
    unique: { key: (i) => keyOf(i["repository"], i["name"]), code: taken },
  },
  [team]: {
    autoName: "name",
    id: (_inputs, { random }) => numeric(random),
    outputs: ({ name }) => ({ slug: String(name).toLowerCase() }),
    unique: { key: ({ name }) => text(name), code: taken },
  },
  "github:index/teamRepository:TeamRepository": {
    id: ({ teamId, repository: name }) => `${String(teamId)}:${String(name)}`,
    references: {
      ...inRepository,
      teamId: { token: team, by: ["id", "slug"], code: "404 Not Found" },
    },
    unique: { key: (i) => keyOf(i["teamId"], i["repository"]), code: taken },
  },
  "github:index/repositoryEnvironment:RepositoryEnvironment": {
    id: ({ repository: name, environment }) => `${String(name)}:${String(environment)}`,
    references: inRepository,
    unique: { key: (i) => keyOf(i["repository"], i["environment"]), code: taken },
  },
  "github:index/actionsOrganizationPermissions:ActionsOrganizationPermissions": {
    id: (_inputs, { account }) => account,
    unique: { key: () => "organization", code: "already managed" },
  },
  "github:index/actionsVariable:ActionsVariable": {
    id: ({ repository: name, variableName }) => `${String(name)}:${String(variableName)}`,
    references: inRepository,
    unique: {
      key: (i) => keyOf(i["repository"], i["variableName"]),
      code: "409 already exists",
    },
  },
};
