import type { Example } from "../example";
import { hour, kubernetes } from "./rule";

const ttl = { tokenTtl: hour, tokenMaxTtl: hour };
const workload = {
  roleType: "jwt",
  boundAudiences: ["openbao"],
  boundClaims: { sub: "system:serviceaccount:shop:workload" },
  ...ttl,
};
const person = { roleType: "oidc", boundAudiences: ["openbao"], ...ttl };
const account = {
  boundServiceAccountNames: ["workload"],
  boundServiceAccountNamespaces: ["shop"],
  audience: "openbao",
  ...ttl,
};
const byToken = (change: object) => ({ props: { ...workload, ...change } });
const byAccount = (change: object) => ({ type: kubernetes, props: { ...account, ...change } });

export const good: readonly Example[] = [
  byToken({}),
  byToken({ tokenTtl: 1, tokenMaxTtl: "3600", tokenPeriod: 0 }),
  byToken({ boundClaims: undefined, boundSubject: "system:serviceaccount:shop:workload" }),
  byToken({ boundAudiences: "openbao" }),
  byToken({ boundClaims: { repository: "acme/api", environment: "dev,prod" } }),
  { props: person },
  { props: { ...person, roleType: undefined } },
  { props: { ...person, boundClaims: { groups: "payments" } } },
  byAccount({}),
  byAccount({ boundServiceAccountNames: ["a", "b"], tokenTtl: 900 }),
  byAccount({ boundServiceAccountNamespaceSelector: "" }),
  { ...byAccount({}), tier: "sandbox" },
];

export const bad: readonly Example[] = [
  byToken({ boundAudiences: undefined }),
  byToken({ boundAudiences: [] }),
  byToken({ boundAudiences: ["openbao", "*"] }),
  byToken({ boundAudiences: [""] }),
  byToken({ boundClaims: undefined }),
  byToken({ boundClaims: {} }),
  byToken({ boundClaims: undefined, boundSubject: "" }),
  byToken({ boundClaims: { sub: "system:serviceaccount:*:workload" } }),
  byToken({ boundClaims: { sub: "" } }),
  byToken({ boundClaims: { repository: "acme/api", environment: "dev,,prod" } }),
  byToken({ boundClaims: { sub: "a, " } }),
  byToken({ boundSubject: "system:serviceaccount:shop:*" }),
  byToken({ tokenTtl: undefined }),
  byToken({ tokenTtl: 3601 }),
  byToken({ tokenTtl: 0 }),
  byToken({ tokenMaxTtl: undefined }),
  byToken({ tokenMaxTtl: 86400 }),
  byToken({ tokenPeriod: 60 }),
  { props: { ...person, boundAudiences: undefined } },
  { props: { ...person, boundClaims: { groups: "*" } } },
  { props: { ...person, tokenMaxTtl: 7200 } },
  { ...byToken({ boundClaims: {} }), tier: "sandbox" },
  byAccount({ boundServiceAccountNames: ["*"] }),
  byAccount({ boundServiceAccountNames: ["workload", "app-*"] }),
  byAccount({ boundServiceAccountNames: [] }),
  byAccount({ boundServiceAccountNamespaces: ["*"] }),
  byAccount({ boundServiceAccountNamespaces: undefined }),
  byAccount({ boundServiceAccountNamespaceSelector: '{"matchLabels":{"team":"shop"}}' }),
  byAccount({ audience: undefined }),
  byAccount({ audience: "" }),
  byAccount({ audience: "*" }),
  byAccount({ tokenTtl: 7200 }),
  byAccount({ tokenMaxTtl: 0 }),
];
