import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { admissionPolicies } from "../../policy/src/admission";
import { admissionRequest } from "../../stacks/derived/guardrails";
import { required } from "../../stacks/derived/required";
import { resolve } from "../../stacks/derived/resolved/resolve";
import { loadOrganization } from "../../stacks/organization";

const reference = join(__dirname, "../../organization");
const folder = mkdtempSync(join(tmpdir(), "groundwork-guardrails-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("what a cluster's admission policies are made for", () => {
  const organization = loadOrganization(reference);
  const inEnvironment = (name: string) =>
    required(resolve(organization).environments, name, "environments");

  it("are the settings, the waivers by whose they are, and the stacks that work in the cluster", () => {
    cpSync(reference, folder, { recursive: true });
    mkdirSync(join(folder, "waivers"));
    writeFileSync(join(folder, "policy.json"), '{ "K8S-05": "advisory" }');
    writeFileSync(join(folder, "waivers.yaml"), "- rule: K8S-01\n- 7\n");
    writeFileSync(join(folder, "waivers", "payments.yaml"), "- rule: K8S-05\n  team: search\n");
    writeFileSync(join(folder, "waivers", "search.yaml"), "- [");
    const request = admissionRequest(folder, inEnvironment("dev"));
    expect(request.settings).toEqual({ "K8S-05": "advisory" });
    expect(request.waivers).toEqual([{ rule: "K8S-01" }, 7, { rule: "K8S-05", team: "payments" }]);
    expect(request.stacks.map(({ name }) => name)).toEqual([
      "cluster.dev",
      "services.dev",
      "environment.dev",
      ...Object.keys(organization.teams)
        .filter((team) => organization.teams[team]?.environments.includes("dev"))
        .map((team) => `workspace.${team}.dev`),
    ]);
    const [, , environment, workspace] = request.stacks;
    expect(environment?.namespaces).toBeUndefined();
    expect(workspace?.namespaces?.length).toBeGreaterThan(0);
    expect(admissionPolicies(request).length).toBe(7);
  });

  it("are there where an organisation has neither settings nor waivers", () => {
    const request = admissionRequest(join(folder, "nowhere"), inEnvironment("prod"));
    expect([request.settings, request.waivers]).toEqual([{}, []]);
  });
});
