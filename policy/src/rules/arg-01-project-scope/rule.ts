import { type Node, not } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";
import { projectScope } from "./admission";
import { judgeGenerated } from "./generated";

export const project = "kubernetes:argoproj.io/v1alpha1:AppProject";
const application = "kubernetes:argoproj.io/v1alpha1:Application";
/** Kinds that say whose they are by the name of a project, with the place of it. */
export const applications: Readonly<Record<string, string>> = {
  [application]: "spec.project",
  [`${application}Patch`]: "spec.project",
  [`${application}Set`]: "spec.template.spec.project",
  [`${application}SetPatch`]: "spec.template.spec.project",
};
/** Places of names that must be full. */
const names = ["sourceRepos", "sourceNamespaces"];
const members = {
  destinations: ["server", "name", "namespace"],
  clusterResourceWhitelist: ["group", "kind"],
  // As whom Argo CD deploys there.
  destinationServiceAccounts: ["server", "namespace"],
};
/** Entries that begin with it exclude, and may be of any width. */
const except = "!";
const wildcard = /[*?[]/;
const want = "a full name, without wildcards";
const wantProject = "a project of its own, not default, which anything may be in";

export const ARG01 = rule({
  id: "ARG-01",
  title:
    "An Argo CD project names its repositories, its namespaces and its cluster-wide kinds, and each application is in one.",
  severity: "critical",
  types: [project, `${project}Patch`, ...Object.keys(applications)],
  frameworks: ["AWS-EKS-BPG Tenant isolation"],
  // A namespace may be known only once it is made.
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "List every repository, destination and kind by its full name, and give each application the name of such a project.",
  link: "https://argo-cd.readthedocs.io/en/stable/user-guide/projects/",
  check(resource, ctx) {
    const given = applications[resource.type];
    if (given !== undefined) {
      const place = resource.at(given);
      const isLeft = place.absent && resource.type.endsWith("Patch");
      const isOwn = place.is((name) => name !== "" && name !== "default");
      verdict(ctx, isLeft ? false : not(isOwn), wantProject, place);
      judgeGenerated(resource, place, ctx);
      return;
    }
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
  admission: projectScope({ kinds: [project], names, members, except, pattern: wildcard, want }),
});

const isPattern = (name: string) => !name.startsWith(except) && wildcard.test(name);
