import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { PipelineLogin } from "../../components/devtools/pipeline-login";
import { SecretLogin } from "../../components/devtools/secret-login";
import { ToolClient } from "../../components/identity/tool-client";
import { exported, type Exports, readStack } from "../contracts";
import {
  ciRole,
  configuredPaths,
  previewApprovals,
  previewRole,
  secretSettings,
} from "../derived/hosts";
import type { ResolvedOrganization } from "../derived/resolved/model";
import { githubProvider } from "./providers/github";
import { keycloakProvider } from "./providers/keycloak";
import { vaultProvider } from "./providers/vault";

/** `tools`: rules of the GitHub organisation, logins of the secret server. */
export function toolsProgram(organization: ResolvedOrganization): Exports<"tools"> {
  new github.ActionsOrganizationPermissions(
    "actions",
    {
      enabledRepositories: "all",
      allowedActions: "selected",
      allowedActionsConfig: {
        githubOwnedAllowed: true,
        verifiedAllowed: false,
        patternsAlloweds: [],
      },
    },
    { provider: githubProvider(organization) },
  );
  const { issuer, platformRepository, platformRepositoryIds, secretServer, updateApprovals } =
    organization;
  const provider = vaultProvider(organization);
  const { realmId, groupsClaim } = readStack("identity");
  const redirectUris = [`${secretServer}/ui/vault/auth/oidc/oidc/callback`];
  const login = new SecretLogin(
    "login",
    {
      issuer,
      ...secretsClient(organization, realmId, redirectUris),
      redirectUris,
      groupsClaim,
    },
    { provider },
  );
  new vault.Mount(
    "platform",
    {
      path: "platform",
      type: "kv",
      options: { version: "2" },
      description: "What CI needs of other servers",
    },
    { provider, protect: true },
  );
  const platform = {
    repository: platformRepository,
    ...(platformRepositoryIds === undefined ? {} : { ids: platformRepositoryIds }),
    loginPath: login.ciPath,
  };
  const administrator = new vault.Policy(
    "platform",
    { name: "platform-ci", policy: platformRights(organization) },
    { provider },
  );
  new PipelineLogin(
    "platform",
    {
      ...platform,
      roleName: ciRole,
      environments: updateApprovals,
      policies: [administrator.name],
    },
    { provider },
  );
  const reader = new vault.Policy(
    "preview",
    { name: "platform-preview", policy: previewRights },
    { provider },
  );
  new PipelineLogin(
    "preview",
    {
      ...platform,
      roleName: previewRole,
      environments: previewApprovals,
      policies: [reader.name],
    },
    { provider },
  );
  return { secretLoginAccessor: login.accessor, secretCiPath: login.ciPath };
}

/** The client of the realm that people log in to the secret server with, and its secret. */
function secretsClient(
  { clientIds, realmServer }: ResolvedOrganization,
  realmId: pulumi.Output<string | undefined>,
  redirectUris: readonly string[],
): { readonly clientId: pulumi.Input<string>; readonly clientSecret: pulumi.Output<string> } {
  const clientId = clientIds.secrets;
  if (realmServer === undefined) {
    const clientSecret = new pulumi.Config("groundwork").requireSecret(
      secretSettings.secretsClient,
    );
    return { clientId, clientSecret };
  }
  const client = new ToolClient(
    "secrets",
    {
      realmId: realmId.apply((id) => exported("identity", "realmId", id)),
      clientId,
      redirectUris,
    },
    { provider: keycloakProvider(realmServer) },
  );
  return { clientId: client.clientId, clientSecret: client.clientSecret };
}

const configure = ["create", "read", "update", "delete", "list"];
const previewRights = rights(["read", "list"], "preview");

/**
 * OpenBao asks for sudo on the path of each login that is made, so the policy names each.
 * https://openbao.org/docs/concepts/policies/#root-protected-api-endpoints
 */
function platformRights({ environments }: ResolvedOrganization): string {
  const clusters = Object.values(environments).map(({ secretLoginPath }) => secretLoginPath);
  const logins = ["oidc", "github", ...clusters].map((login) => `sys/auth/${login}`);
  const sudo = JSON.stringify([...configure, "sudo"]);
  return (
    rights(configure, "ci") +
    logins.map((path) => `path "${path}" { capabilities = ${sudo} }\n`).join("")
  );
}

/** Rights on every path that the stacks configure and on the platform's own secrets; none on a team's. */
function rights(capabilities: readonly string[], secrets: "ci" | "preview"): string {
  const paths = configuredPaths.flatMap((path) => [path, `${path}/*`]);
  return [
    ...paths.map((path) => `path "${path}" { capabilities = ${JSON.stringify(capabilities)} }`),
    `path "platform/data/${secrets}" { capabilities = ["read"] }`,
    'path "auth/token/create" { capabilities = ["update"] }',
    "",
  ].join("\n");
}
