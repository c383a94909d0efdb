import type { StackExample } from "../example";

type Made = StackExample[number];

const subject = "system:serviceaccount:payments:workload";
const jwt = (props: object, more: Partial<Made> = {}): Made => ({
  type: "vault:jwt/authBackendRole:AuthBackendRole",
  name: "login",
  props,
  ...more,
});
const bound = (sub: string, ...tokenPolicies: string[]) =>
  jwt({ boundClaims: { sub }, tokenPolicies });
const byAccount = (names: unknown, spaces: unknown, ...tokenPolicies: string[]): Made => ({
  type: "vault:kubernetes/authBackendRole:AuthBackendRole",
  name: "login",
  props: {
    boundServiceAccountNames: names,
    boundServiceAccountNamespaces: spaces,
    tokenPolicies,
  },
});
const account = (name: string, namespace: string): Made => ({
  type: "kubernetes:core/v1:ServiceAccount",
  name: `${namespace}-${name}`,
  props: { metadata: { name, namespace } },
});
const chart = (namespace: string, values: object): Made => ({
  type: "kubernetes:helm.sh/v3:Release",
  name: "chart",
  props: { namespace, values },
});
const space = (name: string, team: string): Made => ({
  type: "kubernetes:core/v1:Namespace",
  name,
  props: { metadata: { name, labels: { "groundwork.dev/team": team } } },
});
const policy = (name: string, path: string, capability = "read"): Made => ({
  type: "vault:index/policy:Policy",
  name,
  props: { name, policy: `path "${path}" { capabilities = ["${capability}"] }` },
});
const mount = (path: string): Made => ({
  type: "vault:index/mount:Mount",
  name: path,
  props: { path },
});
const workload = account("workload", "payments");
const reader = policy("team-payments-reader", "teams/payments/data/dev/*");
const payments = space("payments", "payments");
const repository = { boundClaims: { repository: "acme/api", environment: "dev" } };

export const good: readonly StackExample[] = [
  [mount("old/teams/pay"), policy("team-pay-a", "teams/search/*")],
  [workload, bound("xsystem:serviceaccount:payments:other")],
  [workload, bound("system:serviceaccount:payments:other:more")],
  [payments, workload, bound(subject, "team-payments-reader")],
  [workload, reader, bound(subject, "team-payments-reader", "default")],
  [bound(subject, "team-payments-reader")],
  [payments, workload, bound(`${subject}, ${subject}`)],
  [workload, jwt({ boundSubject: subject })],
  [workload, jwt({ boundClaims: { sub: "somebody" } })],
  [reader, jwt({ ...repository, tokenPolicies: ["team-payments-reader"] })],
  [
    reader,
    jwt({ tokenPolicies: "team-payments-reader" }, { from: { tokenPolicies: reader.name } }),
  ],
  [
    reader,
    policy("team-payments-writer", "teams/payments/data/prod/*"),
    jwt(
      { tokenPolicies: ["team-payments-writer"] },
      { from: { tokenPolicies: [reader.name, "team-payments-writer"] } },
    ),
  ],
  [chart("payments", { parts: { serviceAccount: { name: "workload" } } }), bound(subject)],
  [
    workload,
    account("other", "payments"),
    byAccount(["workload", "other"], ["payments"], "ci", "default"),
  ],
  [payments, workload, bound(subject, "team-payments", "ci")],
  [payments, space("search", "search"), workload, bound(subject, "team-payments-reader")],
  [space("payments", ""), workload, bound(subject, "ci")],
  [mount("teams/payments"), reader],
  [mount("teams/payments/"), mount("platform"), reader, policy("ci", "teams/payments/data/a")],
  [mount("teams/pay"), mount("teams/pay-roll"), policy("team-pay-roll-a", "teams/pay-roll/a")],
  [mount("teams/pay"), mount("teams/pay-roll"), policy("team-pay-a", "teams/pay/a")],
  [mount("teams/pay"), policy("team-pay-a", "auth/token/renew-self")],
  [mount("teams/pay"), policy("team-pay-a", "teams/search/*", "deny")],
  [mount("teams/pay"), policy("team-search-a", "teams/search/*")],
  [mount("teams/pay/more"), policy("team-pay-a", "teams/search/*")],
  [mount("teams/pay"), { ...reader, props: { name: "team-pay-a", policy: "no policy" } }],
];

export const bad: readonly StackExample[] = [
  [workload, bound(`${subject}, system:serviceaccount:payments:other`)],
  [workload, chart("payments", {}), bound("system:serviceaccount:payments:other")],
  [reader, bound("somebody", "team-payments-writer")],
  [reader, bound("somebody", "")],
  [reader, bound("somebody", "team-payments-reader", "ci")],
  [reader, byAccount([], [], "ci")],
  [workload, bound("system:serviceaccount:payments:other")],
  [workload, bound("system:serviceaccount:search:workload")],
  [workload, bound(`${subject},system:serviceaccount:search:workload`)],
  [workload, bound(`system:serviceaccount:search:workload,${subject}`)],
  [workload, jwt({ boundSubject: "system:serviceaccount:search:workload" })],
  [chart("payments", { serviceAccount: { name: "other" } }), bound(subject)],
  [chart("search", { serviceAccount: { name: "workload" } }), bound(subject)],
  [chart("payments", {}), bound(subject)],
  [chart("payments", { name: "workload" }), bound(subject)],
  [workload, byAccount(["workload"], ["payments", "search"])],
  [workload, byAccount(["workload", "other"], ["payments"])],
  [payments, workload, bound(subject, "team-search-reader")],
  [payments, workload, bound(subject, "team-payment")],
  [payments, workload, bound(subject, "team-payments-reader", "team-search-reader")],
  [space("payments", ""), workload, bound(subject, "team-payments-reader")],
  [payments, workload, byAccount(["workload"], ["payments"], "team-search-reader")],
  [mount("teams/payments"), policy("team-payments-a", "teams/search/data/*")],
  [mount("teams/payments/"), policy("team-payments-a", "teams/payment/data/*")],
  [mount("teams/payments"), policy("team-payments", "teams/*")],
  [mount("teams/pay"), mount("teams/pay-roll"), policy("team-pay-roll-a", "teams/pay/a")],
  [mount("teams/pay-roll"), mount("teams/pay"), policy("team-pay-roll-a", "teams/pay/a")],
];
