import { execFileSync } from "node:child_process";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type AccessOptions, checkAccess } from "../../cli/src/actions/check-access";
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

  it("prints a line per team, and every right of one team or of all", async () => {
    const said = (options: AccessOptions) =>
      project.done((place) => {
        checkAccess(place, options);
      });
    const summary = await said({});
    expect(summary.match(/^\| (checkout|payments|search) \|.*$/gm)).toHaveLength(3);
    expect(summary).toMatch(/^\| platform administrator \| pat, ada \|/m);
    expect(summary).not.toContain("checkout owner");
    expect(summary.split("\n").length).toBeLessThan(20);

    const team = await said({ team: "checkout" });
    expect(team).toMatch(/^\| ada \| checkout owner \|$/m);
    expect(team).toMatch(
      /^\| checkout viewer \| namespace payments-ledger in prod \| read workloads \|$/m,
    );
    expect(team).not.toMatch(/^\| (search|payments|platform administrator)/m);

    const all = await said({ all: true });
    const lines = (text: string) =>
      text.split("\n").filter((line) => /^\| checkout .*\|/.test(line));
    expect(lines(team).length).toBeGreaterThan(5);
    expect(lines(all)).toEqual(expect.arrayContaining(lines(team)));
    expect(all).toContain("| hana | search developer |");
    const [total] = /^\d+ rights; \d+ other combinations/m.exec(all) ?? [""];
    expect(summary).toContain(total);
  });

  it("says which team there is none of, and that a team is shown alone", async () => {
    const said = (options: AccessOptions) =>
      project.call((place) => {
        checkAccess(place, options);
      });
    expect((await said({ team: "serch" })).stderr).toContain('did you mean "search"');
    for (const other of [{ json: true }, { diff: "HEAD" }, { all: true }]) {
      const { status, stderr } = await said({ team: "search", ...other });
      expect([status, stderr]).toEqual([
        2,
        expect.stringContaining("--team: want it alone, got --"),
      ]);
    }
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
    expect(status).toBe(2);
    expect(stderr).toContain("--diff: want a git ref that has");
    expect(stderr).toContain('got "nowhere"');
    expect(stderr).not.toContain("    at ");
  });
});
