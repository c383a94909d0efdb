import { execFileSync } from "node:child_process";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { checkAccess } from "../../cli/src/actions/check-access";
import { TestProject } from "../sandbox/project";

const project = new TestProject("acme");
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
    cwd: project.place,
    stdio: "pipe",
  });

beforeAll(() => {
  project.declare("organization");
  git("init", "-q");
  git("add", "organization");
  git("commit", "-qm", "declared");
});
afterAll(() => {
  project.remove();
});

describe("groundwork check access", () => {
  it("shows what came since a git ref, an administrator first", async () => {
    const diff = () =>
      project.done((place) => {
        checkAccess(place, { diff: "HEAD" });
      });
    expect(await diff()).toBe("no right came or went since HEAD\n");
    project.edit("organization.yaml", "administrators: [pat]", "administrators: [pat, ada]");
    project.edit("teams/search.yaml", "viewer: [ivo]", "viewer: [ivo, ben]");
    expect((await diff()).split("\n")).toEqual([
      "new: ada: platform administrator",
      "new: ben: search viewer",
      "",
    ]);
  });

  it("prints every right as JSON, and how much is refused", async () => {
    const printed = await project.done((place) => {
      checkAccess(place, { json: true });
    });
    const { rights, refused } = JSON.parse(printed) as {
      rights: readonly { subject: string; target: string; action: string }[];
      refused: number;
    };
    const read = { subject: "checkout owner", system: "kubernetes", action: "read workloads" };
    expect(rights).toContainEqual({ ...read, target: "namespace checkout in dev" });
    expect(rights).not.toContainEqual({ ...read, target: "namespace search in dev" });
    expect(refused).toBeGreaterThan(rights.length);
  });

  it("names a ref that is none", () => {
    const { status, stderr } = project.run(["check", "access", "--diff", "nowhere"]);
    expect(status).toBe(1);
    expect(stderr).toContain("--diff: want a git ref that has");
    expect(stderr).toContain('got "nowhere"');
    expect(stderr).not.toContain("    at ");
  });
});
