import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
