import { join } from "node:path";

import { afterEach, describe, expect, it, vi } from "vitest";

import { delegationRole, homePreviewRole, previewRole } from "../../stacks/derived/hosts";
import { clusterObjects } from "./cluster-objects";
import { run } from "./program-run";

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const reference = join(__dirname, "../../organization");

async function previewRules(): Promise<readonly Rule[]> {
  const { objects } = await run(reference, "environment.dev");
  const role = objects.find(
    ({ type, name }) => type.endsWith(":ClusterRole") && name === "previews",
  );
  return (role?.inputs["rules"] ?? []) as readonly Rule[];
}

afterEach(() => vi.unstubAllEnvs());

describe("a preview of a pull request in a cluster", () => {
  it("reads every kind that the stacks make", async () => {
    const rules = await previewRules();
    const unread = (await clusterObjects()).filter(({ type }) => {
      const [, groupVersion = "", kind = ""] = type.split(":");
      const group = groupVersion.split("/")[0]?.replace(/^core$/, "") ?? "";
      const plural = `${kind.toLowerCase()}s`;
      return !rules.some(
        ({ apiGroups, resources }) =>
          apiGroups.includes(group) && (resources.includes("*") || resources.includes(plural)),
      );
    });
    expect(unread.map(({ type }) => type)).toEqual([]);
  });

  it("reads no secret and changes nothing", async () => {
    const rules = await previewRules();
    expect(rules.length).toBeGreaterThan(10);
    for (const { apiGroups, resources, verbs } of rules) {
      expect(verbs).toEqual(["get", "list", "watch"]);
      expect(apiGroups).not.toContain("*");
      expect(apiGroups.includes("") && resources.some((name) => /^(\*|secrets)/.test(name))).toBe(
        false,
      );
    }
  });

  it("gets in as one group", async () => {
    const { resources } = await run(reference, "cluster.dev");
    const entries = resources.filter(({ type }) => type === "aws:eks/accessEntry:AccessEntry");
    const previews = entries.filter(({ inputs }) =>
      String(inputs["principalArn"]).endsWith(`:role/${previewRole}`),
    );
    expect(previews).toMatchObject([{ inputs: { kubernetesGroups: ["groundwork:preview"] } }]);
  });
});

describe("a preview of a pull request in the home account", () => {
  it("assumes a role that only reads, where an update assumes one that writes", async () => {
    const assumed = async () =>
      (await run(reference, "services.dev")).providers.flatMap((provider) => {
        const { name, assumeRoles } = provider as { name: string; assumeRoles?: unknown };
        return name === "home" ? [JSON.stringify(assumeRoles)] : [];
      });
    expect((await assumed()).join()).toContain(`:role/${delegationRole}`);
    vi.stubEnv("GROUNDWORK_HOME_ROLE", homePreviewRole);
    const [role, ...others] = await assumed();
    expect(role).toContain(`:role/${homePreviewRole}`);
    expect(others).toEqual([]);
  });

  it("may read what the stacks make there, by a role that no update needs", async () => {
    const { resources } = await run(reference, "organization");
    const role = resources.find(({ inputs }) => inputs["name"] === homePreviewRole);
    const trust = JSON.stringify(role?.inputs["assumeRolePolicy"]);
    expect(trust).toContain(`:role/${previewRole}`);
    expect(trust).not.toContain("groundwork-ci");
    const rights = JSON.stringify(
      resources.find(({ type, name }) => type.endsWith(":RolePolicy") && name === "previews-rights")
        ?.inputs["policy"],
    );
    const actions = [...rights.matchAll(/[a-z0-9]+:[A-Z][A-Za-z]+/g)].map(([action]) => action);
    expect(actions.length).toBeGreaterThan(5);
    for (const action of actions) {
      expect(action).toMatch(/:(?:Describe|Get|List|Search)/);
    }
  });
});
