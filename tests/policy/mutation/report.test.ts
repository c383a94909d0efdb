import { describe, expect, it } from "vitest";

import { readReport, sha256, sources, total } from "../../../policy/mutation/report.mts";

const least = 90;
const { files, total: whole } = readReport();

describe("the mutation report", () => {
  it("has every source file of the rules, and no other", () => {
    expect(Object.keys(files), "run: npm run mutation").toEqual(sources());
  });

  it.each(sources())("is of %s as it is, which kills enough of its mutants", (source) => {
    const again = `${source} is not as it was judged; run: npm run mutation -- ${source}`;
    expect(files[source]?.sha256, again).toBe(sha256(source));
    expect(files[source]?.score, source).toBeGreaterThanOrEqual(least);
  });

  it("adds up, to enough in all", () => {
    expect(whole).toEqual(total(Object.values(files)));
    expect(whole.mutants).toBeGreaterThan(0);
    expect(whole.score).toBeGreaterThanOrEqual(least);
  });
});
