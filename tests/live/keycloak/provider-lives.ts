import type { KindLife } from "../kind-life";
import { realmId, edit, inside, providerInputs } from "./world";

export const providerLives: Readonly<Record<string, () => KindLife>> = {
  "keycloak:oidc/identityProvider:IdentityProvider": () => ({
    id: "corporate",
    inputs: providerInputs,
    spoil: () =>
      edit("identity-provider/instances/corporate", (had) => ({
        trustEmail: false,
        ...inside(had, "config", { tokenUrl: "https://evil.example.com", clientSecret: "changed" }),
      })),
    drift: { trustEmail: false, tokenUrl: "https://evil.example.com" },
    change: {
      jwksUrl: "https://login.example.com/keys",
      issuer: "https://login.example.com",
      validateSignature: true,
      extraConfig: { clientAuthMethod: "client_secret_basic" },
      defaultScopes: undefined,
    },
  }),
  "keycloak:saml/identityProvider:IdentityProvider": () => ({
    id: "saml",
    inputs: {
      realm: realmId,
      alias: "saml",
      entityId: `https://id.example.com/realms/${realmId}`,
      singleSignOnServiceUrl: "https://login.example.com/saml",
      nameIdPolicyFormat: "Email",
      postBindingResponse: true,
      wantAssertionsSigned: true,
      authnContextClassRefs: ["urn:oasis:names:tc:SAML:2.0:ac:classes:Password"],
    },
    spoil: () =>
      edit("identity-provider/instances/saml", (had) => ({
        enabled: false,
        ...inside(had, "config", { wantAssertionsSigned: "false" }),
      })),
    drift: { enabled: false, wantAssertionsSigned: false },
    change: { nameIdPolicyFormat: "Persistent", authnContextClassRefs: undefined },
  }),
  "keycloak:index/customIdentityProviderMapping:CustomIdentityProviderMapping": () => ({
    inputs: {
      realm: realmId,
      name: "email",
      identityProviderAlias: "fixture",
      identityProviderMapper: "oidc-user-attribute-idp-mapper",
      extraConfig: { syncMode: "INHERIT", claim: "mail", "user.attribute": "email" },
    },
    spoil: (id) =>
      edit(`identity-provider/instances/fixture/mappers/${id}`, (had) =>
        inside(had, "config", { claim: "other" }),
      ),
    drift: { extraConfig: { syncMode: "INHERIT", claim: "other", "user.attribute": "email" } },
    change: { extraConfig: { syncMode: "FORCE", claim: "mail" } },
  }),
  "keycloak:ldap/userFederation:UserFederation": () => ({
    inputs: {
      realmId,
      name: "directory",
      connectionUrl: "ldaps://ldap.example.com",
      usersDn: "ou=people,dc=example,dc=com",
      usernameLdapAttribute: "uid",
      rdnLdapAttribute: "uid",
      uuidLdapAttribute: "entryUUID",
      userObjectClasses: ["inetOrgPerson", "organizationalPerson"],
      bindDn: "cn=reader,dc=example,dc=com",
      bindCredential: "not-for-eyes",
      vendor: "AD",
      searchScope: "SUBTREE",
      connectionTimeout: "5s",
      cache: { policy: "MAX_LIFESPAN", maxLifespan: "1h0m0s" },
      deleteDefaultMappers: true,
    },
    spoil: (id) =>
      edit(`components/${id}`, (had) =>
        inside(had, "config", { editMode: ["WRITABLE"], usersDn: ["ou=all,dc=example,dc=com"] }),
      ),
    drift: { editMode: "WRITABLE", usersDn: "ou=all,dc=example,dc=com" },
    change: { connectionTimeout: undefined, vendor: undefined, fullSyncPeriod: 86400 },
  }),
};
