import type { Example } from "../example";
import { project } from "./rule";

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

export const good: readonly Example[] = [
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
];

export const bad: readonly Example[] = [
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
];
