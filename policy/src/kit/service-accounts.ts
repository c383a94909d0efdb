import type { Index } from "./index-of-stack";
import { allOf, anyOf, Node, type Truth } from "./node";

const serviceAccount = "kubernetes:core/v1:ServiceAccount";
const release = "kubernetes:helm.sh/v3:Release";
/** Types that make service accounts. */
export const accountKinds = [serviceAccount, release] as const;

export interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** The service account that a token's subject names; undefined if it names none. */
export function accountOf(subject: string): Account | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject.trim()) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

/**
 * Whether the stack makes a service account: as a resource, or by a chart whose values name it. If
 * it makes none at all, another stack makes them, and this is true.
 */
export function isMade(index: Index, { namespace, name }: Account): Truth {
  const own = index.ofType(serviceAccount).map((made) => made.at("metadata"));
  const charts = index.ofType(release);
  if (own.length + charts.length === 0) {
    return true;
  }
  const isSpace = (space: Node) => space.is((text) => text === namespace);
  return anyOf([
    ...own.map((metadata) =>
      allOf([metadata.at("name").is((text) => text === name), isSpace(metadata.at("namespace"))]),
    ),
    ...charts.map((chart) =>
      allOf([isSpace(chart.at("namespace")), namesAccount(chart.at("values"), name)]),
    ),
  ]);
}

/** Whether a chart's values name a service account, at any depth: charts have it below their parts. */
function namesAccount(values: Node, name: string): Truth {
  const named = values.at("serviceAccount.name").is((text) => text === name);
  const below = values.keys().map((key) => namesAccount(values.key(key), name));
  return anyOf([named, ...below]);
}
