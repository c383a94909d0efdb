import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Sandbox } from "@groundwork-iac/sandbox";
import { afterAll, describe, expect, it } from "vitest";

import { inWhole } from "../runs";
import { ForeignProject } from "./foreign";

const project = new ForeignProject([".", "policy", "sandbox", "cli"]);

afterAll(() => {
  project.remove();
});

describe("bucket-and-role, where one provider's SDK is installed", () => {
  it("compiles, comes up and goes", () => {
    project.install("bucket-and-role");
    const sdks = readdirSync(join(project.place, "node_modules/@pulumi"));
    expect(sdks.sort()).toEqual(["aws", "pulumi"]);
    expect(project.typeErrors("bucket-and-role")).toBe("");

    project.groundwork("bucket-and-role", "sandbox", "up", "live");
    expect(project.outputs("bucket-and-role")).toEqual({
      live: {
        bucket: "invoices-444444444444",
        role: "arn:aws:iam::444444444444:role/invoices-upload",
      },
    });
    const down = project.groundwork("bucket-and-role", "sandbox", "down");
    expect(down).toContain("store is empty");
  });
});

describe("replaced-layer, and contract-reader beside it", () => {
  it("compiles, but for a program that breaks its layer's contract", () => {
    project.install("contract-reader", "replaced-layer");
    expect(project.typeErrors("contract-reader")).toBe("");

    const folder = project.folder("replaced-layer");
    const text = readFileSync(join(folder, "network.ts"), "utf8");
    const broken = join(folder, "broken.ts");
    writeFileSync(broken, text.replace("vpcId: vpc.id, cidr,", "vpcId: vpc.id,"));
    const errors = project.typeErrors("replaced-layer");
    rmSync(broken);
    expect(errors).toContain("Property 'cidr' is missing");
    expect(new Set(errors.match(/^\S+(?=\()/gm))).toEqual(new Set(["broken.ts"]));
  });

  inWhole(() => {
    it("the platform's cluster lies in the network of the company's own program", () => {
      const up = project.groundwork("replaced-layer", "sandbox", "up", "cluster.main");
      expect(up).toContain("3 of 3 stacks are up");
      const { "network.main": network, "cluster.main": cluster } =
        project.outputs("replaced-layer");
      expect(network).toMatchObject({ cidr: "10.0.0.0/22", routeTableIds: {}, contractVersion: 2 });
      expect(cluster).toMatchObject({ clusterName: "soylent-main" });
    });

    it("a stack of another project reads the network's contract", () => {
      const reader = project.folder("contract-reader");
      process.env["XDG_STATE_HOME"] = project.state;
      const sandbox = new Sandbox({
        root: project.folder("replaced-layer"),
        name: "soylent-platform",
        main: "index.ts",
      });
      const pulumi = (...args: string[]) =>
        spawnSync(join(sandbox.paths.engine, "bin/pulumi"), [...args, "--non-interactive"], {
          cwd: reader,
          env: { ...process.env, ...sandbox.environment },
          encoding: "utf8",
        });
      const made = pulumi("stack", "init", "live");
      expect(made.status, made.stderr).toBe(0);
      const up = pulumi("up", "--stack", "live", "--skip-preview");
      expect(up.status, up.stdout + up.stderr).toBe(0);
      const printed = pulumi("stack", "output", "--json", "--stack", "live");
      const data = project.outputs("replaced-layer")["network.main"]?.["subnetIds"] as {
        readonly data: Readonly<Record<string, readonly string[]>>;
      };
      expect(JSON.parse(printed.stdout)).toEqual({
        group: expect.stringMatching(/^sg-/) as unknown,
        subnets: Object.values(data.data).flat(),
      });
      expect(pulumi("destroy", "--yes", "--stack", "live").status).toBe(0);
      project.groundwork("replaced-layer", "sandbox", "down", "--purge");
    });
  });
});
