import { join } from "node:path";

import { expect, it } from "vitest";

import { impliedProduction } from "../../stacks/reports/implied-stages";
import { loadOrganization } from "../../stacks/organization";

const reference = loadOrganization(join(__dirname, "../../organization"));
const [dev, prod] = [reference.environments["dev"], reference.environments["prod"]];

it("tells of an environment that is production only because nothing comes after it", () => {
  expect(impliedProduction(reference)).toEqual([]);
  const environments = { dev: { ...dev }, prod: { ...prod, stage: undefined } };
  expect(impliedProduction({ ...reference, environments } as never)).toEqual([
    "prod counts as production, since no environment comes after it; write its `stage` into environments/prod.yaml",
  ]);
  const lone = { dev: { ...dev } };
  expect(impliedProduction({ ...reference, environments: lone } as never)).toEqual([
    "dev counts as production, since no environment comes after it; write its `stage` into environments/dev.yaml",
  ]);
  const declared = { dev: { ...dev, stage: "development" } };
  expect(impliedProduction({ ...reference, environments: declared } as never)).toEqual([]);
});
