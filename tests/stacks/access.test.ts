import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { accessCells, accessRights, subjectName, targetName } from "../../stacks/derived/access";
import { accessChanges, accessMarkdown, accessReport } from "../../stacks/reports/access-report";
import { loadOrganization, type Organization } from "../../stacks/organization";
import { rightOf, stageOf } from "../../stacks/derived/team-rights";

const reference = loadOrganization(join(__dirname, "../../organization"));

/** What someone may do, as `action: target`. */
const may = (organization: Organization, who: string) =>
  accessCells(organization)
    .filter(({ subject, allowed }) => allowed && subjectName(subject) === who)
    .map(({ action, target }) => `${action}: ${targetName(target)}`);

/** The reference organisation with payments declared otherwise. */
const withPayments = (more: Partial<Organization["teams"][string]>): Organization => ({
  ...reference,
  teams: {
    ...reference.teams,
    payments: { ...(reference.teams["payments"] as Organization["teams"][string]), ...more },
  },
});

/** The reference organisation with dev alone, declared otherwise. */
function withDev(more: Partial<Organization["environments"][string]>): Organization {
  const dev = reference.environments["dev"] as Organization["environments"][string];
  return { ...reference, environments: { dev: { ...dev, ...more } } };
}

describe("accessCells", () => {
  it("lets a developer work in development and look on in production", () => {
    expect(may(reference, "payments developer")).toEqual([
      "read workloads: namespace payments in dev",
      "change workloads: namespace payments in dev",
      "read secrets: namespace payments in dev",
      "read workloads: namespace payments-ledger in dev",
      "change workloads: namespace payments-ledger in dev",
      "read secrets: namespace payments-ledger in dev",
      "read workloads: namespace payments in prod",
      "read workloads: namespace payments-ledger in prod",
      "read: secrets of payments in dev",
      "write: secrets of payments in dev",
      "read: repository payments-api",
      "push: repository payments-api",
      "read: repository payments-worker",
      "push: repository payments-worker",
    ]);
  });

  it("shares a namespace for as much as it says, and no more than the other's own right", () => {
    expect(may(reference, "checkout owner").filter((text) => text.includes("payments"))).toEqual([
      "read workloads: namespace payments-ledger in dev",
      "read workloads: namespace payments-ledger in prod",
    ]);
    const shared = withPayments({
      namespaces: { payments: {}, "payments-ledger": { sharedWith: { checkout: "edit" } } },
    });
    expect(may(shared, "checkout viewer").filter((text) => text.includes("payments"))).toEqual([
      "read workloads: namespace payments-ledger in dev",
      "read workloads: namespace payments-ledger in prod",
    ]);
    expect(may(shared, "checkout owner")).toContain(
      "change workloads: namespace payments-ledger in prod",
    );
  });

  it("gives workloads and pipelines the secrets of their own environment alone", () => {
    expect(may(reference, "workload of payments-ledger in dev")).toEqual([
      "log in: secrets of payments in dev",
      "read: secrets of payments in dev",
    ]);
    expect(may(reference, "pipeline search-api-prod")).toEqual([
      "log in: secrets of search in prod",
      "read: secrets of search in prod",
    ]);
  });

  it("lets administrators see every namespace and change none", () => {
    const rights = may(reference, "platform administrator");
    expect(rights).toHaveLength(8);
    expect(rights.filter((text) => !text.startsWith("read workloads: "))).toEqual([]);
  });

  it("asks every subject of every target once", () => {
    const cells = accessCells(reference).map(
      ({ subject, action, target }) => `${subjectName(subject)} ${action} ${targetName(target)}`,
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells.length).toBeGreaterThan(1000);
  });
});

describe("access to AWS accounts", () => {
  const managed: Organization = {
    ...reference,
    accountAccess: {
      instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
      identityStoreId: "d-0123456789",
      region: "eu-west-1",
    },
  };
  const inAccounts = (who: string) =>
    may(managed, who).filter((text) => text.includes(": account "));

  it("follows the rights in the environments of the account", () => {
    expect(inAccounts("payments developer")).toEqual([
      "look: account nonprod",
      "change: account nonprod",
      "look: account prod",
    ]);
    expect(inAccounts("payments viewer")).toEqual(["look: account nonprod", "look: account prod"]);
  });

  it("lets nobody change production but administrators", () => {
    expect(inAccounts("search developer")).not.toContain("change: account prod");
    expect(inAccounts("platform administrator")).toContain("administer: account prod");
  });

  it("is not told where the company decides it", () => {
    expect(may(reference, "payments owner").filter((t) => t.includes(": account "))).toEqual([]);
  });
});

describe("stageOf", () => {
  it("takes an environment that another comes after for development, and the last for production", () => {
    expect([stageOf(reference, "dev"), stageOf(reference, "prod")]).toEqual([
      "development",
      "production",
    ]);
    const alone = withDev({});
    expect(stageOf(alone, "dev")).toBe("production");
    expect(rightOf(alone, "payments", "developer", "dev")).toBe("view");
  });

  it("is what is declared", () => {
    const declared = withDev({ stage: "development" });
    expect(stageOf(declared, "dev")).toBe("development");
  });
});

/** Numbers from 0 to 1 that are the same in every run; https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** An organisation of many teams, some of which share a namespace with another. */
function ofTeams(count: number, random: () => number): Organization {
  const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const names = Array.from({ length: count }, (_, i) => `team-${i}`);
  const others = (name: string) => names.filter((other) => other !== name);
  const teams = names.map((name): [string, Organization["teams"][string]] => [
    name,
    {
      environments: random() < 0.5 ? ["dev", "prod"] : [some(["dev", "prod"])],
      repositories: random() < 0.5 ? [`${name}-a`] : [`${name}-a`, `${name}-b`],
      members: { owner: ["ada"], developer: [`${name}-dev`], viewer: [] },
      ...(random() < 0.5 && {
        namespaces: {
          [name]: {},
          [`${name}-data`]: {
            sharedWith: { [some(others(name))]: some(["view", "edit"] as const) },
          },
        },
      }),
      ...(random() < 0.3 && { access: { developer: { prod: some(["view", "edit"] as const) } } }),
    },
  ]);
  return { ...reference, teams: Object.fromEntries(teams) };
}

describe("accessRights", () => {
  it("is the allowed part of all cells, whatever the organisation", () => {
    const random = randomOf(7);
    for (let i = 0; i < 40; i += 1) {
      const organization = ofTeams(2 + (i % 7), random);
      const cells = accessCells(organization);
      const { rights, refused } = accessRights(organization);
      expect(rights).toEqual(cells.filter(({ allowed }) => allowed));
      expect(refused).toBe(cells.length - rights.length);
    }
  });

  it("grows with the teams and not with their square", () => {
    const rightsOf = (count: number) => accessRights(ofTeams(count, () => 0.9)).rights.length;
    const [few, many] = [rightsOf(20), rightsOf(200)];
    expect(many / few).toBeLessThan(11);
  });
});

describe("accessReport", () => {
  it("tells what each person is", () => {
    const { people } = accessReport(reference);
    expect(people["ada"]).toEqual(["checkout owner"]);
    expect(people["pat"]).toEqual(["platform administrator"]);
  });

  it("writes what is allowed, and how much is refused", () => {
    const text = accessMarkdown(accessReport(reference));
    expect(text).toContain("| hana | search developer |");
    expect(text).toContain(
      "| checkout viewer | namespace payments-ledger in prod | read workloads |",
    );
    expect(text).toMatch(/\d+ rights; \d+ other combinations are refused\./);
  });

  it("tells new rights before gone ones, and new administrators before all", () => {
    const changed = withPayments({ members: { owner: ["emil"], developer: [], viewer: ["fay"] } });
    const { identity } = changed;
    const after: Organization =
      identity.mode === "existing"
        ? changed
        : { ...changed, identity: { ...identity, administrators: ["pat", "ada"] } };
    expect(accessChanges(accessReport(reference), accessReport(after))).toEqual([
      { change: "new", text: "ada: platform administrator" },
      { change: "new", text: "emil: payments owner" },
      { change: "gone", text: "dina: payments owner" },
      { change: "gone", text: "emil: payments developer" },
    ]);
    expect(accessChanges(accessReport(after), accessReport(after))).toEqual([]);
  });
});
