import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

import { named } from "./auto-name";
import { checkInputs, type Failure } from "./check";
import { deletesFirst } from "./delete-first";
import { factsFor, knownTokens } from "./facts";
import { anything, declaredFacts } from "./facts/by-declaration";
import type { KindFacts, Scope } from "./facts/kind-facts";
import type { Ground, Place, Refusals } from "./ground";
import { viewOfCluster } from "./facts/kubernetes/cluster-view";
import { dangling, duplicates, goesWith, refersTo } from "./references";
import type { Bag, Stored } from "./store";
import { at, type Unwrapped, withoutEmpty } from "./values";

/** A refusal, in the real service's words if they are known. */
export class Refused extends Error {}

/** The offline cloud's answer to each call, without the protocol. */
export class OfflineCloud {
  /** Set when the engine configures the provider. */
  public place: Place = { account: "000000000000", region: "us-east-1" };

  /** What this run has declared; a process serves one provider in one run. */
  private readonly declared: { readonly token: string; readonly inputs: Bag }[] = [];

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
    const { bySdk = false, store } = this.ground;
    const there = () => [...this.held(), ...this.declared];
    const view = { hides, bySdk, there, ...viewOfCluster(store, this.place.account) };
    const failures = checkInputs(declaration, inputs, facts.required, hides);
    failures.push(...(facts.judge?.(inputs, view) ?? []));
    if (failures.length === 0) {
      this.declared.push({ token, inputs });
    }
    return { inputs, failures };
  }

  /** Top-level properties that changed, and the paths that make the change a replacement. */
  public diff(token: string, olds: Bag, news: Bag, name = "") {
    const facts = this.facts(token);
    const differs = (path: string) =>
      !isDeepStrictEqual(withoutEmpty(at(olds, path)), withoutEmpty(at(news, path)));
    const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
      (name) => !name.startsWith("__") && differs(name),
    );
    const replaces = facts.replaceOn.filter(differs);
    const declaration = this.ground.declaration(token) ?? anything;
    const deleteFirst =
      replaces.length > 0 && deletesFirst(token, facts, declaration, name, olds, news);
    return { changed, replaces, deleteFirst };
  }

  /** @param urn The program's resource for which the provider makes it. */
  public create(token: string, { plain: inputs, secrets }: Unwrapped, urn?: string): Stored {
    const store = this.ground.store();
    return store.exclusively(() => {
      this.refuse(token, inputs);
      const made = this.form(token, inputs, randomDigits);
      const stored = { ...made, secrets, ...(urn ? { urn } : {}) };
      store.put(stored);
      return stored;
    });
  }

  /** A resource as this place would have it, without a look at others. */
  public form(
    token: string,
    inputs: Bag,
    random: Scope["random"],
    given?: string,
  ): Omit<Stored, "secrets"> {
    const facts = this.facts(token);
    const scope = { ...this.place, random };
    const id = given ?? facts.id(inputs, scope);
    const state = { ...inputs, ...facts.outputs?.(inputs, id, scope), id };
    const doubt = facts.unverified;
    const unverified = typeof doubt === "function" ? doubt(inputs) : doubt === true;
    return {
      ...{ id, token, partition: this.partition(facts), inputs, state },
      ...(unverified ? { unverified } : {}),
    };
  }

  public update(token: string, id: string, { plain: inputs, secrets }: Unwrapped): Stored {
    const facts = this.facts(token);
    const store = this.ground.store();
    return store.exclusively(() => {
      const before = store.get(this.partition(facts), token, id);
      if (before === undefined) {
        throw new Refused(`${this.label(token)}: ${token} ${id} does not exist`);
      }
      this.refuse(token, inputs, before);
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

  /** Says that a program names a resource which is not there, and how it gets there. */
  public absence(token: string, id: string): string {
    const kind = token.split(":").at(-1) ?? token;
    const [, ...place] = this.partition(this.facts(token)).split("/");
    return (
      `${this.label(token)}: ${kind} ${id} does not exist in ${place.join("/")}; if the company has it, ` +
      "`groundwork sandbox seed FILE` puts it there"
    );
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
    const users = this.usersOf(self);
    const user = users.find((other) => !goesWith(other, self));
    if (user !== undefined) {
      throw new Refused(`${this.label(token)}: DependencyViolation: ${id} is used by ${user.id}`);
    }
    return [self, ...users];
  }

  /** Resources that refer to one. */
  public usersOf(self: Stored): Stored[] {
    return [...this.held(), ...this.outside(self.token)].filter((other) => refersTo(other, self));
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

  /**
   * Why the service would not take a resource in this form.
   * @param self The resource itself if this is an update: its own key is no conflict.
   */
  public refusals(token: string, inputs: Bag, self?: Stored): Refusals {
    const unreachable = this.ground.unreachable?.(this.place);
    if (unreachable !== undefined) {
      return { absent: [], others: [unreachable] };
    }
    const facts = this.facts(token);
    const held = this.held();
    const isOther = (r: Stored) =>
      r.token !== self?.token || r.id !== self.id || r.partition !== self.partition;
    return {
      absent: dangling(facts, inputs, [...held, ...this.beyond(facts)]),
      others: [
        ...duplicates(facts, inputs, this.rivals(token, facts, held).filter(isOther)),
        ...(facts.refuse?.(inputs, held.filter(isOther)) ?? []),
      ],
    };
  }

  private refuse(token: string, inputs: Bag, self?: Stored): void {
    const { absent, others } = this.refusals(token, inputs, self);
    const problems = [...absent, ...others];
    if (problems.length > 0) {
      throw new Refused(`${this.label(token)}: ${problems.join("; ")}`);
    }
  }

  /**
   * Facts of a kind.
   * @throws Refused for a kind without; where its SDK's declarations are enough, for one that it lacks.
   */
  public facts(token: string): KindFacts {
    const known = factsFor(token);
    if (known !== undefined) {
      return known;
    }
    const { bySdk = false, declaration } = this.ground;
    const declared = bySdk ? declaration(token) : undefined;
    if (declared === undefined) {
      const why = bySdk
        ? `the installed SDK has no kind ${token}`
        : `the offline cloud has no facts for ${token}; add them in sandbox/src/cloud/facts`;
      throw new Refused(`${this.label(token)}: ${why}`);
    }
    return declaredFacts(declared);
  }
}

const randomDigits = (length: number) => randomBytes(length).toString("hex").slice(0, length);
