import { isWorld } from "../../kit/cidr";
import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, Node, not, type Truth } from "../../kit/node";
import { ownerLabel, teamLabel } from "../../kit/ownership";
import { names } from "../../kit/references";
import { verdict } from "../../kit/verdict";
import { everywhere, graphRule } from "../rule";

const namespace = "kubernetes:core/v1:Namespace";
const quota = "kubernetes:core/v1:ResourceQuota";
const limits = "kubernetes:core/v1:LimitRange";
const network = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const security = "pod-security.kubernetes.io/enforce";

export const GR02 = graphRule({
  id: "GR-02",
  title:
    "A team's namespace has a quota, limits, closed networks with a way to DNS, and restricted pods.",
  severity: "high",
  scope: "stack",
  types: [namespace, quota, limits, network],
  frameworks: [
    "CIS-EKS-1.4 4.2.5",
    "CIS-EKS-1.4 4.2.6",
    "CIS-EKS-1.4 4.2.7",
    "CIS-EKS-1.4 4.2.8",
    "CIS-EKS-1.4 4.3.2",
    "NSA-K8S-1.0 2.0",
    "NSA-K8S-1.0 4.0",
    "NSA-K8S-1.0 4.1",
    "PSS Restricted",
  ],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: `Create the namespace with TeamNamespace, or add the missing guards; the platform's own namespaces have the label ${ownerLabel} and no team.`,
  link: "https://docs.aws.amazon.com/eks/latest/best-practices/tenant-isolation.html",
  check(index, report) {
    for (const space of index.ofType(namespace)) {
      const ctx = report(space);
      const [place, labels] = [space.at("metadata"), space.at("metadata.labels")];
      const isTeams = labels.key(teamLabel).is((team) => team !== "");
      const isOther = labels.key(ownerLabel).is((owner) => owner !== "");
      const want = `a label ${teamLabel} or ${ownerLabel} that says whose it is`;
      verdict(ctx, allOf([not(isTeams), not(isOther)]), want, labels);

      const enforced = labels.key(security);
      const loose = not(enforced.is((level) => level === "restricted"));
      verdict(ctx, allOf([isTeams, loose]), "restricted", enforced, labels);

      const inside = (type: string) => objectsIn(index, space, type);
      const policies = inside(network);
      const checks: [string, Found[], (spec: Node) => Truth][] = [
        ["a ResourceQuota of CPU and memory", inside(quota), boundsBoth],
        ["a LimitRange for containers", inside(limits), limitsContainers],
        ["a NetworkPolicy that closes all pods' ingress", policies, (s) => closes(s, "Ingress")],
        ["a NetworkPolicy that closes all pods' egress", policies, (s) => closes(s, "Egress")],
        ["a NetworkPolicy that lets all pods ask DNS, UDP port 53", policies, allowsDns],
      ];
      for (const [what, found, isRight] of checks) {
        const has = anyOf(found.map(({ here, spec }) => allOf([here, isRight(spec)])));
        verdict(ctx, allOf([isTeams, not(has)]), what, place, ...placesOf(found));
      }
      for (const { here, resource, spec } of policies) {
        const open = allOf([isTeams, here, anyOf(rulesOf(spec).map(isOpen))]);
        const others = [space.at("metadata"), resource.at("metadata")];
        verdict(report(resource), open, "no rule that allows everything", spec, ...others);
      }
    }
  },
});

interface Found {
  readonly resource: Judged;
  /** Whether it is in the namespace. */
  readonly here: Truth;
  readonly spec: Node;
}

/** Objects of a kind that are, or may be, in a namespace. */
function objectsIn(index: Index, space: Judged, type: string): Found[] {
  const target = { resource: space, name: space.at("metadata.name") };
  return index
    .ofType(type)
    .filter((resource) => index.cluster(resource) === index.cluster(space))
    .map((resource) => ({
      resource,
      here: names(index, resource, resource.at("metadata.namespace"), target),
      spec: resource.at("spec"),
    }))
    .filter(({ here }) => here !== false);
}

const placesOf = (found: readonly Found[]) =>
  found.flatMap(({ resource, spec }) => [resource.at("metadata.namespace"), spec]);

function boundsBoth(spec: Node): Truth {
  const hard = spec.at("hard");
  const bounds = (what: string) =>
    anyOf(
      [what, `requests.${what}`, `limits.${what}`].map((key) =>
        hard.key(key).unknown ? "unknown" : !hard.key(key).absent,
      ),
    );
  return allOf([bounds("cpu"), bounds("memory")]);
}

const limitsContainers = (spec: Node) =>
  anyOf(spec.items("limits").map((limit) => limit.at("type").is((type) => type === "Container")));

/** A pod is closed in a direction as soon as a policy selects it for that direction. */
function closes(spec: Node, direction: "Ingress" | "Egress"): Truth {
  return allOf([selectsAll(spec.at("podSelector")), anyOf(directionsOf(spec, direction))]);
}

/** https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-networkpolicy-resource */
function directionsOf(spec: Node, direction: "Ingress" | "Egress"): Truth[] {
  const types = spec.items("policyTypes");
  return types.length > 0
    ? types.map((type) => type.is((text) => text === direction))
    : [direction === "Ingress" || spec.items("egress").length > 0];
}

function selectsAll(selector: Node): Truth {
  const [byLabel, byExpression] = [selector.at("matchLabels"), selector.items("matchExpressions")];
  return byLabel.unknown || byExpression.some(({ unknown }) => unknown)
    ? "unknown"
    : byLabel.keys().length + byExpression.length === 0;
}

function allowsDns(spec: Node): Truth {
  const ports = spec.items("egress").flatMap((rule) => rule.items("ports"));
  const asks = ports.map((port) => {
    const number = port.known("port", 0);
    return allOf([
      port.at("protocol").is((protocol) => protocol === "UDP"),
      number.known ? number.value === 53 : "unknown",
    ]);
  });
  return allOf([closes(spec, "Egress"), anyOf(asks)]);
}

const rulesOf = (spec: Node): { rule: Node; peers: string }[] => [
  ...spec.items("ingress").map((rule) => ({ rule, peers: "from" })),
  ...spec.items("egress").map((rule) => ({ rule, peers: "to" })),
];

/** A rule without peers and ports is a rule for all of both; so is one whose peers are everyone. */
function isOpen({ rule, peers }: { rule: Node; peers: string }): Truth {
  const all = anyOf([isEmpty(rule.at(peers)), ...rule.items(peers).map(isEveryone)]);
  return allOf([all, isEmpty(rule.at("ports"))]);
}

/** Every pod of every namespace, or every address. */
function isEveryone(peer: Node): Truth {
  const [space, block] = [peer.at("namespaceSelector"), peer.at("ipBlock")];
  return anyOf([
    allOf([!space.absent, selectsAll(space), selectsAll(peer.at("podSelector"))]),
    allOf([block.at("cidr").is(isWorld), isEmpty(block.at("except"))]),
  ]);
}

const isEmpty = (list: Node): Truth => (list.unknown ? "unknown" : list.items().length === 0);
