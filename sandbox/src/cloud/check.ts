import { closest, distance } from "fastest-levenshtein";

import type { Declaration, Properties, Shape } from "./declarations";
import type { Bag } from "./store";
import { at, isBag, unknownValue } from "./values";

/** One bad property. */
export interface Failure {
  /** Path of the property, such as `vpcConfig.subnetIds[1]`. */
  readonly property: string;
  readonly reason: string;
}

/**
 * Everything in `inputs` that the SDK's declaration, or the provider beyond it, does not take.
 * @param alsoRequired Paths that the provider wants although the SDK declares them optional.
 * @param hides Whether the value at a path is secret, so that no reason shows it.
 */
export function checkInputs(
  declaration: Declaration,
  inputs: Bag,
  alsoRequired: readonly string[] = [],
  hides: (path: string) => boolean = () => false,
): Failure[] {
  const missing = alsoRequired
    .filter((path) => at(inputs, path) === undefined)
    .map((property) => ({ property, reason: "want a value, got nothing" }));
  const checker = new Checker(declaration.types, hides);
  checker.members(declaration.inputs, inputs, "", declaration.open);
  return [...missing, ...checker.failures];
}

class Checker {
  public readonly failures: Failure[] = [];

  public constructor(
    private readonly types: Declaration["types"],
    private readonly hides: (path: string) => boolean,
  ) {}

  public members(declared: Properties, given: Bag, prefix: string, open: boolean): void {
    for (const [name, { shape, required }] of Object.entries(declared)) {
      if (given[name] !== undefined) {
        this.value(shape, given[name], `${prefix}${name}`);
      } else if (required) {
        this.fail(`${prefix}${name}`, `want ${wanted(shape)}, got nothing`);
      }
    }
    for (const name of open ? [] : Object.keys(given)) {
      if (!Object.hasOwn(declared, name)) {
        this.fail(`${prefix}${name}`, `no such property${suggestion(name, Object.keys(declared))}`);
      }
    }
  }

  private value(shape: Shape, value: unknown, path: string): void {
    if (value === unknownValue) {
      return;
    }
    switch (shape.is) {
      case "any":
        return;
      case "list":
        if (Array.isArray(value)) {
          value.forEach((item, index) => {
            this.value(shape.of, item, `${path}[${index}]`);
          });
          return;
        }
        break;
      case "map":
        if (isBag(value)) {
          Object.entries(value).forEach(([key, item]) => {
            this.value(shape.of, item, `${path}.${key}`);
          });
          return;
        }
        break;
      case "object":
        if (isBag(value)) {
          this.members(this.types[shape.name] ?? {}, value, `${path}.`, false);
          return;
        }
        break;
      case "literal":
        if (typeof value === "string" && shape.values.includes(value)) {
          return;
        }
        break;
      default:
        if (typeof value === shape.is) {
          return;
        }
    }
    const given = this.hides(path) ? "" : `, got ${JSON.stringify(value)}`;
    this.fail(path, `want ${wanted(shape)}${given}`);
  }

  private fail(property: string, reason: string): void {
    this.failures.push({ property, reason });
  }
}

function wanted(shape: Shape): string {
  switch (shape.is) {
    case "literal":
      return shape.values.map((value) => JSON.stringify(value)).join(" or ");
    case "object":
      return `an object (${shape.name})`;
    case "any":
      return "a value";
    default:
      return `a ${shape.is}`;
  }
}

/** As `stacks/declarations/suggestion.ts` does it, with the same bound; neither package imports the other. */
export function suggestion(name: string, names: readonly string[]): string {
  if (names.length === 0) {
    return "";
  }
  const meant = closest(name, names);
  return distance(name, meant) <= 2 ? `; did you mean "${meant}"?` : "";
}
