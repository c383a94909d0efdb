import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { chartFacts, factsOfChart } from "../../sandbox/src/cloud/facts/charts";
import { judgeRelease } from "../../sandbox/src/cloud/facts/kubernetes/release";
import { reserved } from "../../stacks/checks/tenancy-problems";
import { addressReport } from "../../stacks/reports/address-report";
import { run } from "../stacks/program-run";

interface Release {
  readonly chart: string;
  readonly name: string;
  readonly namespace: string;
  readonly repositoryOpts: { readonly repo: string };
}

/** Helm releases of `services.dev` of the reference organisation under a profile. */
async function releasesUnder(profile: string): Promise<Release[]> {
  const data = mkdtempSync(join(tmpdir(), "groundwork-profile-"));
  try {
    cpSync(join(__dirname, "../../organization"), data, { recursive: true });
    const file = join(data, "organization.yaml");
    writeFileSync(file, `${readFileSync(file, "utf8")}profile: ${profile}\n`);
    addressReport(data, { write: true });
    const { owned } = await run(data, "services.dev");
    return owned
      .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
      .map(({ inputs }) => inputs as unknown as Release);
  } finally {
    rmSync(data, { recursive: true });
  }
}

const defaultClass = {
  metadata: { annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
};

describe.each(["small", "standard", "regulated"])("the charts of profile %s", (profile) => {
  it("take every value of ours, and were rendered as the stack installs them", async () => {
    const releases = await releasesUnder(profile);
    expect(releases.map(({ chart }) => chart).sort()).toEqual(
      chartFacts.map(({ chart }) => chart).sort(),
    );
    const token = "kubernetes:helm.sh/v3:Release";
    const there = () => [
      ...releases.map((inputs) => ({ token, inputs: { ...inputs } })),
      { token: "kubernetes:storage.k8s.io/v1:StorageClass", inputs: defaultClass },
    ];
    // The nodes that the profile has at the least.
    const nodes = () => ({ count: 2, largestMiB: 8192 });
    const view = { hides: () => false, bySdk: false, kubernetes: () => "1.34", there, nodes };
    expect(releases.flatMap((inputs) => judgeRelease({ ...inputs }, view))).toEqual([]);
    // No team can be named after a namespace of the platform's.
    expect(releases.map(({ namespace }) => namespace).filter((it) => !reserved.test(it))).toEqual(
      [],
    );
    for (const { chart, name, namespace, repositoryOpts } of releases) {
      const rendered = factsOfChart(chart, repositoryOpts.repo)?.rendered ?? [];
      const own = rendered.filter(({ profiles }) => profiles.includes(profile));
      expect(own.map((one) => [one.release, one.namespace])).toEqual([[name, namespace]]);
    }
  });
});
