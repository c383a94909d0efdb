import type { Node } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";
import { projectScope } from "./admission";

const project = "kubernetes:argoproj.io/v1alpha1:AppProject";
const server = "https://kubernetes.default.svc";
/** Where the names are that must be full. */
const names = ["sourceRepos", "sourceNamespaces"];
const members = {
  destinations: ["server", "name", "namespace"],
  clusterResourceWhitelist: ["group", "kind"],
};
/** What begins so takes away, and may be as wide as it likes. */
const except = "!";
const wildcard = /[*?[]/;
const want = "a full name, without wildcards";

const spec = (change: object) => ({
  props: {
    spec: {
      sourceRepos: ["https://github.com/acme/api"],
      destinations: [{ server, namespace: "payments" }],
      clusterResourceWhitelist: [],
      ...change,
    },
  },
});

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
  good: [
    spec({}),
    { props: {} },
    spec({ sourceRepos: [] }),
    spec({ sourceRepos: ["https://github.com/acme/api", "!https://github.com/acme/*"] }),
    spec({ destinations: [{ name: "in-cluster", namespace: "payments" }] }),
    spec({
      destinations: [
        { server, namespace: "payments" },
        { server, namespace: "!kube-*" },
      ],
    }),
    spec({ clusterResourceWhitelist: [{ group: "", kind: "Namespace" }] }),
    spec({ namespaceResourceWhitelist: [{ group: "*", kind: "*" }] }),
    spec({ sourceNamespaces: ["payments"] }),
    { type: `${project}Patch`, props: { spec: { description: "all of * payments" } } },
  ],
  bad: [
    spec({ sourceRepos: ["*"] }),
    spec({ sourceRepos: "*" }),
    spec({ sourceRepos: ["https://github.com/acme/api", "https://github.com/acme/*"] }),
    spec({ sourceRepos: ["https://github.com/acme/ap?"] }),
    spec({ sourceRepos: ["https://github.com/acme/[a-z]pi"] }),
    spec({ sourceNamespaces: ["*"] }),
    spec({ destinations: [{ server: "*", namespace: "payments" }] }),
    spec({ destinations: [{ server, namespace: "*" }] }),
    spec({ destinations: [{ name: "*", namespace: "payments" }] }),
    spec({
      destinations: [
        { server, namespace: "payments" },
        { server, namespace: "pay-*" },
      ],
    }),
    spec({ clusterResourceWhitelist: [{ group: "*", kind: "Namespace" }] }),
    spec({ clusterResourceWhitelist: [{ group: "", kind: "*" }] }),
    { ...spec({ sourceRepos: ["*"] }), tier: "sandbox" },
    { type: `${project}Patch`, props: { spec: { destinations: [{ server, namespace: "*" }] } } },
  ],
});

const isPattern = (name: string) => !name.startsWith(except) && wildcard.test(name);
