import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { checkNetwork, type NetworkOptions } from "../../cli/src/actions/check-network";
import { inProcess } from "../sandbox/in-process";

const root = join(__dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "groundwork-check-"));
afterAll(() => {
  rmSync(place, { recursive: true });
});

/** The check, in this process. */
const check = (options: NetworkOptions) =>
  inProcess(process.env, () => checkNetwork(root, options));

function audit(text: string, json = false) {
  const file = join(place, "plan.yaml");
  writeFileSync(file, text);
  return check({ audit: file, json });
}

const sound = "ranges:\n  - { cidr: 10.0.0.0/16, purpose: dev, kind: vpc }\n";
const wrong = `${sound}  - { cidr: 10.0.0.0/24, purpose: the office }\n`;

describe("groundwork check network --audit", () => {
  it("passes a sound plan", async () => {
    const { status, stdout } = await audit(sound);
    expect([status, stdout]).toEqual([0, `${join(place, "plan.yaml")}: no findings\n`]);
  });

  it("fails on a finding, and names it", async () => {
    const { status, stdout, stderr } = await audit(wrong);
    expect(status).toBe(1);
    expect(stdout).toBe(
      `overlap: ${join(place, "plan.yaml")}: ranges[1], cidr: 10.0.0.0/24 (the office): it overlaps ranges[0] 10.0.0.0/16 (dev); ` +
        "want addresses of its own; move one of them, or say which is cut from the other\n",
    );
    expect(stderr).toContain("plan.yaml: 1 findings");
  });

  it("prints JSON, and reads it", async () => {
    const json = JSON.stringify({ ranges: [{ cidr: "ten", purpose: "x" }] });
    const { findings } = JSON.parse((await audit(json, true)).stdout) as { findings: object[] };
    expect(findings).toMatchObject([
      { rule: "malformed", file: join(place, "plan.yaml"), path: "ranges[0]", column: "cidr" },
    ]);
  });

  it.each([
    ["", "(file): want a map, got nothing"],
    ["ranges: []", "ranges: want one range at least, got []"],
    ["ranges: [{ cidr: 10.0.0.0/8 }]", "ranges.0.purpose: want a text, got nothing"],
    ["ranges: [{ cidr: 10.0.0.0/8, purpose: x, porpose: y }]", 'ranges.0: want no key "porpose"'],
    [`${sound}horizonMonths: 0`, "horizonMonths: want 1 to 120, got 0"],
    ["ranges: [", "(file): want YAML or JSON, got Flow sequence"],
  ])("refuses the file %j", async (text, message) => {
    const { status, stderr } = await audit(text);
    expect(status).toBe(1);
    expect(stderr).toContain("is no plan of addresses:");
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("names a file that is not there", () => {
    const main = join(root, "cli/dist/main.js");
    const args = [main, "check", "network", "--audit", "none.yaml"];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: place, encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toBe('groundwork: --audit: want a file that is there, got "none.yaml"\n');
  });
});

describe("groundwork check network", () => {
  it("gives each environment, tier and zone its room and runway", () => {
    const args = [join(root, "cli/dist/main.js"), "check", "network", "--json"];
    const env = { ...process.env, GROUNDWORK_ROOT: root };
    const { status, stdout } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
    expect(status).toBe(0);
    const { environments, horizonMonths } = JSON.parse(stdout) as {
      horizonMonths: number;
      environments: Record<string, { tiers: Record<string, Record<string, Zone>> }>;
    };
    expect(Object.keys(environments)).toEqual(["dev", "prod"]);
    for (const { tiers } of Object.values(environments)) {
      expect(Object.keys(tiers)).toHaveLength(6);
      for (const zone of Object.values(tiers).flatMap((zones) => Object.values(zones))) {
        expect(zone.cidr.length).toBeGreaterThan(0);
        expect(zone.neededByMonth).toHaveLength(horizonMonths + 1);
        expect(zone.usable).toBeGreaterThanOrEqual(zone.neededByMonth.at(-1) ?? 0);
        expect(zone.runwayMonths).toBeGreaterThan(horizonMonths);
      }
    }
  });

  it("prints a table, and draws a page with a chart for each tier", async () => {
    const file = join(place, "plan.html");
    const { status, stdout } = await check({ html: file });
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/prod .* nodes .* eu-west-1c .* months/),
    ]);
    const page = readFileSync(file, "utf8");
    expect(page.match(/<svg/g)).toHaveLength(12);
    expect(page).toContain("dev: nodes, a zone");
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  it("compares with what an account has of its quotas, and says how to ask for more", async () => {
    const file = join(place, "quotas.json");
    const quota = (QuotaCode: string, Value: number) => ({ ServiceCode: "vpc", QuotaCode, Value });
    writeFileSync(file, JSON.stringify({ Quotas: [quota("L-407747CB", 10)] }));
    const quotas = [`prod/eu-west-1=${file}`];
    const { status, stderr } = await check({ quotas });
    expect(status).toBe(1);
    expect(stderr).toContain(
      "account prod, eu-west-1: Subnets per VPC: want 18, got 10; aws service-quotas request-service-quota-increase",
    );
    writeFileSync(file, JSON.stringify({ Quotas: [quota("L-407747CB", 200)] }));
    expect((await check({ quotas })).status).toBe(0);
  });

  it.each([
    ["prod=x", 2, '--quotas: want <account>/<region>=<file>, got "prod=x"'],
    ["qa/eu-west-1=x", 2, "want one of nonprod/eu-west-1, prod/eu-west-1"],
    [
      "prod/eu-west-1=no.json",
      1,
      "no.json: want what list-service-quotas printed, got no such file",
    ],
  ])("refuses quotas of %s in one sentence", async (given, code, message) => {
    const { status, stderr } = await check({ quotas: [given] });
    expect(status).toBe(code);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

interface Zone {
  readonly cidr: readonly string[];
  readonly usable: number;
  readonly neededByMonth: readonly number[];
  readonly runwayMonths: number;
}
