import { join } from "node:path";

import { expect, it } from "vitest";

import { retirementHints } from "../../cli/src/actions/retirement-hints";
import { loadOrganization } from "../../stacks/organization";

const reference = loadOrganization(join(__dirname, "../../organization"));
const [search, payments] = [reference.teams["search"], reference.teams["payments"]];

it("names who shares with a team that retires", () => {
  const teams = {
    search: {
      ...search,
      environments: ["dev"],
      namespaces: { search: {}, "search-data": { sharedWith: { payments: "view" } } },
    },
    payments: { ...payments, namespaces: { ledger: { sharedWith: { search: "edit" } } } },
  };
  expect(retirementHints({ ...reference, teams } as never, "search")).toEqual([
    "shared: payments loses view in namespace search-data",
    "shared: take search out of `sharedWith` of namespace ledger in teams/payments.yaml",
  ]);
  expect(retirementHints(reference, "__proto__")).toEqual([]);
});
