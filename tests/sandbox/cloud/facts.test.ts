import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { Declarations } from "../../../sandbox/src/cloud/declarations";
import { factsFor, knownTokens } from "../../../sandbox/src/cloud/facts";

const packages = new Map<string, Declarations>();

function declarationOf(token: string) {
  const [pkg = ""] = token.split(":");
  const folder = join(__dirname, "../../../node_modules/@pulumi", pkg);
  const cache = join(tmpdir(), "groundwork-declarations", pkg);
  const declarations = packages.get(pkg) ?? new Declarations(folder, cache);
  packages.set(pkg, declarations);
  return declarations.of(token);
}

/** Whether the SDK declares the first part of a path among the kind's inputs. */
function declares(token: string, path: string): boolean {
  const [first = ""] = path.split(".");
  return first in (declarationOf(token)?.inputs ?? {});
}

describe.each(knownTokens)("%s", (token) => {
  const facts = factsFor(token);

  it("is declared by the installed SDK", () => {
    expect(declarationOf(token)?.token).toBe(token);
  });

  it("names only properties that the SDK declares, and says where its facts come from", () => {
    const paths = [
      ...(facts?.replaceOn ?? []),
      ...(facts?.required ?? []),
      ...Object.keys(facts?.references ?? {}),
      ...(facts?.autoName === undefined ? [] : [facts.autoName]),
    ];
    expect(paths.filter((path) => !declares(token, path))).toEqual([]);
    expect(facts?.source).toMatch(/https:\/\/|terraform-provider/);
  });

  it("refers only to kinds that have facts", () => {
    const named = Object.values(facts?.references ?? {}).map((reference) => reference.token);
    expect(named.filter((other) => factsFor(other) === undefined)).toEqual([]);
  });
});
