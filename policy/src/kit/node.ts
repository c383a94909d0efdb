/**
 * A resource's properties as plain data in which a value that is not known yet stands as itself.
 * The SDK's own view throws on reading such a value, which ends the whole policy as an advisory.
 */

/** A value that the engine does not know at preview. */
export class Unknown {
  public constructor(
    /** The error that the SDK threw; thrown again, it makes the SDK report an advisory. */
    public readonly cause: Error,
  ) {}
}

export type Reading<T> = { readonly known: true; readonly value: T } | { readonly known: false };

/** `string` for "a": a fallback decides only the kind of a value. */
type Kind<T> = T extends string ? string : T extends number ? number : boolean;

/** True, false, or not known yet. */
export type Truth = boolean | "unknown";

/** One place in a resource's properties. */
export class Node {
  public constructor(
    public readonly path: string,
    public readonly value: unknown,
    /** Whether keys that differ in case alone are one, as between CloudFormation and aws-native. */
    private readonly ignoresCase = false,
  ) {}

  /**
   * The value at a path, or the fallback if no value of the fallback's type is there.
   * The fallback is the provider's default.
   */
  public known<T extends string | number | boolean>(path: string, fallback: T): Reading<Kind<T>> {
    const { value } = this.at(path);
    if (value instanceof Unknown) {
      return { known: false };
    }
    return { known: true, value: coerce(value, fallback) as Kind<T> };
  }

  /** The place at a path of keys with dots between; below an unknown value everything is unknown. */
  public at(path: string): Node {
    const [first = "", ...rest] = path.split(".");
    return rest.reduce((node, key) => node.key(key), this.key(first));
  }

  /** A member by a key that may itself have dots. */
  public key(key: string): Node {
    if (this.value instanceof Unknown) {
      return this.below(key, this.value);
    }
    const { value } = this;
    const name = this.ignoresCase ? this.spelled(key) : key;
    return this.below(
      name,
      isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined,
    );
  }

  private below(key: string, value: unknown): Node {
    const path = this.path === "" ? key : `${this.path}.${key}`;
    return new Node(path, value, this.ignoresCase);
  }

  /** The key as it is written here. */
  private spelled(key: string): string {
    const keys = this.keys();
    const alike = keys.find((other) => other.toLowerCase() === key.toLowerCase());
    return keys.includes(key) ? key : (alike ?? key);
  }

  /** The keys of an object; none of anything else. */
  public keys(): string[] {
    return isRecord(this.value) ? Object.keys(this.value) : [];
  }

  /** The members of a list. A value that is no list counts as a list of one, as in the providers. */
  public items(path?: string): Node[] {
    if (path !== undefined) {
      return this.at(path).items();
    }
    if (Array.isArray(this.value)) {
      return this.value.map((value, index) => this.member(index, value));
    }
    return this.absent ? [] : [this];
  }

  private member(index: number, value: unknown): Node {
    return new Node(`${this.path}[${index}]`, value, this.ignoresCase);
  }

  public get absent(): boolean {
    return this.value === undefined || this.value === null;
  }

  public get unknown(): Unknown | undefined {
    return this.value instanceof Unknown ? this.value : undefined;
  }

  /** The text here; empty if there is none. */
  public get text(): string {
    return typeof this.value === "string" ? this.value : "";
  }

  /** Whether a text fulfils a predicate. */
  public is(predicate: (text: string) => boolean): Truth {
    return this.unknown ? "unknown" : predicate(this.text);
  }

  /** The first unknown value here or below. */
  public firstUnknown(): Node | undefined {
    if (this.unknown) {
      return this;
    }
    const children = Array.isArray(this.value) ? this.items() : this.keys().map((k) => this.key(k));
    for (const child of children) {
      const found = child.firstUnknown();
      if (found) {
        return found;
      }
    }
    return undefined;
  }
}

/** Whether at least one node fulfils the predicate. */
export function some(nodes: readonly Node[], predicate: (text: string) => boolean): Truth {
  return anyOf(nodes.map((node) => node.is(predicate)));
}

export function anyOf(truths: readonly Truth[]): Truth {
  return truths.includes(true) || (truths.includes("unknown") && "unknown");
}

export function allOf(truths: readonly Truth[]): Truth {
  return truths.includes(false) ? false : truths.includes("unknown") ? "unknown" : true;
}

export const not = (truth: Truth): Truth => (truth === "unknown" ? truth : !truth);

/** Whether a reading fulfils a predicate. */
export function whether<T>(reading: Reading<T>, predicate: (value: T) => boolean): Truth {
  return reading.known ? predicate(reading.value) : "unknown";
}

/** Copies the SDK's view of a resource's properties. */
export function plain(view: unknown): unknown {
  if (typeof view !== "object" || view === null) {
    return view;
  }
  const read = (key: string | number): unknown => {
    try {
      return plain((view as Record<string | number, unknown>)[key]);
    } catch (error) {
      if (error instanceof Error && error.constructor.name === "UnknownValueError") {
        return new Unknown(error);
      }
      throw error;
    }
  };
  return Array.isArray(view)
    ? Array.from({ length: view.length }, (_, index) => read(index))
    : Object.fromEntries(Object.keys(view).map((key) => [key, read(key)]));
}

/** Providers take "true" for true and "30" for 30. */
function coerce(value: unknown, fallback: string | number | boolean): unknown {
  if (typeof value === typeof fallback) {
    return value;
  }
  if (typeof fallback === "boolean" && (value === "true" || value === "false")) {
    return value === "true";
  }
  if (typeof fallback === "number" && typeof value === "string" && /^-?\d{1,9}$/.test(value)) {
    return Number(value);
  }
  return fallback;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && !(value instanceof Unknown);
}
