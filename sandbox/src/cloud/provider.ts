import { createHash, randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

import { checkInputs, type Failure } from "./check";
import type { Declaration } from "./declarations";
import { factsFor, knownTokens } from "./facts";
import type { KindFacts, Scope } from "./facts/kind-facts";
import { dangling, duplicates, goesWith, refersTo } from "./references";
import type { Bag, CloudStore, Stored } from "./store";
import { at, type Unwrapped, withoutEmpty, withValue } from "./values";

/** A refusal, in the real service's words if they are known. */
export class Refused extends Error {}

/** The place of one provider's resources. */
export interface Place {
  /** AWS account, GitHub owner, or the server's address. */
  readonly account: string;
  /** AWS region; empty elsewhere. */
  readonly region: string;
  /** ARN of the role that the provider assumes, if any. */
  readonly role?: string;
}

/** The parts of a plugin's process that the offline cloud uses. */
export interface Ground {
  readonly pkg: string;
  readonly store: () => CloudStore;
  readonly declaration: (token: string) => Declaration | undefined;
  /** Why this place can't be reached, such as a cluster that no one made; omitted if it can. */
  readonly unreachable?: (place: Place) => string | undefined;
  /** Start of the lines about a kind. Default: a label that says it is simulated. */
  readonly label?: (token: string) => string | undefined;
}

/** The offline cloud's answer to each call, without the protocol. */
export class OfflineCloud {
  /** Set when the engine configures the provider. */
  public place: Place = { account: "000000000000", region: "us-east-1" };

  public constructor(private readonly ground: Ground) {}

  /** Inputs with the provider's own names filled in, and every problem of them. */
  public check(
    token: string,
    name: string,
    { plain, secrets }: Unwrapped,
    olds: Bag = {},
    seed: Uint8Array = randomBytes(32),
  ): { inputs: Bag; failures: Failure[] } {
    const facts = this.facts(token);
    const declaration = facts.undeclared ? anything : this.ground.declaration(token);
    if (declaration === undefined) {
      throw new Refused(`${this.label(token)}: the installed SDK has no kind ${token}`);
    }
    const inputs = named(facts, name, plain, olds, seed);
    const hidden = secrets.map((path) => path.join("."));
    const hides = (path: string) => hidden.some((secret) => path.startsWith(secret));
    return { inputs, failures: checkInputs(declaration, inputs, facts.required, hides) };
  }

  /** Top-level properties that changed, and the paths that make the change a replacement. */
  public diff(token: string, olds: Bag, news: Bag) {
    const facts = this.facts(token);
    const differs = (path: string) =>
      !isDeepStrictEqual(withoutEmpty(at(olds, path)), withoutEmpty(at(news, path)));
    const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
      (name) => !name.startsWith("__") && differs(name),
    );
    const replaces = facts.replaceOn.filter(differs);
    const key = facts.unique?.key(news);
    const deleteFirst = key !== undefined && key === facts.unique?.key(olds);
    return { changed, replaces, deleteFirst };
  }

  /** @param urn The program's resource for which the provider makes it. */
  public create(token: string, { plain: inputs, secrets }: Unwrapped, urn?: string): Stored {
    const facts = this.facts(token);
    const store = this.ground.store();
    return store.exclusively(() => {
      this.refuse(token, facts, inputs, this.held());
      const scope = this.scope();
      const id = facts.id(inputs, scope);
      const state = { ...inputs, ...facts.outputs?.(inputs, id, scope), id };
      const partition = this.partition(facts);
      const stored = { id, token, partition, inputs, state, secrets, ...(urn ? { urn } : {}) };
      store.put(stored);
      return stored;
    });
  }

  public update(token: string, id: string, { plain: inputs, secrets }: Unwrapped): Stored {
    const facts = this.facts(token);
    const store = this.ground.store();
    return store.exclusively(() => {
      const before = store.get(this.partition(facts), token, id);
      if (before === undefined) {
        throw new Refused(`${this.label(token)}: ${token} ${id} does not exist`);
      }
      this.refuse(token, facts, inputs, this.held(), before);
      const dropped = Object.keys(before.inputs).map((name) => [name, undefined]);
      const kept = { ...before.state, ...(Object.fromEntries(dropped) as Bag) };
      const stored = { ...before, inputs, secrets, state: { ...kept, ...inputs, id } };
      store.put(stored);
      return stored;
    });
  }

  /** The resource in its current form, or nothing if it is gone. */
  public read(token: string, id: string): Stored | undefined {
    return this.ground.store().get(this.partition(this.facts(token)), token, id);
  }

  /** Refuses while another resource refers to this one, as the real services do. */
  public delete(token: string, id: string): void {
    const store = this.ground.store();
    store.exclusively(() => {
      for (const gone of this.leaving(token, id)) {
        store.remove(gone.partition, gone.token, gone.id);
      }
    });
  }

  /**
   * The rows that a delete removes: the resource and the resources deleted with it.
   * @throws Refused while another resource refers to it.
   */
  public leaving(token: string, id: string): Stored[] {
    const facts = this.facts(token);
    const self = this.read(token, id);
    if (self === undefined) {
      return [];
    }
    const kept = facts.refuseDelete?.(self.inputs);
    if (kept !== undefined) {
      throw new Refused(`${this.label(token)}: ${id}: ${kept}`);
    }
    const others = [...this.held(), ...this.outside(token)];
    const users = others.filter((other) => refersTo(other, self));
    const user = users.find((other) => !goesWith(other, self));
    if (user !== undefined) {
      throw new Refused(`${this.label(token)}: DependencyViolation: ${id} is used by ${user.id}`);
    }
    return [self, ...users];
  }

  /**
   * Stores the twin of a real server's resource.
   * @param before Id of the row whose place it takes.
   */
  public hold(resource: Omit<Stored, "partition">, before = resource.id): Stored {
    const store = this.ground.store();
    const stored = { ...resource, partition: this.partition(this.facts(resource.token)) };
    return store.exclusively(() => {
      store.remove(stored.partition, stored.token, before);
      store.put(stored);
      return stored;
    });
  }

  /** Forgets a resource that is gone, even if another one refers to it. */
  public forget({ partition, token, id }: Stored): void {
    this.ground.store().remove(partition, token, id);
  }

  /** The resource that an earlier create for the same program's resource left, unseen in any state. */
  public begun(token: string, inputs: Bag, urn: string): Stored | undefined {
    const facts = this.facts(token);
    const key = facts.unique?.key(inputs);
    if (key === undefined) {
      return undefined;
    }
    const held = this.ground.store().list(this.partition(facts));
    return held.find(
      (r) =>
        r.token === token &&
        r.urn === urn &&
        r.recorded !== true &&
        facts.unique?.key(r.inputs) === key,
    );
  }

  /** Start of a line about a kind. */
  public label(token: string): string {
    return this.ground.label?.(token) ?? `SIMULATED ${this.ground.pkg}`;
  }

  private partition({ global = false }: KindFacts): string {
    const { account, region } = this.place;
    return [this.ground.pkg, account, global ? "" : region].filter((part) => part !== "").join("/");
  }

  /** Every resource that this provider can see; the whole store for keys that are unique everywhere. */
  private held(): Stored[] {
    const { pkg, store } = this.ground;
    const { account, region } = this.place;
    const places = [`${pkg}/${account}`, ...(region === "" ? [] : [`${pkg}/${account}/${region}`])];
    return places.flatMap((place) => store().list(place));
  }

  /** Resources of other accounts that a kind may name from here. */
  private beyond({ references = {} }: KindFacts): Stored[] {
    const { account } = this.place;
    const all = (token: string) => this.ground.store().kind(token);
    return Object.values(references).flatMap(({ token, beyond }) =>
      beyond === undefined ? [] : all(token).filter((other) => beyond(other, account, all)),
    );
  }

  /** Resources everywhere of the kinds that may name one of another account. */
  private outside(token: string): Stored[] {
    const naming = knownTokens.filter((other) =>
      Object.values(factsFor(other)?.references ?? {}).some(
        (reference) => reference.token === token && reference.beyond !== undefined,
      ),
    );
    return naming.flatMap((other) => this.ground.store().kind(other));
  }

  private rivals(token: string, { unique }: KindFacts, held: readonly Stored[]): readonly Stored[] {
    const all = unique?.everywhere ? this.ground.store().kind(token) : held;
    return all.filter((r) => r.token === token);
  }

  private scope(): Scope {
    const random = (length: number) => randomBytes(length).toString("hex").slice(0, length);
    return { ...this.place, random };
  }

  /** @param self The resource itself if this is an update: its own key is no conflict. */
  private refuse(
    token: string,
    facts: KindFacts,
    inputs: Bag,
    held: readonly Stored[],
    self?: Stored,
  ): void {
    const isOther = (r: Stored) =>
      r.token !== self?.token || r.id !== self.id || r.partition !== self.partition;
    const others = held.filter(isOther);
    const unreachable = this.ground.unreachable?.(this.place);
    if (unreachable !== undefined) {
      throw new Refused(`${this.label(token)}: ${unreachable}`);
    }
    const problems = [
      ...dangling(facts, inputs, [...held, ...this.beyond(facts)]),
      ...duplicates(facts, inputs, this.rivals(token, facts, held).filter(isOther)),
      ...(facts.refuse?.(inputs, others) ?? []),
    ];
    if (problems.length > 0) {
      throw new Refused(`${this.label(token)}: ${problems.join("; ")}`);
    }
  }

  private facts(token: string): KindFacts {
    const facts = factsFor(token);
    if (facts === undefined) {
      throw new Refused(
        `${this.label(token)}: the offline cloud has no facts for ${token}; add them in sandbox/src/cloud/facts`,
      );
    }
    return facts;
  }
}

/** The provider's own name: the logical name and seven digits that a preview and its `up` share. */
function named(facts: KindFacts, name: string, inputs: Bag, olds: Bag, seed: Uint8Array): Bag {
  const { autoName } = facts;
  if (autoName === undefined || at(inputs, autoName) !== undefined) {
    return inputs;
  }
  const digits = createHash("sha256").update(seed).digest("hex").slice(0, 7);
  return withValue(inputs, autoName, at(olds, autoName) ?? `${name}-${digits}`);
}

/** The declaration of a kind that the SDK does not declare. */
const anything: Declaration = { token: "", inputs: {}, open: true, outputs: [], types: {} };
