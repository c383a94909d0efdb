import { isDeepStrictEqual } from "node:util";

import { type Default, defaultsOf, isSwitch, sharedListsOf } from "./guarded-kinds";
import { type Bag, isBag, pairsOf } from "./pairs";

/** A value of a live object that its program does not declare. */
export interface Addition {
  /** Such as `spec.egress[1]`. */
  readonly path: string;
  /** The value as JSON, cut if it is long. */
  readonly item: string;
}

/** Kinds that are no object of a cluster, or declare only a part of another's object. */
const others = /^kubernetes:(?:helm\.sh|yaml|kustomize)[/:]|Patch$/;

/** Fields of every object that only the server writes. */
const written = new Set(["apiVersion", "kind", "metadata", "status", "id", "urn"]);

/**
 * Everything that someone has added to an object of a cluster: each item beyond those of a declared list, and
 * of a kind that guards, each field that is not a default of the server. The official provider
 * cuts the live object to the shape of the inputs, so its refresh shows none of them, but its outputs
 * hold the live object whole.
 * https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/util.go, pruneSlice
 * @param type Such as `kubernetes:networking.k8s.io/v1:NetworkPolicy`; of another package there are none.
 */
export function additionsIn(type: string, declared: unknown, live: unknown): Addition[] {
  if (!type.startsWith("kubernetes:") || others.test(type) || !isBag(declared) || !isBag(live)) {
    return [];
  }
  const search = new Search(type, isBag(declared["aggregationRule"]));
  const own = Object.entries(live).filter(([key]) => !written.has(key) && !key.startsWith("__"));
  search.fields(declared, Object.fromEntries(own), { path: "", pattern: "" });
  search.switches(declared["metadata"], live["metadata"]);
  return search.found;
}

interface Place {
  readonly path: string;
  /** The path without the numbers of items. */
  readonly pattern: string;
}

class Search {
  public readonly found: Addition[] = [];
  private readonly defaults: readonly Default[] | undefined;
  private readonly shared: readonly string[];

  public constructor(
    private readonly type: string,
    isAggregated: boolean,
  ) {
    this.defaults = defaultsOf(type)?.filter(({ path }) => path !== "rules" || isAggregated);
    this.shared = sharedListsOf(type);
  }

  public fields(declared: Bag, live: Bag, at: Place): void {
    for (const [key, value] of Object.entries(live)) {
      const place = below(at, key);
      const mine = Object.hasOwn(declared, key) ? declared[key] : undefined;
      if (mine !== undefined && mine !== null) {
        this.values(mine, value, place);
      } else if (
        this.defaults !== undefined &&
        !isNothing(value) &&
        !this.isDefault(place, value)
      ) {
        this.add(place, value);
      }
    }
  }

  /** Labels and annotations of others are usual, but for those that switch a guard. */
  public switches(declared: unknown, live: unknown): void {
    for (const part of ["labels", "annotations"]) {
      const [mine, theirs] = [declared, live].map((metadata) =>
        isBag(metadata) && isBag(metadata[part]) ? metadata[part] : {},
      );
      for (const [key, value] of Object.entries(theirs ?? {})) {
        if (!Object.hasOwn(mine ?? {}, key) && isSwitch(this.type, part, key)) {
          this.add(below(below({ path: "metadata", pattern: "" }, part), key), value);
        }
      }
    }
  }

  private values(declared: unknown, live: unknown, at: Place): void {
    if (isBag(declared) && isBag(live)) {
      this.fields(declared, live, at);
    } else if (Array.isArray(declared) && Array.isArray(live)) {
      this.items(declared, live, at);
    }
  }

  private items(declared: readonly unknown[], live: readonly unknown[], at: Place): void {
    if (this.isDefault(at, undefined) || isWithin(at.pattern, this.shared)) {
      return;
    }
    const pairs = pairsOf(declared, live);
    live.forEach((item, index) => {
      const place = { path: `${at.path}[${index}]`, pattern: `${at.pattern}[]` };
      if (pairs.has(index)) {
        this.values(pairs.get(index), item, place);
      } else {
        this.add(place, item);
      }
    });
  }

  private isDefault({ pattern }: Place, value: unknown): boolean {
    return (this.defaults ?? []).some((one) =>
      one.value === undefined
        ? isWithin(pattern, [one.path])
        : one.path === pattern && isDeepStrictEqual(one.value, value),
    );
  }

  private add({ path }: Place, value: unknown): void {
    this.found.push({ path, item: shown(JSON.stringify(value)) });
  }
}

const isWithin = (pattern: string, paths: readonly string[]) =>
  paths.some((path) => pattern.startsWith(path) && /^(?:[.[]|$)/.test(pattern.slice(path.length)));

/** Values that mean the same as their absence. */
const isNothing = (value: unknown) =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

function below({ path, pattern }: Place, key: string): Place {
  const step = /^\w+$/.test(key) ? `.${key}` : `[${shown(JSON.stringify(key))}]`;
  const start = (text: string) => (text === "" ? step.replace(/^\./, "") : `${text}${step}`);
  return { path: start(path), pattern: start(pattern) };
}

const longest = 300;

/** A text of one line without characters that change how others are shown. */
function shown(text: string): string {
  const plain = text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
  return plain.length > longest ? `${plain.slice(0, longest)}...` : plain;
}
