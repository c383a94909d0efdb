import { parseArgs } from "node:util";

import { measureLibrary } from "./library.mts";
import { Bench } from "./measure.mts";
import { measurePack } from "./pack.mts";
import { measurePreviews } from "./previews.mts";

const subjects = { pack: measurePack, library: measureLibrary, previews: measurePreviews };

const { values, positionals } = parseArgs({
  options: { runs: { type: "string", default: "7" } },
  allowPositionals: true,
});
const bench = new Bench(Number(values.runs));
for (const [name, measure] of Object.entries(subjects)) {
  if (positionals.length === 0 || positionals.includes(name)) {
    bench.subject(name);
    measure(bench);
  }
}
