import type { StackExample } from "../example";
import { namespace, project, thisCluster } from "./rule";

const space = (name: string, team?: string, label = "team"): StackExample[number] => ({
  type: namespace,
  name,
  props: { metadata: { name, ...(team && { labels: { [`groundwork.dev/${label}`]: team } }) } },
});
const payments = space("payments", "payments");
const search = space("search", "search");
const projectOf = (
  destinations: unknown,
  change: object = {},
  more: Partial<StackExample[number]> = {},
): StackExample[number] => ({
  type: project,
  name: "project",
  props: { metadata: { name: "payments", ...change }, spec: { destinations } },
  ...more,
});
const to = (name: string, change: object = {}) => ({
  server: thisCluster,
  namespace: name,
  ...change,
});
const inCluster = (made: StackExample[number], cluster: string): StackExample[number] => ({
  ...made,
  name: `${made.name}-${cluster}`,
  stack: `workspace.${cluster}`,
  provider: { name: "cluster", props: { clusterIdentifier: cluster } },
});

export const good: readonly StackExample[] = [
  [
    inCluster(payments, "dev"),
    inCluster({ ...search, props: space("payments", "search").props }, "prod"),
    inCluster(projectOf([to("payments", { server: undefined, name: "in-cluster" })]), "dev"),
  ],
  [payments, projectOf([to("payments")])],
  [payments, projectOf([])],
  [payments, space("ledger", "payments"), projectOf([to("payments"), to("ledger")])],
  [payments, projectOf([to("payments", { server: undefined, name: "in-cluster" })])],
  [payments, projectOf([to("payments"), to("!kube-system")])],
  [search, projectOf([to("search")], { labels: { "groundwork.dev/team": "search" } })],
  [space("argocd", "payments", "owner"), projectOf([to("argocd")])],
  [search, projectOf([to("search")], { labels: { "groundwork.dev/owner": "search" } })],
  [projectOf([to("elsewhere")])],
  [payments, projectOf([to("payments")], {}, { from: { spec: "payments" } })],
  [payments, projectOf([to("payments", { server: "https://cluster.example.com" })])],
  [payments, search, projectOf([to("payments")], {}, { from: { spec: ["payments"] } })],
  [
    inCluster(payments, "dev"),
    inCluster({ ...search, props: space("payments", "search").props }, "prod"),
    inCluster(projectOf([to("payments")]), "dev"),
  ],
];

export const bad: readonly StackExample[] = [
  [space("x"), projectOf([to("x")], { name: "" })],
  [
    inCluster(payments, "dev"),
    inCluster({ ...search, props: space("payments", "search").props }, "prod"),
    inCluster(projectOf([to("payments", { server: undefined, name: "other" })]), "dev"),
  ],
  [payments, search, projectOf([to("payments"), to("search")])],
  [payments, projectOf([to("search")])],
  [space("payments"), projectOf([to("payments")])],
  [space("payments", "payment"), projectOf([to("payments")])],
  [payments, projectOf([to("payments")], { labels: { "groundwork.dev/team": "search" } })],
  [payments, projectOf([to("pay*")])],
  [payments, projectOf([to("payments!")])],
  [payments, projectOf([{ server: thisCluster }])],
  [payments, projectOf(to("search"))],
  [space("", ""), projectOf([to("")], { name: "" })],
  [search, projectOf([to("search", { server: "https://cluster.example.com" })])],
  [search, projectOf([to("search", { name: "other" })])],
  [inCluster(payments, "dev"), inCluster(projectOf([to("payments")]), "prod")],
  [
    inCluster(payments, "dev"),
    inCluster({ ...search, props: space("payments", "search").props }, "prod"),
    inCluster(projectOf([to("payments", { server: "https://cluster.example.com" })]), "dev"),
  ],
];
