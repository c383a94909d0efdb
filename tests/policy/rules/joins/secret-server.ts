import { type Case, later, made } from "./join";
import { payments } from "./namespaces";

const policy = (name: string) =>
  made("vault:index/policy:Policy", name, { name: later, policy: "" });
const login = (tokenPolicies: string | string[]) =>
  made(
    "vault:jwt/authBackendRole:AuthBackendRole",
    "login",
    { tokenPolicies: [later] },
    { tokenPolicies },
  );

const mount = (path: string) => made("vault:index/mount:Mount", "mount", { path });
const teams = (text: string, name = "team-pay-a") =>
  made("vault:index/policy:Policy", "teams", { name, policy: text });
const bound = (names: string[], spaces: string[], tokenPolicies: string[] = []) =>
  made("vault:kubernetes/authBackendRole:AuthBackendRole", "bound", {
    boundServiceAccountNames: names,
    boundServiceAccountNamespaces: spaces,
    tokenPolicies,
  });
const account = (name: string, namespace: string) =>
  made("kubernetes:core/v1:ServiceAccount", "account", { metadata: { name, namespace } });

export const secretServer: readonly Case[] = [
  ["GR-12", "a policy that is here", [policy("a"), policy("b"), login("a")], "nothing"],
  ["GR-12", "one of two policies", [policy("a"), policy("b"), login(["a", "b"])], "nothing"],
  [
    "GR-12",
    "a policy of no team beside a mount of one",
    [
      made("vault:index/mount:Mount", "mount", { path: later }),
      made("vault:index/policy:Policy", "ci", { name: "ci", policy: "" }),
    ],
    "nothing",
  ],
  [
    "GR-09",
    "a repository of an owner to come",
    [
      {
        ...made("github:index/repository:Repository", "api", { name: "api" }),
        provider: { name: "github", props: { owner: later } },
      },
      made("vault:jwt/authBackendRole:AuthBackendRole", "login", {
        boundClaims: { repository: "acme/api" },
      }),
    ],
    "deferral",
  ],
  [
    "GR-12",
    "a known name that none has, beside one to come",
    [
      { ...policy("a"), props: { name: "a" } },
      { ...login("a"), props: { tokenPolicies: ["b"] } },
    ],
    "violation",
  ],
  ["GR-12", "a policy of elsewhere", [policy("a"), login("none")], "deferral"],
  ["GR-12", "paths to come of a team's policy", [mount("teams/pay"), teams(later)], "deferral"],
  ["GR-12", "paths to come of a policy of no team", [mount("kv"), teams(later, "ci")], "nothing"],
  ["GR-12", "paths to come where no mount is", [teams(later)], "nothing"],
  ["GR-12", "a mount to come", [mount(later), teams("")], "deferral"],
  [
    "GR-12",
    "an account's name to come",
    [account("a", "pay"), bound([later], ["pay"])],
    "deferral",
  ],
  [
    "GR-12",
    "an account's namespace to come",
    [account("a", "pay"), bound(["a"], [later])],
    "deferral",
  ],
  [
    "GR-12",
    "an account that may be made here",
    [account(later, "pay"), bound(["a"], ["pay"])],
    "deferral",
  ],
  [
    "GR-12",
    "a team's policy and a namespace to come",
    [account("a", "pay"), payments, bound(["a"], ["pay"], ["team-pay-a"])],
    "deferral",
  ],
];
