import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

import { closest, distance } from "fastest-levenshtein";

import { factsFor, type KindFacts, type ValueType } from "./facts";
import type { CloudStore, Properties, Stored } from "./store";

/** Stands for a value that a preview does not know yet (the SDK's sentinel). */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A refusal, in the words of the real service where it has some. */
export class Refused extends Error {}

/** One bad property. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

/** What the offline cloud does, without the wire. */
export class OfflineCloud {
  /** Account and region of this provider. */
  public partition = "000000000000/us-east-1";

  public constructor(
    private readonly pkg: string,
    private readonly store: () => CloudStore,
  ) {}

  public check(token: string, inputs: Properties): Failure[] {
    const facts = this.facts(token);
    const missing = facts.required
      .filter((name) => inputs[name] === undefined)
      .map((property) => ({
        property,
        reason: `want a ${facts.inputs[property] ?? "value"}, got nothing`,
      }));
    const wrong = Object.entries(inputs)
      .filter(([name]) => !name.startsWith("__"))
      .flatMap(([property, value]) => problem(facts, property, value));
    return [...missing, ...wrong];
  }

  public diff(
    token: string,
    olds: Properties,
    news: Properties,
  ): { changed: string[]; replaces: string[] } {
    const facts = this.facts(token);
    const changed = Object.keys(facts.inputs).filter((k) => !isDeepStrictEqual(olds[k], news[k]));
    return { changed, replaces: changed.filter((name) => facts.replaceOn.includes(name)) };
  }

  public create(token: string, inputs: Properties): Stored {
    const facts = this.facts(token);
    const store = this.store();
    return store.exclusively(() => {
      const held = store.list(this.partition);
      refuseDangling(facts, inputs, held);
      const problems = facts.refuse?.(inputs, held) ?? [];
      if (problems.length > 0) {
        throw new Refused(`SIMULATED ${this.pkg}: ${problems.join("; ")}`);
      }
      const id = `${facts.idPrefix}-${randomBytes(9).toString("hex").slice(0, 17)}`;
      const stored = {
        id,
        token,
        partition: this.partition,
        inputs,
        state: this.stateOf(token, id, inputs),
      };
      store.put(stored);
      return stored;
    });
  }

  public update(token: string, id: string, inputs: Properties): Stored {
    const store = this.store();
    return store.exclusively(() => {
      refuseDangling(this.facts(token), inputs, store.list(this.partition));
      if (store.get(this.partition, token, id) === undefined) {
        throw new Refused(`SIMULATED ${this.pkg}: ${token} ${id} does not exist`);
      }
      const stored = {
        id,
        token,
        partition: this.partition,
        inputs,
        state: this.stateOf(token, id, inputs),
      };
      store.put(stored);
      return stored;
    });
  }

  public read(token: string, id: string): Stored | undefined {
    this.facts(token);
    return this.store().get(this.partition, token, id);
  }

  /** Refuses while another resource refers to this one, as EC2 does. */
  public delete(token: string, id: string): void {
    const store = this.store();
    store.exclusively(() => {
      const user = store.list(this.partition).find((other) => refersTo(other, token, id));
      if (user !== undefined) {
        throw new Refused(
          `SIMULATED ${this.pkg}: DependencyViolation: ${id} is used by ${user.id}`,
        );
      }
      store.remove(this.partition, token, id);
    });
  }

  private stateOf(token: string, id: string, inputs: Properties): Properties {
    const [account = "", region = ""] = this.partition.split("/");
    const kind = (token.split(":").at(-1) ?? "")
      .replace(/(?!^)[A-Z]/g, (c) => `-${c}`)
      .toLowerCase();
    return { ...inputs, id, region, arn: `arn:aws:ec2:${region}:${account}:${kind}/${id}` };
  }

  private facts(token: string): KindFacts {
    const facts = factsFor(token);
    if (facts === undefined) {
      throw new Refused(
        `SIMULATED ${this.pkg}: the offline cloud has no facts for ${token}; add them in sandbox/src/cloud/facts`,
      );
    }
    return facts;
  }
}

function problem(facts: KindFacts, property: string, value: unknown): Failure[] {
  const type = facts.inputs[property];
  if (type === undefined) {
    const names = Object.keys(facts.inputs);
    const meant = closest(property, names);
    const hint = distance(property, meant) <= 3 ? `; did you mean "${meant}"?` : "";
    return [{ property, reason: `no such property${hint}` }];
  }
  const ok = value === undefined || value === unknownValue || hasType(value, type);
  return ok ? [] : [{ property, reason: `want a ${type}, got ${JSON.stringify(value)}` }];
}

function hasType(value: unknown, type: ValueType): boolean {
  switch (type) {
    case "list":
      return Array.isArray(value);
    case "map":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function referred(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === "string");
}

function refuseDangling(facts: KindFacts, inputs: Properties, held: readonly Stored[]): void {
  for (const [property, { token, code }] of Object.entries(facts.references)) {
    for (const id of referred(inputs[property])) {
      if (!held.some((r) => r.id === id && r.token === token)) {
        throw new Refused(`SIMULATED aws: ${code}: ${property} ${id} does not exist`);
      }
    }
  }
}

function refersTo(other: Stored, token: string, id: string): boolean {
  const references = Object.entries(factsFor(other.token)?.references ?? {});
  return references.some(
    ([p, ref]) => ref.token === token && referred(other.inputs[p]).includes(id),
  );
}
