import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, type Truth } from "../../kit/node";
import { ownerOf, sameOwner } from "../../kit/ownership";
import { names } from "../../kit/references";
import { verdict } from "../../kit/verdict";
import { everywhere, graphRule } from "../rule";

export const project = "kubernetes:argoproj.io/v1alpha1:AppProject";
export const namespace = "kubernetes:core/v1:Namespace";
export const thisCluster = "https://kubernetes.default.svc";

export const GR11 = graphRule({
  id: "GR-11",
  title: "An Argo CD project deploys to namespaces of its own team alone.",
  severity: "critical",
  scope: "stack",
  types: [project, namespace],
  frameworks: ["AWS-EKS-BPG Tenant isolation"],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Remove the destination, or give the namespace and the project the same label groundwork.dev/team; a project without the label belongs to the team that it is named after.",
  link: "https://argo-cd.readthedocs.io/en/stable/user-guide/projects/",
  check(index, report) {
    const spaces = index.ofType(namespace);
    for (const judged of index.ofType(project)) {
      const label = ownerOf(judged);
      const team = label.absent ? judged.at("metadata.name") : label;
      for (const destination of judged.items("spec.destinations")) {
        const place = destination.at("namespace");
        const isTaken = place.text.startsWith("!");
        const wrong = !isTaken && ofOthers(index, judged, destination, team);
        const others = spaces.flatMap((one) => [one.at("metadata.name"), ownerOf(one)]);
        const want = "a namespace of the project's own team";
        verdict(report(judged), wrong, want, place, destination, team, ...others);
      }
    }
  },
});

/** Whether a destination is, or may be, in nobody's or someone else's namespace. */
function ofOthers(index: Index, judged: Judged, destination: Node, team: Node): Truth {
  const name = destination.at("namespace");
  const sources = name.unknown ? index.sources(judged, "spec", namespace) : [];
  if (sources.length > 0) {
    return not(allOf(sources.map((space) => sameOwner(ownerOf(space), team))));
  }
  const spaces = index.ofType(namespace);
  if (spaces.length === 0) {
    return false; // They are another stack's.
  }
  const near = isNear(destination);
  const found = spaces.map((space) => {
    const here = index.cluster(space) === index.cluster(judged);
    const target = { resource: space, name: space.at("metadata.name") };
    const meant = allOf([anyOf([here, not(near)]), names(index, judged, name, target)]);
    return { meant, own: sameOwner(ownerOf(space), team) };
  });
  return anyOf([
    not(anyOf(found.map(({ meant }) => meant))),
    ...found.map(({ meant, own }) => allOf([meant, not(own)])),
  ]);
}

/** Whether a destination is in Argo CD's own cluster. */
function isNear(destination: Node): Truth {
  return allOf([
    destination.at("server").is((server) => server === "" || server === thisCluster),
    destination.at("name").is((name) => name === "" || name === "in-cluster"),
  ]);
}
