import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { derivedNameProblems } from "../../stacks/checks/derived-names";
import { crossProblems } from "../../stacks/checks/cross-problems";
import { problemText } from "../../stacks/declarations/problems";
import { type Environment, loadOrganization, type Organization } from "../../stacks/organization";

const reference = loadOrganization(join(__dirname, "../../organization"));

function ofTeams(
  teams: Readonly<Record<string, readonly [environments: string[], repositories: string[]]>>,
): Organization {
  const declared = Object.entries(teams).map(([team, [environments, repositories]]) => [
    team,
    { environments, repositories },
  ]);
  return { ...reference, teams: Object.fromEntries(declared) as Organization["teams"] };
}

/** The reference organisation with one more environment, like dev. */
function withEnvironment(name: string, more: Partial<Environment> = {}): Organization {
  const { dev } = reference.environments;
  if (dev === undefined) {
    throw new Error("the reference organisation has dev");
  }
  return {
    ...reference,
    environments: { ...reference.environments, [name]: { ...dev, ...more } },
  };
}

const problemsOf = (organization: Organization) =>
  derivedNameProblems(organization).map(problemText);

describe("names that two declarations lead to", () => {
  it("are refused of pipelines' roles", () => {
    const organization = ofTeams({
      card: [["eu-dev"], ["api"]],
      "card-reader": [["dev"], ["api-eu"]],
    });
    expect(problemsOf(organization)).toEqual([
      'teams/card-reader.yaml: repositories.0: want names that lead to a pipeline\'s role of its own, "api-eu-dev" is of team card',
    ]);
    expect(crossProblems(organization).map(problemText)).toContain(problemsOf(organization)[0]);
  });

  it("are refused within a team, too", () => {
    expect(
      problemsOf(
        ofTeams({
          a: [
            ["stage-dev", "dev"],
            ["app", "app-stage"],
          ],
        }),
      ),
    ).toEqual([
      'teams/a.yaml: repositories.1: want names that lead to a pipeline\'s role of its own, "app-stage-dev" is of team a',
    ]);
  });

  it("are refused of policies, where the later team would say what the other reads", () => {
    const organization = ofTeams({
      card: [["developer"], ["api"]],
      "card-reader": [["dev"], ["web"]],
    });
    expect(problemsOf(organization)).toEqual([
      'teams/card-reader.yaml: (name): want names that lead to a policy of secrets of its own, "team-card-reader-developer" is of team card',
    ]);
  });

  it("are refused of what the platform has itself", () => {
    const organization = ofTeams({ tools: [["preview"], ["groundwork"]] });
    expect(problemsOf(organization)).toEqual([
      'teams/tools.yaml: repositories.0: want names that lead to a pipeline\'s role of its own, "groundwork-preview" is of the platform',
    ]);
  });

  it("are refused of an account whose updates would have the approval of previews", () => {
    const accounts = { ...reference.accounts, preview: "333333333333" };
    expect(problemsOf({ ...reference, accounts })).toEqual([
      'organization.yaml: accounts.preview: want names that lead to a GitHub environment of its own, "preview" is of the platform',
    ]);
  });

  it("are refused of an environment whose domain is a server's host", () => {
    expect(problemsOf(withEnvironment("id"))).toEqual([
      'environments/id.yaml: (name): want names that lead to a domain of its own, "id.platform.acme.example" is of identity.url',
    ]);
  });

  it("are refused of two environments' cluster, in one account and region", () => {
    const cluster = { mode: "existing", name: "acme-dev" } as const;
    expect(problemsOf(withEnvironment("twin", { cluster }))).toEqual([
      'environments/twin.yaml: cluster.name: want names that lead to a cluster of its own, "acme-dev" is of environment dev',
    ]);
  });

  it("are refused of roles of clusters in two regions, since an account has roles once", () => {
    const cluster = { mode: "existing", name: "acme-dev" } as const;
    expect(problemsOf(withEnvironment("twin", { cluster, region: "eu-central-1" }))).toEqual([
      'environments/twin.yaml: cluster.name: want names that lead to a role of its own, "acme-dev-external-dns" is of environment dev',
    ]);
  });

  it("are told once where a team has another's repository", () => {
    const organization = ofTeams({ one: [["dev"], ["api"]], two: [["dev"], ["api"]] });
    expect(crossProblems(organization).map(({ file, path }) => `${file} ${path}`)).toEqual([
      "teams/two.yaml repositories.0",
    ]);
  });

  it("are refused of a namespace that the platform has in each cluster", () => {
    const team = { environments: ["dev"], repositories: ["api"], namespaces: { argocd: {} } };
    const organization = { ...reference, teams: { one: team } } as unknown as Organization;
    expect(problemsOf(organization)).toEqual([
      'teams/one.yaml: namespaces.argocd: want names that lead to a namespace of its own, "argocd" is of the platform',
    ]);
    expect(crossProblems(organization)).toHaveLength(1);
  });

  it("are none in an organisation of ours", () => {
    expect(problemsOf(reference)).toEqual([]);
  });
});

describe("names that no provider takes", () => {
  it("are told with the longest that is allowed, once by the name that leaves the least", () => {
    const name = "a-company-of-a-very-long-name";
    expect(problemsOf({ ...withEnvironment("production-europe"), name })).toEqual([
      'environments/production-europe.yaml: (name): want 15 characters at the most, got "production-europe"; it leads to the bucket "a-company-of-a-very-long-name-production-europe-loki-111111111111", of 65 characters',
    ]);
  });

  it("are told of a permission set of an account", () => {
    const accounts = { ...reference.accounts, "a-long-name-of-account": "333333333333" };
    const accountAccess = { instanceArn: "", identityStoreId: "", region: "eu-west-1" };
    expect(problemsOf({ ...reference, accounts })).toEqual([]);
    expect(problemsOf({ ...reference, accounts, accountAccess })).toEqual([
      'organization.yaml: accounts.a-long-name-of-account: want 18 characters at the most, got "a-long-name-of-account"; it leads to the permission set "a-long-name-of-account-administrator", of 36 characters',
    ]);
  });

  it("are told of an existing cluster", () => {
    const cluster = { mode: "existing", name: "c".repeat(60) } as const;
    expect(problemsOf(withEnvironment("there", { cluster }))).toEqual([
      `environments/there.yaml: cluster.name: want 51 characters at the most, got "${"c".repeat(60)}"; it leads to the role "${"c".repeat(60)}-external-dns", of 73 characters`,
    ]);
  });

  it("are told of a bucket that S3 keeps for itself", () => {
    expect(problemsOf({ ...reference, name: "sthree-acme" })).toEqual([
      'organization.yaml: name: want no start that S3 keeps for itself: xn--, sthree-, amzn-s3-demo-, got "sthree-acme"; it leads to the bucket "sthree-acme-groundwork-state-111111111111"',
    ]);
  });

  it("are told of an image repository with two dashes in a row", () => {
    expect(problemsOf(ofTeams({ one: [["dev"], ["my--api"]] }))).toEqual([
      'teams/one.yaml: repositories.0: want single dashes, each between letters or digits, got "my--api"; it leads to the image repository "one/my--api"',
    ]);
  });

  it("are told of an environment whose domain no certificate can have", () => {
    expect(problemsOf(withEnvironment("xn--dev"))).toEqual([
      'environments/xn--dev.yaml: (name): want labels of at most 63 of a-z, 0-9 and dash, no dash at an end, nor third and fourth, got "xn--dev"; it leads to the domain "xn--dev.platform.acme.example"',
    ]);
  });

  it("are told of a domain that leaves no room for hosts", () => {
    const domain = `${"a".repeat(60)}.`.repeat(4) + "example";
    expect(problemsOf({ ...reference, domain })).toMatchObject([
      expect.stringMatching(/^organization\.yaml: domain: want 239 characters at the most, got/),
    ]);
  });
});
