import { demandText } from "../../kit/demands";
import { everywhere, rule } from "../rule";

const minutes = 60;

export const EKS10 = rule({
  id: "EKS-10",
  title:
    "People log in to a cluster from your own issuer, and never under a name that Kubernetes reserves.",
  severity: "high",
  types: [
    "aws:eks/identityProviderConfig:IdentityProviderConfig",
    "aws-native:eks:IdentityProviderConfig",
  ],
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
      demandText(oidc.at(prefix), ctx, "your own prefix, without system:", isOwnPrefix);
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
