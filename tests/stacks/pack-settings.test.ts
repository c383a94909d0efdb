import { join } from "node:path";

import { expect, it } from "vitest";

import { graphRules, rules } from "../../policy/src/rules/all";
import { admissionRequest } from "../../stacks/derived/guardrails";
import { packSettings, packTier, teamPackSettings } from "../../stacks/derived/pack-settings";
import { planStacks } from "../../stacks/derived/plan";
import { required } from "../../stacks/derived/required";
import { resolve } from "../../stacks/derived/resolved/resolve";
import { loadOrganization } from "../../stacks/organization";

const acme = loadOrganization(join(__dirname, "../../organization"));

it("tells the pack what follows from an organisation's files", () => {
  const accounts = ["111111111111", "222222222222"];
  const paths = ["sys/mounts*", "sys/auth*", "sys/policies/acl*", "auth*", "identity*"];
  expect(packSettings(acme)).toEqual({
    "IAM-01": {
      administrators: [
        "nonprod-ci-AdministratorAccess",
        "access-nonprod-administrator-policy",
        "access-nonprod-developer-policy",
        "prod-ci-AdministratorAccess",
        "access-prod-administrator-policy",
        "dev-deploy",
        "dev-break-glass",
        "prod-deploy",
        "prod-break-glass",
      ],
    },
    "IAM-03": { accounts },
    "ECR-04": { accounts },
    "KC-01": { loopback: ["kubernetes"] },
    "KMS-03": { accounts },
    "GR-03": {
      hosts: [
        ...["dev", "prod"].flatMap((name) => [
          `argocd:argocd.${name}.platform.acme.example`,
          `observability:grafana.${name}.platform.acme.example`,
        ]),
        ...["dev", "prod"].map((name) => `checkout:checkout.${name}.platform.acme.example`),
        ...["dev", "prod"].flatMap((name) =>
          ["payments", "payments-ledger"].map(
            (namespace) => `${namespace}:payments.${name}.platform.acme.example`,
          ),
        ),
        ...["dev", "prod"].map((name) => `search:search.${name}.platform.acme.example`),
      ],
    },
    "GR-09": { elsewhere: ["acme/platform"] },
    "GR-14": {
      production: ["prod", "222222222222"],
      nonproduction: ["dev", "nonprod", "111111111111"],
    },
    "VLT-01": {
      system: ["platform", "preview"].flatMap((name) => paths.map((path) => `${name}:${path}`)),
      teams: ["checkout", "payments", "search"],
    },
  });
});

it("tells the pack in a team's own project what names no resource of the platform's", () => {
  const all = packSettings(acme);
  expect(teamPackSettings(acme)).toEqual({
    "IAM-03": all["IAM-03"],
    "ECR-04": all["ECR-04"],
    "KMS-03": all["KMS-03"],
    "GR-03": all["GR-03"],
    "GR-14": all["GR-14"],
    "VLT-01": { teams: all["VLT-01"]?.["teams"] },
  });
});

it("has each environment's stacks judged as it declares, and all that they share as production", () => {
  const { dev } = acme.environments;
  expect(dev).toBeDefined();
  const lax = {
    ...acme,
    environments: {
      ...acme.environments,
      ...(dev && { dev: { ...dev, guardrails: "nonprod" as const } }),
    },
  };
  const stacks = planStacks(lax).map(({ name }) => name);
  expect(stacks.filter((stack) => packTier(lax, stack) === "nonprod")).toEqual(
    stacks.filter((stack) =>
      /^(network|cluster|services|environment|workspace)\..*\bdev$/.test(stack),
    ),
  );
  expect(new Set(stacks.map((stack) => packTier(acme, stack)))).toEqual(new Set(["prod"]));
  expect(
    admissionRequest("nowhere", required(resolve(lax).environments, "dev", "environments")).tier,
  ).toBe("nonprod");
});

it("calls nothing both production and not", () => {
  const { prod, dev } = acme.environments;
  expect(prod && dev).toBeDefined();
  const shared = {
    ...acme,
    accounts: { dev: "111111111111" },
    home: { ...acme.home, account: "dev" },
    environments: Object.fromEntries(
      Object.entries({ dev, live: prod }).flatMap(([name, environment]) =>
        environment === undefined
          ? []
          : [[name, { ...environment, account: "dev", ...(name === "live" && { after: "dev" }) }]],
      ),
    ),
  };
  expect(packSettings(shared)["GR-14"]).toEqual({
    production: ["live", "dev", "111111111111"],
    nonproduction: [],
  });
});

it("tells only what rules have settings for", () => {
  const known = [...rules, ...graphRules].flatMap(({ id, settings = {} }) =>
    Object.keys(settings).map((key) => `${id} ${key}`),
  );
  const told = Object.entries(packSettings(acme)).flatMap(([id, own]) =>
    Object.keys(own).map((key) => `${id} ${key}`),
  );
  expect(told.filter((each) => !known.includes(each))).toEqual([]);
});
