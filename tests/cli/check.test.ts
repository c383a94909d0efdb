import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

const root = join(__dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "groundwork-check-"));
afterAll(() => {
  rmSync(place, { recursive: true });
});

function audit(text: string, ...more: string[]) {
  const file = join(place, "plan.yaml");
  writeFileSync(file, text);
  const args = [join(root, "cli/dist/main.js"), "check", "network", "--audit", file, ...more];
  return spawnSync(process.execPath, args, { cwd: place, encoding: "utf8" });
}

const sound = "ranges:\n  - { cidr: 10.0.0.0/16, purpose: dev, kind: vpc }\n";
const wrong = `${sound}  - { cidr: 10.0.0.0/24, purpose: the office }\n`;

describe("groundwork check network --audit", () => {
  it("passes a sound plan", () => {
    const { status, stdout } = audit(sound);
    expect([status, stdout]).toEqual([0, `${join(place, "plan.yaml")}: no findings\n`]);
  });

  it("fails on a finding, and names it", () => {
    const { status, stdout, stderr } = audit(wrong);
    expect(status).toBe(1);
    expect(stdout).toBe(
      "overlap: ranges[1]: 10.0.0.0/24 (the office): it overlaps ranges[0] 10.0.0.0/16 (dev)\n",
    );
    expect(stderr).toContain("plan.yaml: 1 findings");
  });

  it("prints JSON, and reads it", () => {
    const json = JSON.stringify({ ranges: [{ cidr: "ten", purpose: "x" }] });
    const { findings } = JSON.parse(audit(json, "--json").stdout) as { findings: object[] };
    expect(findings).toMatchObject([{ rule: "malformed", path: "ranges[0]" }]);
  });

  it.each([
    ["", "(file): want a map, got nothing"],
    ["ranges: []", "ranges: want one range at least, got []"],
    ["ranges: [{ cidr: 10.0.0.0/8 }]", "ranges.0.purpose: want a text, got nothing"],
    ["ranges: [{ cidr: 10.0.0.0/8, purpose: x, porpose: y }]", 'ranges.0: want no key "porpose"'],
    [`${sound}horizonMonths: 0`, "horizonMonths: want 1 to 120, got 0"],
    ["ranges: [", "(file): want YAML or JSON, got Flow sequence"],
  ])("refuses the file %j", (text, message) => {
    const { status, stderr } = audit(text);
    expect(status).toBe(1);
    expect(stderr).toContain("is no plan of addresses:");
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("names a file that is not there", () => {
    const main = join(root, "cli/dist/main.js");
    const args = [main, "check", "network", "--audit", "none.yaml"];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: place, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("none.yaml: want a plan of addresses, JSON or YAML, got no such file");
  });
});

describe("groundwork check network", () => {
  function check(...more: string[]) {
    const args = [join(root, "cli/dist/main.js"), "check", "network", ...more];
    return spawnSync(process.execPath, args, {
      cwd: root,
      env: { ...process.env, GROUNDWORK_ROOT: root },
      encoding: "utf8",
    });
  }

  it("gives each environment, tier and zone its room and runway", () => {
    const { status, stdout } = check("--json");
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

  it("prints a table, and draws a page with a chart for each tier", () => {
    const file = join(place, "plan.html");
    const { status, stdout } = check("--html", file);
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/prod .* nodes .* eu-west-1c .* months/),
    ]);
    const page = readFileSync(file, "utf8");
    expect(page.match(/<svg/g)).toHaveLength(12);
    expect(page).toContain("dev: nodes, a zone");
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  it("compares with what an account has of its quotas, and says how to ask for more", () => {
    const file = join(place, "quotas.json");
    const quota = (QuotaCode: string, Value: number) => ({ ServiceCode: "vpc", QuotaCode, Value });
    writeFileSync(file, JSON.stringify({ Quotas: [quota("L-407747CB", 10)] }));
    const { status, stderr } = check("--quotas", `prod/eu-west-1=${file}`);
    expect(status).toBe(1);
    expect(stderr).toContain(
      "account prod, eu-west-1: Subnets per VPC: want 18, got 10; aws service-quotas request-service-quota-increase",
    );
    writeFileSync(file, JSON.stringify({ Quotas: [quota("L-407747CB", 200)] }));
    expect(check("--quotas", `prod/eu-west-1=${file}`).status).toBe(0);
  });

  it.each([
    ["prod=x", '--quotas: want <account>/<region>=<file>, got "prod=x"'],
    ["qa/eu-west-1=x", "want one of nonprod/eu-west-1, prod/eu-west-1"],
    ["prod/eu-west-1=no.json", "no.json: want what list-service-quotas printed, got no such file"],
  ])("refuses quotas of %s in one sentence", (given, message) => {
    const { status, stderr } = check("--quotas", given);
    expect(status).toBe(1);
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
