import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { components, providersOf, type Whole } from "./components";
import { identityOf, startEngine, treeOf } from "./harness";

/** What a resource's URN is made of. */
interface Identity {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
}
type Golden = Readonly<Record<string, readonly Identity[]>>;

const file = join(__dirname, "urns.golden.json");
let golden: Golden = {};

const line = ({ type, name, parent }: Identity) => `${type} ${name} in ${parent || "the stack"}`;

/** What to do about the difference, or nothing when there is none. */
function complaint(before: readonly Identity[], after: readonly Identity[]): string {
  const [old, now] = [before.map(line), after.map(line)];
  const gone = old.filter((entry) => !now.includes(entry)).map((entry) => `  - ${entry}`);
  const added = now.filter((entry) => !old.includes(entry)).map((entry) => `  + ${entry}`);
  if (gone.length + added.length === 0 && old.length === now.length) {
    return "";
  }
  return [
    "URNs differ from tests/urns.golden.json:",
    ...gone,
    ...added,
    "A rename needs an alias with the old name, or existing stacks replace the resource.",
    "To accept the new list: UPDATE_URNS=1 npx vitest run tests/urns.test.ts",
  ].join("\n");
}

async function identities(whole: Whole): Promise<Identity[]> {
  await startEngine({}, whole.there);
  const component = whole.make("dev", { providers: providersOf(whole) });
  const found = await Promise.all((await treeOf(component)).map(identityOf));
  return found.sort((a, b) => (line(a) < line(b) ? -1 : 1));
}

/** JSON with a resource a line, so that a review shows what changed. */
function format(lists: Golden): string {
  const blocks = Object.entries(lists).map(([type, list]) => {
    const rows = list.map((identity) => `    ${JSON.stringify(identity)}`);
    return `  ${JSON.stringify(type)}: [\n${rows.join(",\n")}\n  ]`;
  });
  return `{\n${blocks.join(",\n")}\n}\n`;
}

beforeAll(async () => {
  if (process.env["UPDATE_URNS"] === "1") {
    const lists: Record<string, Identity[]> = {};
    for (const [type, whole] of Object.entries(components)) {
      lists[type] = await identities(whole);
    }
    writeFileSync(file, format(lists));
  }
  golden = JSON.parse(readFileSync(file, "utf8")) as Golden;
});

describe("URNs, which a rename breaks", () => {
  it.each(Object.entries(components))("%s keeps its URNs", async (type, whole) => {
    const now = await identities(whole);
    expect(complaint(golden[type] ?? [], now)).toBe("");
  });

  it("has no golden list of a component that is gone", () => {
    expect(Object.keys(golden).sort()).toEqual(Object.keys(components).sort());
  });

  it("says that a rename needs an alias", () => {
    const old = { type: "aws:ec2/eip:Eip", name: "dev-nat-a", parent: "groundwork:network:Vpc" };
    expect(complaint([old], [{ ...old, name: "dev-way-out-a" }])).toBe(
      [
        "URNs differ from tests/urns.golden.json:",
        "  - aws:ec2/eip:Eip dev-nat-a in groundwork:network:Vpc",
        "  + aws:ec2/eip:Eip dev-way-out-a in groundwork:network:Vpc",
        "A rename needs an alias with the old name, or existing stacks replace the resource.",
        "To accept the new list: UPDATE_URNS=1 npx vitest run tests/urns.test.ts",
      ].join("\n"),
    );
  });
});
