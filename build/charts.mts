import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { isMap, parseDocument } from "yaml";

const root = join(import.meta.dirname, "..");
const facts = join(root, "sandbox/src/cloud/facts/charts");
const load = createRequire(import.meta.url);

/** A chart as a stack installs it, in the form that build/charts/main.go reads. */
interface Installed {
  readonly profile: string;
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly repo: string;
  readonly version: string;
  readonly kubeVersion: string;
  readonly values: object;
}

const { values: given } = parseArgs({
  options: { from: { type: "string" }, pull: { type: "boolean", default: false } },
});
if ((given.from === undefined) === !given.pull) {
  console.error("want --from DIR, a folder of charts, or --pull, which gets them");
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), "charts-"));
try {
  const installed: Installed[] = [];
  for (const profile of ["small", "standard", "regulated"]) {
    installed.push(...(await releasesOf(profile, join(folder, profile))));
  }
  const releases = join(folder, "releases.json");
  writeFileSync(releases, JSON.stringify(installed));
  const source = given.from === undefined ? ["-pull"] : ["-from", resolve(given.from)];
  const args = ["run", ".", "-releases", releases, ...source, "-out", facts];
  const { status } = spawnSync("go", args, { cwd: join(root, "build/charts"), stdio: "inherit" });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** Releases of stack `services.dev` of the reference organisation under a profile, without an engine. */
async function releasesOf(profile: string, data: string): Promise<Installed[]> {
  const pulumi = load("@pulumi/pulumi") as typeof import("@pulumi/pulumi");
  const { platform } = load("../dist/stacks/platform.js") as typeof import("../stacks/platform.ts");
  const { contracts, versionKey } = load(
    "../dist/stacks/contracts.js",
  ) as typeof import("../stacks/contracts.ts");
  cpSync(join(root, "organization"), data, { recursive: true });
  const { addressReport } = load(
    "../dist/stacks/reports/address-report.js",
  ) as typeof import("../stacks/reports/address-report.ts");
  const file = join(data, "organization.yaml");
  const declared = parseDocument(readFileSync(file, "utf8"));
  declared.set("profile", profile);
  writeFileSync(file, String(declared));
  // Another profile plans other addresses.
  addressReport(data, { write: true });
  const environment = parseDocument(readFileSync(join(data, "environments/dev.yaml"), "utf8"));
  const cluster = environment.get("cluster");
  const kubeVersion = `v${String(isMap(cluster) ? cluster.get("version") : "")}.0`;

  const found: Promise<Installed>[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs: given }) => {
        const inputs = given as Record<string, unknown>;
        if (type === "pulumi:pulumi:StackReference") {
          const [layer = ""] = name.split(".") as (keyof typeof contracts)[];
          const { schema, version } = contracts[layer as keyof typeof contracts];
          const outputs = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, key]));
          return {
            id: name,
            state: {
              ...inputs,
              outputs: { ...outputs, [versionKey]: version },
              secretOutputNames: [],
            },
          };
        }
        if (type === "kubernetes:helm.sh/v3:Release") {
          found.push(
            Promise.resolve(installedAs(profile, kubeVersion, inputs as unknown as Release)),
          );
        }
        const made = { arn: `arn:aws:::${name}`, zoneId: "Z0", nameServers: ["ns"] };
        return { id: `${name}-id`, state: { ...made, ...inputs } };
      },
      call: ({ token }) => {
        throw new Error(`no answer for ${token}`);
      },
    },
    "groundwork",
    "services.dev",
    false,
    "organization",
  );
  platform(data);
  const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
  await waitForRPCs();
  return Promise.all(found);
}

/** The inputs of a Release that facts are made of. */
interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version: string;
  readonly repositoryOpts: { readonly repo: string };
  readonly values: object;
}

function installedAs(profile: string, kubeVersion: string, release: Release): Installed {
  const { name, namespace, chart, version, repositoryOpts, values } = release;
  return {
    profile,
    kubeVersion,
    name,
    namespace,
    chart,
    version,
    repo: repositoryOpts.repo,
    values,
  };
}
