import type { Node } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";
import { projectScope } from "./admission";

export const project = "kubernetes:argoproj.io/v1alpha1:AppProject";
/** Places of names that must be full. */
const names = ["sourceRepos", "sourceNamespaces"];
const members = {
  destinations: ["server", "name", "namespace"],
  clusterResourceWhitelist: ["group", "kind"],
};
/** Entries that begin with it exclude, and may be of any width. */
const except = "!";
const wildcard = /[*?[]/;
const want = "a full name, without wildcards";

export const ARG01 = rule({
  id: "ARG-01",
  title: "An Argo CD project names its repositories, its namespaces and its cluster-wide kinds.",
  severity: "critical",
  types: [project, `${project}Patch`],
  frameworks: ["CIS-EKS-1.4 4.1.3"],
  // A namespace may be known only once it is made.
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "List every repository, destination and kind by its full name.",
  link: "https://argo-cd.readthedocs.io/en/stable/user-guide/projects/",
  check(resource, ctx) {
    const inSpec = (key: string) => resource.items(`spec.${key}`);
    const places: Node[] = [
      ...names.flatMap(inSpec),
      ...Object.entries(members).flatMap(([key, parts]) =>
        inSpec(key).flatMap((member) => parts.map((part) => member.at(part))),
      ),
    ];
    for (const place of places) {
      verdict(ctx, place.is(isPattern), want, place);
    }
  },
  admission: projectScope({ names, members, except, pattern: wildcard, want }),
});

const isPattern = (name: string) => !name.startsWith(except) && wildcard.test(name);
