import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { blastOf, lossesOf, protectedKinds } from "../../cli/src/gate/judging/protected";
import { verdictOf } from "../../cli/src/gate/judging/verdict";
import { lossText } from "../../cli/src/gate/reports/texts";
import { previewed } from "./gate-judging";

describe("a protected resource", () => {
  const plan = [
    { name: "network.dev", after: [] },
    { name: "cluster.dev", after: ["network.dev"] },
    { name: "environment.dev", after: ["cluster.dev"] },
    { name: "team.payments", after: [] },
    { name: "workspace.payments.dev", after: ["team.payments", "environment.dev"] },
    { name: "workspace.search.dev", after: ["environment.dev"] },
    { name: "network.prod", after: [] },
  ];
  const urn = "urn:pulumi:network.dev::groundwork::aws:ec2/vpc:Vpc::dev";
  const change = (op: string, type = "aws:ec2/vpc:Vpc") => ({
    op,
    type,
    name: "dev",
    urn,
    properties: [],
  });
  const approval = {
    stack: "network.dev",
    resource: "urn:pulumi:network.dev::*::*Vpc::dev",
    action: "replace",
    approvedBy: "ada",
    until: "2026-03-31",
  } as const;
  const replaced = ["create-replacement", "replace", "delete-replaced"].map((op) => change(op));
  const losses = (approvals: readonly object[], changes = replaced) =>
    lossesOf("network.dev", changes, plan, approvals as never, "2026-03-10");

  it("names what it takes along, the stacks behind it and their teams", () => {
    const [loss, ...others] = losses([]);
    expect(others).toEqual([]);
    expect(loss && lossText(loss).split("\n")).toEqual([
      `LOSS replace ${urn}`,
      "  it takes along the network and everything in it; behind it: cluster.dev, environment.dev, workspace.payments.dev, workspace.search.dev; teams payments, search",
      `  fix: change the program so that it stays, or have approvals.yaml say { stack: network.dev, resource: "${urn}", action: replace, approvedBy: <who>, until: <date> }`,
    ]);
    const closed = verdictOf({ ...previewed, losses: losses([]) });
    expect([closed.state, closed.why]).toEqual(["failed", [`replace of ${urn} is not approved`]]);
    expect(blastOf("team.payments", plan)).toEqual({
      stacks: ["workspace.payments.dev"],
      teams: ["payments"],
    });
    expect(blastOf("network.prod", plan)).toEqual({ stacks: [], teams: [] });
  });

  it("may go by name, kind of loss and date", () => {
    const [loss] = losses([approval]);
    expect(loss?.approved).toBe("ada until 2026-03-31");
    for (const until of ["2026-03-10", "2026-04-09"]) {
      const [approved] = losses([{ ...approval, until }]);
      expect(approved?.approved).toBe(`ada until ${until}`);
      expect(approved && lossText(approved).split("\n").slice(2)).toEqual([
        `  approved by ada until ${until}`,
        "  next: if Pulumi refuses it as protected, `pulumi state unprotect <urn>` first; docs/gate.md, After an approval",
      ]);
    }
    expect(verdictOf({ ...previewed, losses: losses([approval]) }).state).toBe("open");
  });

  it.each<[object, string[]]>([
    [{ until: "2026-03-09" }, ["of ada ended on 2026-03-09"]],
    [{ until: "2026-04-10" }, ["of ada until 2026-04-10: want an end within 30 days from today"]],
    [{ action: "delete" }, []],
    [{ stack: "network.prod" }, []],
    [{ resource: "urn:pulumi:network.dev::*::*Vpc::prod" }, []],
  ])("may not by an approval with %j", (with_, refusals) => {
    const [loss] = losses([{ ...approval, ...with_ }]);
    expect(loss?.approved).toBeUndefined();
    expect(loss?.refusals).toEqual(refusals);
  });

  it("is lost by a delete, and not by other changes, nor is one of another kind", () => {
    expect(losses([], [change("delete")])).toMatchObject([{ action: "delete" }]);
    expect(
      losses(
        [],
        ["create", "update", "import"].map((op) => change(op)),
      ),
    ).toEqual([]);
    expect(losses([], [change("delete", "aws:ec2/route:Route")])).toEqual([]);
  });

  it("is of kinds that the installed SDKs have", () => {
    for (const type of Object.keys(protectedKinds)) {
      const [pkg = "", module = "", kind = ""] = type.split(":");
      const folder = module
        .replace("index/", "")
        .replace(/^([\w]+)\/[a-z].*[A-Za-z]$/, (all, first: string) =>
          pkg === "kubernetes" ? all : first,
        );
      const name = kind.charAt(0).toLowerCase() + kind.slice(1);
      const at = module.startsWith("index/") ? name : `${folder}/${name}`;
      const source = readFileSync(`node_modules/@pulumi/${pkg}/${at}.js`, "utf8");
      expect(source, type).toContain(type);
    }
  });
});
