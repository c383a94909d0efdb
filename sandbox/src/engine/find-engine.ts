import { existsSync } from "node:fs";
import { join } from "node:path";

import { build, buildGo } from "./build";
import { cacheFolder } from "../paths";
import { PrerequisiteError, printed, type Progress } from "../processes/prerequisite";

/** The engine to build when none is on PATH; its version is that of the pinned SDK. */
export const engineVersion = "3.258.0";
const oldestMinor = 250;

/**
 * Path of a Pulumi engine: `pulumi` on PATH if recent enough, else built from its Go module
 * once and kept in the user's cache.
 * @throws PrerequisiteError with every way to get an engine.
 */
export async function findEngine(progress: Progress): Promise<string> {
  const onPath = installedEngine();
  if (onPath !== undefined) {
    return onPath;
  }
  const target = join(cacheFolder(), "engine", engineVersion);
  if (!existsSync(join(target, "pulumi")) && printed("go", ["version"]) === undefined) {
    throw new PrerequisiteError(
      [
        "no Pulumi engine and no Go to build one. Do one of:",
        `  - install Pulumi 3.${oldestMinor} or newer and put it on PATH (https://www.pulumi.com/docs/install/)`,
        "  - install Go 1.26 or newer and put it on PATH (https://go.dev/doc/install)",
      ].join("\n"),
    );
  }
  const subject = `the Pulumi engine ${engineVersion} from its Go module`;
  await build({ subject, target, proof: "pulumi", takes: "3 minutes", make }, progress);
  return join(target, "pulumi");
}

const repository = "github.com/pulumi/pulumi";
const make = buildGo({
  module: `module groundwork.example/engine

go 1.26

require ${repository}/pkg/v3 v${engineVersion}

replace github.com/atotto/clipboard => github.com/tgummerer/clipboard v0.0.0-20241001131231-d02d263e614e
`,
  commands: { pulumi: `${repository}/pkg/v3/cmd/pulumi` },
  variables: { [`${repository}/sdk/v3/go/common/version.Version`]: engineVersion },
});

/** Path of a recent enough engine on PATH. */
function installedEngine(): string | undefined {
  const [, major, minor] = /v?(\d+)\.(\d+)\./.exec(printed("pulumi", ["version"]) ?? "") ?? [];
  const recent = Number(major) === 3 && Number(minor) >= oldestMinor;
  return recent ? printed("sh", ["-c", "command -v pulumi"])?.trim() : undefined;
}
