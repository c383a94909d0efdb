import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { foreseeRecovery, type Place, questionText } from "../../cli/src/engine";
import {
  importIdOf,
  isRemade,
  patterns,
  sourceOf,
  withoutName,
} from "../../cli/src/engine/recovery/import-ids";
import golden from "../urns.golden.json";

const modules = join(__dirname, "../../node_modules");

/** Every kind of a provider's that a component makes, but for Kubernetes, whose ids are alike. */
const kinds = [
  ...new Set(
    Object.values(golden)
      .flat()
      .map(({ type }) => type)
      .filter((type) => !/^(groundwork|pulumi|policy|kubernetes):/.test(type)),
  ),
].sort();

/** What the installed SDK says of a kind's import, as its provider documents it. */
function documented(type: string): string {
  const [pkg = "", path = ""] = type.split(":");
  const file = join(modules, "@pulumi", pkg, `${path.replace(/^index\//, "")}.d.ts`);
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return /(?:## Import\n|Using `pulumi import`)([\s\S]*?)\*\//.exec(text)?.[1] ?? "";
}

describe("recover", () => {
  it("knows of every kind that a component makes how it is found, in one way", () => {
    expect(kinds.length).toBeGreaterThan(90);
    const ways = kinds.map((type) => {
      const known = [Object.hasOwn(patterns, type), isRemade({ type }), withoutName.has(type)];
      return [type, known.filter(Boolean).length] as const;
    });
    expect(ways.filter(([, count]) => count !== 1)).toEqual([]);
  });

  it("knows no kind that no SDK has", () => {
    const all = [...Object.keys(patterns), ...withoutName].filter(
      (type) => !type.startsWith("kubernetes:"),
    );
    const absent = all.filter((type) => {
      const [pkg = "", path = ""] = type.split(":");
      return !existsSync(join(modules, "@pulumi", pkg, `${path.replace(/^index\//, "")}.d.ts`));
    });
    expect(absent).toEqual([]);
  });

  it.each(Object.entries(patterns).filter(([type]) => /^(aws|keycloak|github|vault):/.test(type)))(
    "finds a %s by an id of the documented form",
    (type, pattern) => {
      const text = documented(type);
      const examples = [...text.matchAll(/pulumi import \S+ \S+ (\S+)/g)].map(([, id]) => id ?? "");
      const [, form = /^$/] = [...text.matchAll(/`(\{\{[^`]+)`/g)].map(([, each = ""]) => each);
      const shape = new RegExp(`^${pattern.replace(/\{[^}]+\}/g, ".+").replaceAll("+/", "+\\/")}$`);
      const isDocumented =
        examples.some((id) => shape.test(id.replaceAll('"', ""))) ||
        (typeof form === "string" && shape.test(form));
      expect(isDocumented, `${pattern} in ${sourceOf(type)}: ${text}`).toBe(true);
    },
  );

  it("leaves to the next run only kinds that nothing imports", () => {
    for (const type of kinds.filter((each) => isRemade({ type: each }))) {
      expect(documented(type)).toMatch(/^$|does not support import/);
    }
  });

  it("asks for an id only where an id is what the provider wants", () => {
    const byName = [...withoutName].filter((type) =>
      /import .* by (the )?name|using the `name`|using their name/i.test(documented(type)),
    );
    expect(byName).toEqual([]);
  });

  it("leaves what no provider imports to the next run, and names the page of what it asks for", async () => {
    const urnOf = (type: string) =>
      `urn:pulumi:identity::acme::groundwork:identity:Realm$${type}::x`;
    const events = "keycloak:index/realmEvents:RealmEvents";
    const user = "keycloak:index/user:User";
    const pending = [events, user].map((type) => ({
      type: "creating",
      resource: { urn: urnOf(type), type, inputs: { realmId: "acme" } },
    }));
    const pulumi = (command: string) =>
      Promise.resolve(
        JSON.stringify(
          command === "whoami"
            ? { url: "file:///nonexistent" }
            : { version: 3, deployment: { pending_operations: pending } },
        ),
      );
    const place = { pulumi, project: { name: "acme" } } as unknown as Place;
    const { steps } = await foreseeRecovery(place, "identity");
    expect(steps).toEqual([
      { step: "remake", urn: urnOf(events) },
      { step: "ask", urn: urnOf(user) },
      { step: "refresh" },
    ]);
    expect(questionText("identity", urnOf(user))).toContain(
      "(https://www.pulumi.com/registry/packages/keycloak/api-docs/user/#import)",
    );
  });

  it("finds none without the inputs that make the id", () => {
    for (const type of [...kinds, "constructor", "__proto__", ""]) {
      expect(importIdOf({ urn: "urn:pulumi:a::b::c::d", type, inputs: {} })).toBeUndefined();
    }
  });
});
