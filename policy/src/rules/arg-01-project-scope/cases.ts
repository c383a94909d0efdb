import type { Example } from "../example";
import { applications, project } from "./rule";

const [application, applicationPatch, set, setPatch] = Object.keys(applications) as [
  string,
  string,
  string,
  string,
];
const inProject = (named: unknown, type = application) => ({
  type,
  props: { spec: { project: named, destination: { namespace: "payments" } } },
});
const templated = (named: unknown, type = set) => ({
  type,
  props: { spec: { template: { spec: { project: named } } } },
});

const server = "https://kubernetes.default.svc";
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

const generated = (generators: unknown, more: object = {}, named = "{{ .team }}", type = set) => ({
  type,
  props: { spec: { generators, template: { spec: { project: named } }, ...more } },
});
const list = (...teams: unknown[]) => ({ list: { elements: teams.map((team) => ({ team })) } });
const git = { git: { repoURL: "https://github.com/acme/apps", directories: [{ path: "*" }] } };
const overriding = (project: unknown) => ({ ...git.git, template: { spec: { project } } });
const patched = (templatePatch: string) => generated([git], { templatePatch }, "payments");
const account = (change: object) =>
  spec({
    destinationServiceAccounts: [
      { server, namespace: "payments", defaultServiceAccount: "deployer", ...change },
    ],
  });

export const good: readonly Example[] = [
  generated([list("payments", "shop")]),
  generated([{ ...list("payments"), selector: {} }], {}, "team-{{team}}"),
  generated([git], {}, "payments"),
  generated([{ git: overriding("payments") }], {}, "payments"),
  generated([{ git: overriding("") }], {}, "payments"),
  patched("spec:\n  source:\n    path: projects/a\n"),
  patched("metadata:\n  labels:\n    subproject: a\n"),
  account({}),
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
  inProject("payments"),
  inProject("default-payments"),
  inProject(undefined, applicationPatch),
  templated("payments"),
  templated("{{.team}}"),
  templated(undefined, setPatch),
];

export const bad: readonly Example[] = [
  { ...generated([git], {}, "{{ .path.basename }}"), says: "spec.template.spec.project" },
  generated([list("payments"), git], {}, "{{path.basename}}"),
  generated([{ matrix: { generators: [list("payments"), git] } }]),
  generated([list("payments", "default")]),
  generated([list("payments", "")]),
  generated([list("ault")], {}, "def{{ .team }}"),
  generated([list("payments")], {}, '{{ .other | default "default" }}'),
  generated([{ list: { elementsYaml: "{{ .apps }}" } }]),
  generated(undefined, {}, "{{ .team }}", setPatch),
  { ...patched("spec:\n  project: default\n"), says: "spec.templatePatch" },
  patched('{"spec": {"project": "default"}}'),
  patched('{"spec": {"pro\\u006aect": "default"}}'),
  {
    ...generated([{ list: { elements: [], template: { spec: { project: "default" } } } }]),
    says: "list.template.spec.project",
  },
  generated([{ git: overriding("{{ .path.basename }}") }], {}, "payments"),
  generated([{ merge: { generators: [{ git: overriding("default") }] } }], {}, "payments"),
  account({ namespace: "*" }),
  account({ server: "*", defaultServiceAccount: "kube-system:admin" }),
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
  inProject("default"),
  inProject(undefined),
  inProject(""),
  inProject("default", applicationPatch),
  templated("default"),
  templated(undefined),
  templated("default", setPatch),
];
