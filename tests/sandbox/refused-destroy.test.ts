import { spawnSync } from "node:child_process";

import { afterAll, beforeAll, expect, it } from "vitest";

import { down } from "../../cli/src/actions/down";
import { up } from "../../cli/src/actions/up";
import { TestProject } from "./project";

const project = new TestProject("acme", undefined, { withoutPack: true });
beforeAll(async () => {
  project.declare("organization");
  project.edit("organization.yaml", "  people:\n", `  people:\n${newcomer}`);
  await project.useBackend();
});
afterAll(() => {
  project.remove();
});

/** Someone whom no team's file names. */
const newcomer = "    zoe: { email: zoe@acme.example, firstName: Zoe, lastName: Zahn }\n";

const destroy = (...more: readonly string[]) =>
  spawnSync(
    "pulumi",
    ["destroy", "--yes", "--skip-preview", "--non-interactive", "--stack", "identity", ...more],
    { cwd: project.place, env: project.environment, encoding: "utf8" },
  );

// In order: each goes on from where the one before stopped.
it("loses nothing of people by the engine's own destroy, without a preview", async () => {
  await project.done((place) => up(place, ["identity"], { only: true }));
  const before = project.inventory();
  expect(before["keycloak:index/user:User"]).toBeGreaterThan(0);
  for (const more of [[], ["--parallel", "1"], ["--refresh"]]) {
    const { status, stdout, stderr } = destroy(...more);
    expect(status, stdout + stderr).not.toBe(0);
    expect(stdout + stderr).toContain("protected");
    expect(project.inventory()).toEqual(before);
  }
});

it("lets people go one by one, as their files say", async () => {
  const before = project.inventory()["keycloak:index/user:User"] ?? 0;
  project.edit("organization.yaml", newcomer, "");
  await project.done((place) => up(place, ["identity"], { only: true }));
  expect(project.inventory()["keycloak:index/user:User"]).toBe(before - 1);
});

it("goes as a whole by `down`", async () => {
  await project.done((place) => down(place, ["identity"], { confirm: "acme" }));
  expect(project.inventory()).toEqual({});
});
