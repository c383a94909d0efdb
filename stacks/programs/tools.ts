import * as github from "@pulumi/github";

import { devtools } from "../../components";
import { type Exports, readStack } from "../contracts";
import { clientIdOf, issuerOf } from "../hosts";
import type { Organization } from "../organization";
import { githubProvider, vaultProvider } from "../providers";

/** `tools`: rules of the GitHub organisation, logins of the secret server. */
export function toolsProgram(organization: Organization): Exports<"tools"> {
  const identity = readStack("identity");
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
  const { url } = organization.secrets;
  const login = new devtools.SecretLogin(
    "login",
    {
      issuer: issuerOf(organization),
      clientId: clientIdOf(organization, "secrets"),
      redirectUris: [`${url}/ui/vault/auth/oidc/oidc/callback`],
      groupsClaim: identity.groupsClaim,
    },
    { provider: vaultProvider(organization) },
  );
  return { secretLoginAccessor: login.accessor, secretCiPath: login.ciPath };
}
