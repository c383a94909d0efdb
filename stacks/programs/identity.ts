import type * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { Broker } from "../../components/identity/broker";
import type { CompanyProvider } from "../../components/identity/company-provider";
import { LdapFederation } from "../../components/identity/ldap-federation";
import { People } from "../../components/identity/people";
import { Realm } from "../../components/identity/realm";
import { ToolClient, groupsClaim } from "../../components/identity/tool-client";
import type { Exports } from "../contracts";
import { companyAlias, platformGroup, secretSettings, type Tool } from "../derived/hosts";
import type { Organization } from "../declarations/model";
import type { ResolvedOrganization } from "../derived/resolved/model";
import { keycloakProvider } from "./providers/keycloak";

/**
 * `identity`: the realm, its people, and a public client for each tool that needs no secret, or an
 * issuer that already exists. The secret server's client has a secret, so `tools` makes it, which uses it.
 */
export function identityProgram({
  declared,
  environments,
}: ResolvedOrganization): Exports<"identity"> {
  if (declared.identity.mode === "existing") {
    const { issuer, groupsClaim, clients } = declared.identity;
    return { issuer, groupsClaim, clients };
  }
  const { url, realm: name, administrators, company } = declared.identity;
  const provider = keycloakProvider(url);
  const realm = new Realm(
    name,
    {
      realm: name,
      url,
      administratorGroup: platformGroup,
      passwords: company === undefined ? "realm" : "none",
      // The provider refuses to delete a protected one, so `down` releases it first.
      protect: new pulumi.Config("groundwork").getBoolean("release") !== true,
    },
    { provider },
  );
  const login = company === undefined ? [] : [companyLogin(company, realm, provider)];
  const at = (tool: "argocd" | "grafana", path: string) =>
    Object.values(environments).map(({ hosts }) => `https://${hosts[tool]}${path}`);

  const client = (clientId: Tool, redirectUris: readonly string[]) =>
    new ToolClient(
      clientId,
      { realmId: realm.realmId, clientId, redirectUris, public: true },
      // A destroy meets the protected clients first, and is refused while people are still there.
      { provider, dependsOn: [realm, people, ...login] },
    ).clientId;
  const people = new People(
    "people",
    {
      realmId: realm.realmId,
      people: declared.identity.people ?? {},
      administratorGroupId: realm.administratorGroupId,
      administrators: administrators ?? [],
    },
    { provider },
  );
  return {
    issuer: realm.issuer,
    realmId: realm.realmId,
    groupsClaim: groupsClaim,
    clients: pulumi.all({
      kubernetes: client("kubernetes", ["http://localhost:8000"]),
      argocd: client("argocd", at("argocd", "/auth/callback")),
      grafana: client("grafana", at("grafana", "/login/generic_oauth")),
    }),
  };
}

type Company = NonNullable<
  Exclude<Organization["identity"], { readonly mode: "existing" }>["company"]
>;

/** People come from the company's own provider or directory. */
function companyLogin(
  company: Company,
  { issuer, realmId, secondFactorFlow }: Realm,
  provider: keycloak.Provider,
): pulumi.Resource {
  const secret = new pulumi.Config("groundwork").requireSecret(secretSettings.company);
  if (company.by === "ldap") {
    const { url, vendor, bindDn, usersDn, usersFilter, groupsDn, groupsFilter } = company;
    return new LdapFederation(
      companyAlias,
      {
        realmId,
        url,
        vendor,
        bindDn,
        usersDn,
        groupsDn,
        groupsFilter,
        ...(usersFilter === undefined ? {} : { usersFilter }),
        bindCredential: secret,
      },
      { provider },
    );
  }
  return new Broker(
    companyAlias,
    { realmId, alias: companyAlias, secondFactorFlow, provider: brokered(company, issuer, secret) },
    { provider },
  );
}

function brokered(
  company: Exclude<Company, { readonly by: "ldap" }>,
  entityId: pulumi.Output<string>,
  clientSecret: pulumi.Output<string>,
): CompanyProvider {
  if (company.by === "saml") {
    const { issuer, singleSignOnUrl, signingCertificates, attributes } = company;
    return { protocol: "saml", entityId, issuer, singleSignOnUrl, signingCertificates, attributes };
  }
  const { issuer, authorizationUrl, tokenUrl, jwksUrl, clientId, scopes } = company;
  const addresses = { issuer, authorizationUrl, tokenUrl, jwksUrl };
  const asked = scopes === undefined ? {} : { scopes };
  return { protocol: "oidc", ...addresses, clientId, clientSecret, ...asked };
}
