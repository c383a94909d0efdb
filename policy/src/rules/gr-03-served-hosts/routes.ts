import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, type Truth } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import type { GraphRule } from "../rule";
import { haveCommon } from "./wildcards";

export const virtualServices = ["v1", "v1beta1", "v1alpha3"].map(
  (version) => `kubernetes:networking.istio.io/${version}:VirtualService`,
);
export const apiRoutes = ["v1:HTTPRoute", "v1beta1:HTTPRoute", "v1:GRPCRoute"].map(
  (kind) => `kubernetes:gateway.networking.k8s.io/${kind}`,
);

const ingress = "kubernetes:networking.k8s.io/v1:Ingress";
export const ingresses = [ingress, `${ingress}Patch`] as const;
export const space = "kubernetes:core/v1:Namespace";

const want = "a host that no other namespace has routes of at this gateway";

/** Objects that send a gateway's requests on, and the hosts that they take. */
export interface Route {
  readonly resource: Judged;
  readonly namespace: Node;
  readonly hosts: readonly Node[];
  readonly gateways: readonly Gateway[];
}
interface Gateway {
  readonly of: "istio" | "api" | "class";
  /** The route's own, if it names none; omitted for a class, which is of no namespace. */
  readonly namespace?: Node;
  /** Of Istio's, with the namespace before it if that is another one. */
  readonly name: Node;
  readonly section?: Node;
}

/** All routes of an index. */
export function routesIn(index: Index): Route[] {
  return [
    ...index.ofType(...virtualServices).map((resource) => ofIstio(index, resource)),
    ...index.ofType(...apiRoutes).map((resource) => ofApi(index, resource)),
    ...index.ofType(...ingresses).map((resource) => ofClass(index, resource)),
  ];
}

/** Judges whose hosts are whose: of two routes of one host, the older one serves, whoever wrote the other. */
export function judgeRoutes(
  index: Index,
  routes: readonly Route[],
  report: Parameters<GraphRule["check"]>[1],
): void {
  const byCluster = Map.groupBy(routes, ({ resource }) => index.cluster(resource));
  for (const ofOne of byCluster.values()) {
    for (const route of ofOne) {
      for (const host of route.hosts) {
        judgeHost(route, host, ofOne, report);
      }
    }
  }
}

function judgeHost(
  route: Route,
  host: Node,
  all: readonly Route[],
  report: Parameters<GraphRule["check"]>[1],
): void {
  const near = all.filter(
    (other) => other !== route && other.hosts.some((one) => overlap(host, one) !== false),
  );
  const taken = near.map((other) =>
    allOf([
      anyOf(other.hosts.map((one) => overlap(host, one))),
      not(same(route.namespace, other.namespace)),
      meetsAt(route, other),
    ]),
  );
  const places = [route, ...near].flatMap(({ resource, namespace }) => [
    resource.at("spec"),
    resource.at("metadata.annotations"),
    namespace,
  ]);
  verdict(report(route.resource), anyOf(taken), want, host, ...places);
}

/** Whether two hosts have a name in common. */
const overlap = (one: Node, other: Node): Truth =>
  one.unknown || other.unknown ? "unknown" : haveCommon(one.text, other.text);

function ofIstio(index: Index, resource: Judged): Route {
  const namespace = namespaceIn(index, resource);
  const gateways = resource
    .items("spec.gateways")
    .map((name) => ({ of: "istio" as const, namespace, name }));
  return { resource, namespace, hosts: named(resource.items("spec.hosts")), gateways };
}

function ofApi(index: Index, resource: Judged): Route {
  const namespace = namespaceIn(index, resource);
  const gateways = resource.items("spec.parentRefs").map((parent) => {
    const own = parent.at("namespace");
    const section = parent.at("sectionName");
    return {
      ...{ of: "api" as const, namespace: own.absent ? namespace : own, name: parent.at("name") },
      ...(section.absent ? {} : { section }),
    };
  });
  return { resource, namespace, hosts: named(resource.items("spec.hostnames")), gateways };
}

/** All Ingresses of a class are served together, by whichever controller has it. */
function ofClass(index: Index, resource: Judged): Route {
  const [given, noted] = [
    resource.at("spec.ingressClassName"),
    resource.at("metadata.annotations").key("kubernetes.io/ingress.class"),
  ];
  const gateways = [{ of: "class" as const, name: given.absent ? noted : given }];
  const hosts = named(resource.items("spec.rules").map((rule) => rule.at("host")));
  return { resource, namespace: namespaceIn(index, resource), hosts, gateways };
}

/** Hosts but for empty ones, which stand for no name. */
const named = (hosts: readonly Node[]) =>
  hosts.filter((host) => host.unknown !== undefined || host.text !== "");

/** The namespace of an object, by its source while the provider has not told it. */
function namespaceIn(index: Index, resource: Judged): Node {
  const given = resource.at("metadata.namespace");
  const [only, ...others] = index.sources(resource, "metadata", space);
  return given.unknown && only && others.length === 0 ? only.at("metadata.name") : given;
}

const same = (one: Node, other: Node): Truth => sameText(textOf(one), textOf(other));

const textOf = (node: Node) => (node.unknown ? undefined : node.text);

/** Whether two routes are at one gateway that is in neither's namespace: what is there is its owner's. */
function meetsAt(one: Route, other: Route): Truth {
  return anyOf(
    one.gateways.flatMap((gateway) =>
      other.gateways.map((its) =>
        allOf([
          isOne(gateway, its),
          not(isIn(gateway, one.namespace)),
          not(isIn(its, other.namespace)),
        ]),
      ),
    ),
  );
}

function isOne(one: Gateway, other: Gateway): Truth {
  const apart = one.section && other.section ? not(same(one.section, other.section)) : false;
  return allOf([one.of === other.of, not(apart), sameText(fullName(one), fullName(other))]);
}

/** Whether a gateway is in a namespace, as the mesh of a route is. */
export const isIn = (gateway: Gateway, namespace: Node): Truth =>
  gateway.of !== "class" && sameText(fullName(gateway)?.split("/")[0], textOf(namespace));

const sameText = (one: string | undefined, other: string | undefined): Truth =>
  one === undefined || other === undefined ? "unknown" : one === other;

/** `<namespace>/<name>`; undefined if it is not known. */
function fullName({ of, namespace, name }: Gateway): string | undefined {
  if (name.unknown) {
    return undefined;
  }
  if (of === "istio" && name.text.includes("/")) {
    return name.text.replace(/^\.\//, `${namespace?.text ?? ""}/`);
  }
  return namespace?.unknown ? undefined : `${namespace?.text ?? ""}/${name.text}`;
}
