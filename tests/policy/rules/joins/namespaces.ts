import { type Case, later, made } from "./join";

const space = (name: string, team: string) =>
  made("kubernetes:core/v1:Namespace", name, {
    metadata: {
      name: later,
      labels: { "groundwork.dev/team": team, "pod-security.kubernetes.io/enforce": "restricted" },
    },
  });
export const payments = space("payments", "payments");
const [ledger, search] = [space("ledger", "payments"), space("search", "search")];
const guards = (metadata: string | string[]) => {
  const inside = (type: string, name: string, spec: object) =>
    made(`kubernetes:${type}`, name, { metadata: { namespace: later }, spec }, { metadata });
  const egress = [{ to: [{}], ports: [{ protocol: "UDP", port: 53 }] }];
  return [
    inside("core/v1:ResourceQuota", "quota", { hard: { cpu: "1", memory: "1Gi" } }),
    inside("core/v1:LimitRange", "limits", { limits: [{ type: "Container" }] }),
    inside("networking.k8s.io/v1:NetworkPolicy", "closed", {
      policyTypes: ["Ingress", "Egress"],
      egress,
    }),
  ];
};
const project = (spec: string | string[]) =>
  made(
    "kubernetes:argoproj.io/v1alpha1:AppProject",
    "project",
    { metadata: { name: "payments" }, spec: { destinations: [{ namespace: later }] } },
    { spec },
  );

export const namespaces: readonly Case[] = [
  ["GR-02", "guards of the namespace", [payments, ...guards("payments")], "nothing"],
  ["GR-02", "guards of another", [payments, search, ...guards("search")], "violation"],
  [
    "GR-02",
    "guards of one of two",
    [payments, ledger, ...guards(["payments", "ledger"])],
    "deferral",
  ],
  ["GR-02", "guards of no namespace that is here", [payments, ...guards("none")], "deferral"],
  ["GR-11", "a destination of the team", [payments, search, project("payments")], "nothing"],
  ["GR-11", "two of the team", [payments, ledger, project(["payments", "ledger"])], "nothing"],
  [
    "GR-11",
    "one of two of another team",
    [payments, search, project(["payments", "search"])],
    "violation",
  ],
  ["GR-11", "a destination of elsewhere", [payments, project("none")], "deferral"],
];
