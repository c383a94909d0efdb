import * as pulumi from "@pulumi/pulumi";

import { identity } from "../../components";
import type { Exports } from "../contracts";
import { platformGroup, type Tool, toolHost } from "../hosts";
import type { Organization } from "../organization";
import { keycloakProvider } from "../providers";

/**
 * `identity`: the realm, its people, and a public client for each tool that needs no secret, or an
 * issuer that is there. The secret server's client has one, so it is made where it is used, in `tools`.
 */
export function identityProgram(organization: Organization): Exports<"identity"> {
  if (organization.identity.mode === "existing") {
    const { issuer, groupsClaim, clients } = organization.identity;
    return { issuer, groupsClaim, clients };
  }
  const { url, realm: name, people, administrators } = organization.identity;
  const provider = keycloakProvider(url);
  const realm = new identity.Realm(
    name,
    {
      realm: name,
      url,
      administratorGroup: platformGroup,
      // The provider refuses to delete a protected one, so `down` releases it first.
      protect: new pulumi.Config("groundwork").getBoolean("release") !== true,
    },
    { provider },
  );
  const environments = Object.keys(organization.environments);
  const at = (tool: string, path: string) =>
    environments.map((env) => `https://${toolHost(organization, tool, env)}${path}`);

  const client = (clientId: Tool, redirectUris: readonly string[]) =>
    new identity.ToolClient(
      clientId,
      { realmId: realm.realmId, clientId, redirectUris, public: true },
      { provider },
    ).clientId;
  new identity.People(
    "people",
    {
      realmId: realm.realmId,
      people: people ?? {},
      administratorGroupId: realm.administratorGroupId,
      administrators: administrators ?? [],
    },
    { provider },
  );
  return {
    issuer: realm.issuer,
    realmId: realm.realmId,
    groupsClaim: identity.groupsClaim,
    clients: pulumi.all({
      kubernetes: client("kubernetes", ["http://localhost:8000"]),
      argocd: client("argocd", at("argocd", "/auth/callback")),
      grafana: client("grafana", at("grafana", "/login/generic_oauth")),
    }),
  };
}
