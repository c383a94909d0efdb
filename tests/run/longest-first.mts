import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { BaseSequencer, type TestSpecification } from "vitest/node";

import { recordedSeconds } from "./seconds.mts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Starts the slowest files first, so that none of them runs last on one worker alone. */
export class LongestFirst extends BaseSequencer {
  public override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const seconds = recordedSeconds(root);
    const of = ({ moduleId }: TestSpecification) => seconds[relative(root, moduleId)] ?? 0;
    return Promise.resolve([...files].sort((a, b) => of(b) - of(a)));
  }
}
