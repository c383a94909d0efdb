import { demandText } from "../../kit/demands";
import { everywhere, rule } from "../rule";

const minutes = 60;
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

export const EKS10 = rule({
  id: "EKS-10",
  title: "People log in to a cluster from an issuer of yours, and never as one of Kubernetes' own.",
  severity: "high",
  types: ["aws:eks/identityProviderConfig:IdentityProviderConfig"],
  frameworks: ["AWS-EKS-API OidcIdentityProviderConfigRequest"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Give the issuer's public https address as plain text, a usernamePrefix and a groupsPrefix such as `realm:`, and timeouts of an hour.",
  link: "https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html",
  check(resource, ctx) {
    const oidc = resource.at("oidc");
    const wantIssuer = "a public https address without a query, not a cluster's own issuer";
    demandText(oidc.at("issuerUrl"), ctx, wantIssuer, isPublicIssuer);
    for (const prefix of ["usernamePrefix", "groupsPrefix"]) {
      demandText(oidc.at(prefix), ctx, "a prefix of yours, without system:", isOwnPrefix);
    }
    const { createSeconds, deleteSeconds } = resource.options.customTimeouts;
    for (const [name, seconds] of Object.entries({
      create: createSeconds,
      delete: deleteSeconds,
    })) {
      // EKS takes up to 40 minutes, all that the provider waits.
      if (seconds < minutes * 60) {
        const path = `options.customTimeouts.${name}`;
        ctx.violation({ path, want: `${minutes} minutes`, given: seconds / 60 });
      }
    }
  },
  good: [
    config({}),
    config({ usernamePrefix: "oidc#", groupsPrefix: "oidc:" }),
    issuer("https://login.example.com"),
    issuer("https://login.example.com:8443/realms/company/"),
    issuer("https://login.xn--p1ai/realms/eks.company"),
    issuer("https://LOGIN.internal.example.com/realms/company"),
    issuer("https://my-oidc.eks.example.com"),
    config({ groupsPrefix: "-:" }, { create: 61, delete: 90 }),
  ],
  bad: [
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
  ],
});

function isPublicIssuer(text: string): boolean {
  const host = /^https:\/\/((?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+)(?::\d+)?(?:\/[^?#]*)?$/i.exec(
    text,
  )?.[1];
  return host !== undefined && !inside.test(host) && !/^oidc[.-]eks\./i.test(host);
}

/** Names that no public DNS answers. */
const inside = /\.(internal|local|localhost|svc)$/i;

/** `-` would turn the prefix off; EKS refuses `system:` only once it tries. */
const isOwnPrefix = (text: string) => text !== "" && text !== "-" && !text.includes("system:");
