import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { mendStates, requireRoom } from "../../sandbox/src/engine/state";

let folder: string;
let state: string;
let told: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-state-"));
  const stacks = join(folder, "backend/.pulumi/stacks/acme");
  mkdirSync(stacks, { recursive: true });
  state = join(stacks, "network.dev.json");
  told = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const mend = () => {
  mendStates(join(folder, "backend"), folder, (line) => told.push(line));
};

describe("mendStates", () => {
  it("leaves whole states as they are", () => {
    writeFileSync(state, '{"version":3}');
    writeFileSync(`${state}.bak`, '{"version":2}');
    mend();
    expect(readFileSync(state, "utf8")).toBe('{"version":3}');
    expect(told).toEqual([]);
  });

  it.each(["", '{"version":3,"chec'])("takes the write before one that left %j", (text) => {
    writeFileSync(state, text);
    writeFileSync(`${state}.bak`, '{"version":2}');
    mend();
    expect(readFileSync(state, "utf8")).toBe('{"version":2}');
    expect(told).toEqual(["network.dev: its last write was cut short; took the one before"]);
  });

  it("names a state that no write is left of, and how to start anew", () => {
    writeFileSync(state, "{");
    writeFileSync(`${state}.bak`, "{");
    expect(mend).toThrow(
      [
        `${state}: want the state of a stack, got a file that was cut short`,
        `Remove ${folder} and run \`groundwork sandbox up\` again; it holds nothing but the simulation.`,
      ].join("\n"),
    );
  });
});

describe("requireRoom", () => {
  it("takes a place with room, and makes it", () => {
    expect(() => {
      requireRoom(join(folder, "new"), 1);
    }).not.toThrow();
  });

  it("names a place without room before anything is written", () => {
    expect(() => {
      requireRoom(folder, 1e12);
    }).toThrow(/^.*: want 1000000000000 MB free, got \d+; make room, or name another place/);
  });
});
