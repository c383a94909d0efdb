import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { derivedNameProblems } from "../../stacks/checks/derived-names";
import { crossProblems } from "../../stacks/checks/cross-problems";
import { problemText } from "../../stacks/declarations/problems";
import { loadOrganization, type Organization } from "../../stacks/organization";

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

  it("are none in an organisation of ours", () => {
    expect(problemsOf(reference)).toEqual([]);
  });
});
