import { join } from "node:path";

import { expect, it } from "vitest";

import { triedCells, vacantPersonas } from "../../cli/src/tenancy/suite";
import { loadOrganization } from "../../stacks/organization";

it("tries no right of a persona that nobody has, and names the persona", () => {
  const reference = loadOrganization(join(__dirname, "../../organization"));
  expect(vacantPersonas(reference)).toEqual([]);
  const { search } = reference.teams;
  const members = { ...search?.members, viewer: [], developer: undefined };
  const teams = { ...reference.teams, search: { ...search, members } };
  const organization = { ...reference, teams } as typeof reference;
  expect(vacantPersonas(organization)).toEqual(["search developer", "search viewer"]);
  const [all, tried] = [triedCells(reference), triedCells(organization)];
  const isSearchs = ({ subject }: (typeof all)[number], ...personas: string[]) =>
    subject.kind === "person" && subject.team === "search" && personas.includes(subject.persona);
  expect(tried.filter((cell) => isSearchs(cell, "viewer", "developer"))).toEqual([]);
  expect(tried.filter((cell) => isSearchs(cell, "owner")).length).toBeGreaterThan(0);
  expect(tried.length).toBeLessThan(all.length);
});
