import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { required } from "../../stacks/derived/required";
import { resolve } from "../../stacks/derived/resolved/resolve";
import { loadOrganization } from "../../stacks/organization";

const organization = loadOrganization(join(__dirname, "../../organization"));
const resolved = resolve(organization);
const prod = required(resolved.environments, "prod", "environments");
const payments = required(resolved.teams, "payments", "teams");

describe("a resolved environment", () => {
  it("has its account, names and hosts", () => {
    expect(prod).toMatchObject({
      account: "prod",
      accountId: "222222222222",
      region: "eu-west-1",
      stage: "production",
      guardrails: "prod",
      domain: "prod.platform.acme.example",
      hosts: {
        argocd: "argocd.prod.platform.acme.example",
        grafana: "grafana.prod.platform.acme.example",
      },
      deployRoleArn: "arn:aws:iam::222222222222:role/groundwork-ci",
      secretLoginPath: "kubernetes-prod",
      logs: {
        bucket: "acme-prod-loki-222222222222",
        retentionDays: 30,
        retentionByNamespace: { payments: 90, "payments-ledger": 90 },
      },
    });
  });

  it("has what its file declares, else its profile's defaults", () => {
    const { dev } = resolved.environments;
    expect(dev?.network).toMatchObject({ nat: "one" });
    expect(prod.network).toMatchObject({ nat: "per-zone" });
    expect(dev?.cluster).toMatchObject({ name: "acme-dev", nodesByZone: { min: 1, max: 4 } });
    expect(prod.cluster).toMatchObject({ name: "acme-prod", nodesByZone: { min: 2, max: 8 } });
  });

  it("has the addresses of the organisation's one plan", () => {
    const { network } = prod;
    expect(network.mode === "managed" && network.plan).toBe(
      resolved.addresses.environments["prod"],
    );
    expect(network.mode === "managed" && network.plan.cidrs).toEqual(
      organization.ledger.ranges["prod"],
    );
  });
});

describe("a resolved team", () => {
  it("has its groups, rights, repositories and signers", () => {
    expect(payments.personas.developer).toEqual({
      group: "team-payments-developer",
      members: ["emil"],
      rights: { dev: "edit", prod: "view" },
    });
    expect(payments.repositories).toEqual({
      "payments-api": "https://github.com/acme/payments-api",
      "payments-worker": "https://github.com/acme/payments-worker",
    });
    expect(payments.signers[0]).toBe(
      "https://github.com/acme/payments-api/.github/workflows/release.yaml@refs/heads/main",
    );
    expect(payments.images).toBe("222222222222.dkr.ecr.eu-west-1.amazonaws.com/payments");
  });

  it("meets its environment in one workspace, whichever it is reached from", () => {
    const workspace = required(payments.workspaces, "prod", "workspaces");
    expect(workspace).toBe(prod.workspaces["payments"]);
    expect(workspace.environment).toBe(prod);
    expect(workspace.routes).toEqual({
      payments: {
        host: "payments.prod.platform.acme.example",
        namespace: "payments",
        service: "payments-api",
      },
    });
    expect(workspace.operators).toEqual(["team-payments-owner"]);
    expect(workspace.viewers).toEqual(["team-payments-developer", "team-payments-viewer"]);
    expect(workspace.namespaces["payments-ledger"]?.groups).toEqual({
      "team-checkout-owner": "view",
      "team-checkout-developer": "view",
      "team-checkout-viewer": "view",
      "team-payments-owner": "edit",
      "team-payments-developer": "view",
      "team-payments-viewer": "view",
    });
  });
});

it("resolves an organisation once", () => {
  expect(resolve(organization)).toBe(resolved);
  expect(resolved.environments["prod"]).toBe(prod);
  expect(resolve({ ...organization })).not.toBe(resolved);
});

describe("required", () => {
  it("gives the value of a key", () => {
    expect(required({ dev: 0 }, "dev", "environments")).toBe(0);
  });

  it.each([
    ["prod", 'environments: want one of dev, qa, got "prod"'],
    ["toString", 'environments: want one of dev, qa, got "toString"'],
    [undefined, "environments: want one of dev, qa, got nothing"],
  ])("refuses %s with the keys there are", (key, message) => {
    expect(() => required({ dev: 0, qa: 1 }, key, "environments")).toThrow(message);
  });
});
