import { allOf, anyOf, type Node, not, type Truth } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import type { GraphRule } from "../rule";
import { isIn, type Route } from "./routes";
import { spans } from "./wildcards";

const want = "a host that is declared for this namespace, or for none";

/** Judges routes by the hosts that are declared, whether or not another route takes them already. */
export function judgeDeclared(
  routes: readonly Route[],
  report: Parameters<GraphRule["check"]>[1],
): void {
  const declared = declaredIn(routes.slice(0, 1).map(({ resource }) => report(resource).settings));
  for (const { resource, namespace, hosts, gateways } of routes) {
    const isServed = anyOf(gateways.map((gateway) => not(isIn(gateway, namespace))));
    for (const host of hosts) {
      const taken = ownersOf(host.text, declared).map((owners): Truth =>
        not(namespace.is((name) => owners.has(name))),
      );
      const wrong = host.unknown && declared.size > 0 ? "unknown" : anyOf(taken);
      const places = [host, namespace, resource.at("spec")] as const;
      verdict(report(resource), allOf([isServed, wrong]), want, ...places);
    }
  }
}

/** Declared hosts, each with the namespaces whose routes may take it. */
type Declared = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the setting `hosts`, each `<namespace>:<host>`. */
function declaredIn(settings: readonly Node[]): Declared {
  const declared = new Map<string, Set<string>>();
  for (const { text } of settings.flatMap((all) => all.items("hosts"))) {
    const at = text.indexOf(":");
    const host = text.slice(at + 1);
    declared.set(host, (declared.get(host) ?? new Set()).add(text.slice(0, at)));
  }
  return declared;
}

/** The owners of each declared host that a route's host takes: its own, and all that its wildcard covers. */
function ownersOf(host: string, declared: Declared): ReadonlySet<string>[] {
  const names = host.startsWith("*")
    ? [...declared.keys()].filter((name) => spans(host, name))
    : [host];
  return names.flatMap((name) => declared.get(name) ?? []);
}
