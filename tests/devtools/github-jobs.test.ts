import * as aws from "@pulumi/aws";
import * as vault from "@pulumi/vault";
import { beforeEach, describe, expect, it } from "vitest";

import { devtools } from "../../components";
import { created, startEngine, treeOf } from "../harness";

const jobs = {
  repository: "acme/platform",
  environments: ["dev", "prod"],
} as const satisfies devtools.RepositoryJobs;
const ids = { owner: 1234567, repository: 7654321 };

const role = (more: Partial<devtools.RepositoryJobs> = {}) =>
  new devtools.CiRole(
    "ci",
    { ...jobs, ...more, roleName: "ci", accountId: "111122223333" },
    { provider: new aws.Provider("account", {}) },
  );
const login = (more: Partial<devtools.RepositoryJobs> = {}) =>
  new devtools.PipelineLogin(
    "ci",
    { ...jobs, ...more, loginPath: "github", roleName: "ci", policies: ["ci"] },
    { provider: new vault.Provider("bao", { address: "https://bao.example" }) },
  );

async function subjects(more?: Partial<devtools.RepositoryJobs>): Promise<unknown> {
  await treeOf(role(more));
  const [made] = created("aws:iam/role:Role");
  const { Statement } = JSON.parse(String(made?.inputs["assumeRolePolicy"])) as {
    readonly Statement: readonly {
      readonly Condition: { readonly StringEquals: Readonly<Record<string, unknown>> };
    }[];
  };
  return Statement[0]?.Condition.StringEquals["token.actions.githubusercontent.com:sub"];
}

describe("the jobs of a repository", () => {
  beforeEach(() => startEngine());

  it("assume a role by the subject that GitHub gave repositories until 15 July 2026", async () => {
    expect(await subjects()).toEqual([
      "repo:acme/platform:environment:dev",
      "repo:acme/platform:environment:prod",
    ]);
  });

  it("assume it by the immutable subject alone where the repository's ids are given", async () => {
    expect(await subjects({ ids })).toEqual([
      "repo:acme@1234567/platform@7654321:environment:dev",
      "repo:acme@1234567/platform@7654321:environment:prod",
    ]);
  });

  it("log in to the secret server by those ids too", async () => {
    await treeOf(login({ ids }));
    const [made] = created("vault:jwt/authBackendRole:AuthBackendRole");
    expect(made?.inputs["boundClaims"]).toEqual({
      repository: "acme/platform",
      environment: "dev,prod",
      repository_id: "7654321",
      repository_owner_id: "1234567",
    });
  });

  it.each([0, -1, 1.5, NaN, "7" as unknown as number])("have no id %j", (repository) => {
    expect(() => role({ ids: { owner: 1, repository } })).toThrow(
      "ids.repository: want a whole number above 0",
    );
    expect(() => login({ ids: { owner: repository, repository: 1 } })).toThrow(
      "ids.owner: want a whole number above 0",
    );
  });

  it("have no repository with ids in its name", () => {
    expect(() => role({ repository: "acme@1/platform@2" })).toThrow(/repository: want owner\/name/);
  });
});
