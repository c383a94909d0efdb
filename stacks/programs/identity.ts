import * as pulumi from "@pulumi/pulumi";

import { identity } from "../../components";
import type { Exports } from "../contracts";
import { type Tool, toolHost } from "../hosts";
import type { Organization } from "../organization";
import { keycloakProvider } from "../providers";

/** `identity`: the realm and a client for each tool that people log in to, or an issuer that is there. */
export function identityProgram(organization: Organization): Exports<"identity"> {
  if (organization.identity.mode === "existing") {
    const { issuer, groupsClaim, clients } = organization.identity;
    return { issuer, groupsClaim, clients };
  }
  const { url, realm: name } = organization.identity;
  const provider = keycloakProvider(url);
  const realm = new identity.Realm(name, { realm: name, url }, { provider });
  const environments = Object.keys(organization.environments);
  const at = (tool: string, path: string) =>
    environments.map((env) => `https://${toolHost(organization, tool, env)}${path}`);

  const client = (clientId: Tool, redirectUris: readonly string[], isPublic: boolean) =>
    new identity.ToolClient(
      clientId,
      { realmId: realm.realmId, clientId, redirectUris, public: isPublic },
      { provider },
    ).clientId;
  return {
    issuer: realm.issuer,
    realmId: realm.realmId,
    groupsClaim: identity.groupsClaim,
    clients: pulumi.all({
      kubernetes: client("kubernetes", ["http://localhost:8000"], true),
      argocd: client("argocd", at("argocd", "/auth/callback"), true),
      grafana: client("grafana", at("grafana", "/login/generic_oauth"), true),
      secrets: client(
        "secrets",
        [`${organization.secrets.url}/ui/vault/auth/oidc/oidc/callback`],
        true,
      ),
    }),
  };
}
