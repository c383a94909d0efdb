import type { Example } from "../example";

const login = {
  identityProviderConfigName: "realm",
  clientId: "kubernetes",
  issuerUrl: "https://login.example.com/realms/company",
  usernamePrefix: "realm:",
  groupsPrefix: "realm:",
};
const hour = { create: 60, delete: 60 };
const config = (changes: object, timeouts: object = hour) => ({
  timeouts,
  props: { clusterName: "apps", oidc: { ...login, ...changes } },
});
const issuer = (issuerUrl?: unknown) => config({ issuerUrl });

const native = (changes: object) => ({
  ...config(changes),
  type: "aws-native:eks:IdentityProviderConfig",
});

export const good: readonly Example[] = [
  config({}),
  config({ usernamePrefix: "oidc#", groupsPrefix: "oidc:" }),
  issuer("https://login.example.com"),
  issuer("https://login.example.com:8443/realms/company/"),
  issuer("https://login.xn--p1ai/realms/eks.company"),
  issuer("https://LOGIN.internal.example.com/realms/company"),
  issuer("https://my-oidc.eks.example.com"),
  config({ groupsPrefix: "-:" }, { create: 61, delete: 90 }),
  native({}),
];

export const bad: readonly Example[] = [
  issuer(),
  issuer("http://login.example.com/realms/company"),
  issuer("https://login.example.com/realms/company?x=1"),
  issuer("https://login.example.com/realms/company#x"),
  issuer("https://someone@login.example.com/realms/company"),
  issuer("see https://login.example.com"),
  issuer("https://keycloak/realms/company"),
  issuer("https://10.0.0.7/realms/company"),
  issuer("https://[fd00::7]/realms/company"),
  issuer("https://keycloak.identity.svc/realms/company"),
  issuer("https://login.corp.internal/realms/company"),
  issuer("https://login.LOCAL:8443/realms/company"),
  issuer("https://keycloak.localhost/realms/company"),
  issuer("https://OIDC.eks.eu-west-1.amazonaws.com/id/A1B2C3"),
  issuer("https://oidc.eks.eu-west-1.amazonaws.com/id/A1B2C3"),
  issuer("https://oidc-eks.eu-west-1.api.aws/id/A1B2C3"),
  config({ usernamePrefix: undefined }),
  config({ groupsPrefix: undefined }),
  config({ usernamePrefix: "" }),
  config({ usernamePrefix: "-" }),
  config({ groupsPrefix: "system:" }),
  config({ groupsPrefix: "my-system:x" }),
  config({}, {}),
  { ...config({}, { create: 59, delete: 60 }), says: "create: want 60 minutes, given 59" },
  { ...config({}, { create: 60, delete: 40 }), says: "delete: want 60 minutes, given 40" },
  native({ issuerUrl: "http://login.example.com" }),
  native({ groupsPrefix: "system:" }),
];
