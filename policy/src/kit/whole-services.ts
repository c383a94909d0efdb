import { fitsIam, hasWildcard } from "./iam-pattern";
import services from "./services.json";

/** Patterns of actions and of resources that are granted together. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

interface Service {
  /** `Create*` if several actions begin so, an action in full if it is the only one of its verb. */
  readonly verbs: string;
  /** What the resource part of its ARNs begins with. */
  readonly kinds?: string;
  /** The service in its ARNs, if that is another one. */
  readonly arns?: string;
}
const known: Readonly<Record<string, Service>> = services;

/**
 * Whether patterns together grant all actions of a service on every resource, or on every one of a
 * kind. An action that is named in full is never too many.
 */
export function grantsWholeService({ actions, resources }: Grant): boolean {
  const own = actions.map((action) => action.toLowerCase());
  return servicesOf(own).some(
    (service) => isWhole(service, own) && isEverything(service, resources),
  );
}

/** Whether patterns together fit every resource of some service, or every one of a kind. */
export function reachesEverything(resources: readonly string[]): boolean {
  return grantsWholeService({ actions: ["*"], resources });
}

/** Services of which patterns fit actions; a service that is not known counts if it is named. */
function servicesOf(actions: readonly string[]): string[] {
  const prefixes = actions.map((action) => action.replace(/:.*/s, ""));
  return [...new Set([...prefixes, ...(prefixes.some(hasWildcard) ? Object.keys(known) : [])])];
}

/** A text that only wildcards fit. */
const anything = "\u0001".repeat(12);
const letters = [..."abcdefghijklmnopqrstuvwxyz"];
const isReading = (verb: string) => /(get|list|describe|view|search|lookup|select)/.test(verb);

function isWhole(service: string, actions: readonly string[]): boolean {
  const verbs = known[service]?.verbs.toLowerCase().split(" ") ?? letters.map((one) => `${one}*`);
  const fitsAny = (action: string) => actions.some((pattern) => fitsIam(pattern, action));
  return (
    actions.some((pattern) => /^[*?]+:/.test(pattern)) ||
    fitsAny(`${service}:${anything}`) ||
    // All verbs one by one, unless the service has nothing but reading.
    (!verbs.every(isReading) &&
      actions.some(hasWildcard) &&
      verbs.every((verb) => fitsAny(`${service}:${verb.replace("*", anything)}`)))
  );
}

function isEverything(service: string, resources: readonly string[]): boolean {
  const { arns = service, kinds = "" } = known[service] ?? {};
  const starts = resources.flatMap((pattern) =>
    arns.split(" ").map((inArn) => beginning(pattern, inArn)),
  );
  const fitsAny = (arn: string) => resources.some((pattern) => fitsIam(pattern, arn));
  return [...new Set(starts)].some((start) =>
    kinds
      .split(" ")
      .some((kind) => letters.every((letter) => fitsAny(`${start}${kind}${letter}${anything}`))),
  );
}

/** An ARN up to its resource, with the partition, region and account that a pattern names. */
function beginning(pattern: string, service: string): string {
  const fields = pattern.split(":");
  const [, partition = "aws", , region = anything, account = anything] = fields.map((field) =>
    field.replaceAll(/[*?]/g, "\u0001"),
  );
  return `arn:${partition}:${service}:${region}:${account}:`;
}
