import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { down } from "../../cli/src/actions/down";
import { retireTeam } from "../../cli/src/actions/team-retire";
import { up } from "../../cli/src/actions/up";
import type * as Lookup from "../../cli/src/engine/lookup";
import { TestProject } from "./project";

/** What is in every image repository: the offline cloud takes no images. */
const pushed: object[] = [];
vi.mock("../../cli/src/engine/lookup", async (importOriginal) => {
  const { askProviders } = await importOriginal<typeof Lookup>();
  const asking: typeof askProviders = async (place, resources, questions) => {
    const answers = await askProviders(place, resources, questions);
    return answers.map((answer) =>
      "imageIds" in answer ? { ...answer, imageIds: pushed } : answer,
    );
  };
  return { askProviders: asking };
});

/** The team's image repository, and a key in each stack. */
const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["111111111111"] });
if (pulumi.getStack() === "team.search") {
  new aws.ecr.Repository("api", { name: "search/search-api" }, { provider });
}
new aws.kms.Key(pulumi.getStack(), {}, { provider });
`;
const project = new TestProject("retire", program, { withoutPack: true });
project.declare("organization");
project.edit(
  "organization.yaml",
  "ipam: true",
  "stacks:\n  own-reports: { reads: [team.search] }\nipam: true",
);
afterAll(() => {
  project.remove();
});

const retired = (confirm?: string) =>
  project.call((place) => retireTeam(place, "search", confirm === undefined ? {} : { confirm }));

describe("the retirement of a team", () => {
  beforeAll(async () => {
    await project.useBackend();
    const stacks = ["team.search", "workspace.search.dev", "own-reports"];
    await project.done((place) => up(place, stacks, { only: true }));
  });

  it("touches nothing while a repository holds images, or another stack reads the team's", async () => {
    pushed.push({ imageDigest: "sha256:1" });
    const before = project.inventory();
    const refused = await retired("search");
    expect(refused.status).toBe(1);
    expect(refused.stderr).toBe(
      "groundwork: nothing was touched, because\n" +
        "team.search is read by own-reports, which is up: destroy it first\n" +
        "team.search: search/search-api is not empty: empty it (aws ecr batch-delete-image --repository-name search/search-api --image-ids ...)\n",
    );
    expect(project.inventory()).toEqual(before);
  });

  it("is done once both are gone", async () => {
    pushed.pop();
    await project.done((place) => down(place, ["own-reports"], { confirm: "retire" }));
    const { status, stdout, stderr } = await retired("search");
    expect(status, stderr).toBe(0);
    expect(stdout).toContain("team search is retired; remove teams/search.yaml");
    expect(project.inventory()).toEqual({});
  });
});
