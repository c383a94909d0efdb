import { runtime } from "@pulumi/pulumi";
import { beforeEach, describe, expect, it } from "vitest";

import {
  Broker,
  checkBrokerArgs,
  checkGroupMappingArgs,
  checkLdapFederationArgs,
  GroupMapping,
  LdapFederation,
  type LdapFederationArgs,
  type OidcProvider,
  type SamlProvider,
} from "../../components/identity";
import { created, startEngine, treeOf, valueOf } from "../harness";

beforeEach(() => startEngine());

const oidcKind = "keycloak:oidc/identityProvider:IdentityProvider";
const samlKind = "keycloak:saml/identityProvider:IdentityProvider";
const mappingKind = "keycloak:index/customIdentityProviderMapping:CustomIdentityProviderMapping";

const oidc: OidcProvider = {
  protocol: "oidc",
  issuer: "https://sso.example.com",
  authorizationUrl: "https://sso.example.com/authorize",
  tokenUrl: "https://sso.example.com/token",
  jwksUrl: "https://sso.example.com/jwks",
  clientId: "acme-platform",
  clientSecret: "s3cret",
};
const saml: SamlProvider = {
  protocol: "saml",
  entityId: "https://id.example.com/realms/acme",
  issuer: "https://sso.example.com/metadata",
  singleSignOnUrl: "https://sso.example.com/login",
  signingCertificates: ["MIIC".repeat(32)],
  attributes: { email: "mail", firstName: "givenName", lastName: "sn" },
};
const args = { realmId: "acme", alias: "company" };
const common = {
  realm: "acme",
  alias: "company",
  displayName: "company",
  enabled: true,
  trustEmail: true,
  syncMode: "FORCE",
  storeToken: false,
  addReadTokenRoleOnCreate: false,
  linkOnly: false,
  validateSignature: true,
  backchannelSupported: false,
  firstBrokerLoginFlowAlias: "company-first-login",
  postBrokerLoginFlowAlias: "groundwork-broker",
};

/** A secret as the engine gets it; a bare string would be kept as it is. */
const marked = (value: unknown) => ({ [runtime.specialSigKey]: runtime.specialSecretSig, value });

describe("Broker", () => {
  it("trusts the company's OIDC provider, checks what it signs, and asks with PKCE", async () => {
    const secondFactorFlow = "groundwork-broker";
    const broker = new Broker("company", { ...args, provider: oidc, secondFactorFlow });
    await treeOf(broker);
    const [made] = created(oidcKind);
    expect(made?.inputs).toEqual({
      ...common,
      issuer: "https://sso.example.com",
      authorizationUrl: "https://sso.example.com/authorize",
      tokenUrl: "https://sso.example.com/token",
      jwksUrl: "https://sso.example.com/jwks",
      disableUserInfo: true,
      clientId: "acme-platform",
      clientSecret: marked("s3cret"),
      defaultScopes: "openid profile email",
      extraConfig: {
        clientAuthMethod: "client_secret_post",
        pkceEnabled: "true",
        pkceMethod: "S256",
      },
    });
    expect(created(Broker.type)[0]?.inputs["provider"]).toEqual(marked({ ...oidc }));
    expect(await valueOf(broker.alias)).toBe("company");
  });

  it("trusts the company's SAML provider, and takes only signed answers", async () => {
    const secondFactorFlow = "groundwork-broker";
    await treeOf(new Broker("company", { ...args, provider: saml, secondFactorFlow }));
    expect(created(samlKind).map(({ inputs }) => inputs)).toEqual([
      {
        ...common,
        entityId: "https://id.example.com/realms/acme",
        singleSignOnServiceUrl: "https://sso.example.com/login",
        signingCertificate: "MIIC".repeat(32),
        nameIdPolicyFormat: "Persistent",
        principalType: "SUBJECT",
        postBindingAuthnRequest: true,
        postBindingResponse: true,
        signatureAlgorithm: "RSA_SHA256",
        wantAuthnRequestsSigned: true,
        wantAssertionsSigned: true,
        xmlSignKeyInfoKeyNameTransformer: "KEY_ID",
        extraConfig: { idpEntityId: "https://sso.example.com/metadata" },
      },
    ]);
    const mapped = created(mappingKind).map(({ inputs }) => inputs["extraConfig"]);
    expect(mapped).toEqual(
      [
        ["email", "mail"],
        ["firstName", "givenName"],
        ["lastName", "sn"],
      ].map(([field, attribute]) => ({
        syncMode: "FORCE",
        "attribute.name": attribute,
        "user.attribute": field,
      })),
    );
  });

  it("takes a first login for the person with the same mail address", async () => {
    await treeOf(new Broker("company", { ...args, provider: oidc }));
    const steps = created("keycloak:authentication/execution:Execution").map(({ inputs }) => [
      inputs["priority"],
      inputs["requirement"],
      inputs["authenticator"],
    ]);
    expect(steps).toEqual([
      [10, "ALTERNATIVE", "idp-create-user-if-unique"],
      [20, "ALTERNATIVE", "idp-auto-link"],
    ]);
  });

  it("lets Keycloak ask for proof when mail addresses are not to be believed", async () => {
    await treeOf(new Broker("company", { ...args, provider: oidc, linkByEmail: false }));
    expect(created("keycloak:authentication/flow:Flow")).toEqual([]);
    expect(created(oidcKind)[0]?.inputs["firstBrokerLoginFlowAlias"]).toBe("first broker login");
  });

  it.each<[string, OidcProvider | SamlProvider, string]>([
    ["an issuer over http", { ...oidc, issuer: "http://sso.example.com" }, "provider.issuer"],
    ["keys over http", { ...oidc, jwksUrl: "http://sso.example.com/jwks" }, "provider.jwksUrl"],
    ["no client", { ...oidc, clientId: " " }, "provider.clientId"],
    ["scopes without openid", { ...oidc, scopes: ["email"] }, "provider.scopes"],
    [
      "a login over http",
      { ...saml, singleSignOnUrl: "http://sso.example.com" },
      "provider.singleSignOnUrl",
    ],
    ["no issuer", { ...saml, issuer: "" }, "provider.issuer"],
    [
      "a certificate with its first line",
      { ...saml, signingCertificates: [`-----BEGIN CERTIFICATE-----${"MIIC".repeat(32)}`] },
      "provider.signingCertificates[0]",
    ],
    [
      "an attribute without a name",
      { ...saml, attributes: { ...saml.attributes, email: "" } },
      "provider.attributes.email",
    ],
  ])("refuses %s", (_mistake, provider, path) => {
    expect(checkBrokerArgs({ ...args, provider }).map((issue) => issue.path)).toEqual([path]);
  });
});

describe("GroupMapping", () => {
  const mapping = {
    realmId: "acme",
    broker: "company",
    claim: "groups",
    companyGroup: "Payments Engineers",
    group: "team-payments",
  };

  it.each([
    ["oidc", "claims", "are.claim.values.regex"],
    ["saml", "attributes", "are.attribute.values.regex"],
  ] as const)("follows the company's group at each %s login, to the letter", async (...row) => {
    const [protocol, list, pattern] = row;
    await treeOf(new GroupMapping("payments", { ...mapping, protocol }));
    expect(created(mappingKind).map(({ inputs }) => inputs)).toEqual([
      {
        realm: "acme",
        identityProviderAlias: "company",
        name: "group-team-payments",
        identityProviderMapper: `${protocol}-advanced-group-idp-mapper`,
        extraConfig: {
          syncMode: "FORCE",
          group: "/team-payments",
          [list]: '[{"key":"groups","value":"Payments Engineers"}]',
          [pattern]: "false",
        },
      },
    ]);
  });

  it.each([
    ["no claim", { claim: "" }, "claim"],
    ["a group with a space at its end", { companyGroup: "payments " }, "companyGroup"],
  ])("refuses %s", (_mistake, more, path) => {
    const issues = checkGroupMappingArgs({ ...mapping, protocol: "oidc", ...more });
    expect(issues.map((issue) => issue.path)).toEqual([path]);
  });
});

describe("LdapFederation", () => {
  const ldap: LdapFederationArgs = {
    realmId: "acme",
    url: "ldaps://ldap.example.com",
    vendor: "openldap",
    bindDn: "cn=reader,dc=example,dc=com",
    bindCredential: "b1nd",
    usersDn: "ou=people,dc=example,dc=com",
    groupsDn: "ou=groups,dc=example,dc=com",
    groupsFilter: "(cn=team-*)",
  };

  it("reads the directory over TLS and never writes to it", async () => {
    await treeOf(new LdapFederation("directory", ldap));
    const [made] = created("keycloak:ldap/userFederation:UserFederation");
    expect(made?.inputs).toMatchObject({
      connectionUrl: "ldaps://ldap.example.com",
      bindCredential: marked("b1nd"),
      startTls: false,
      useTruststoreSpi: "ALWAYS",
      editMode: "READ_ONLY",
      syncRegistrations: false,
      usernameLdapAttribute: "uid",
      uuidLdapAttribute: "entryUUID",
    });
    expect(created(LdapFederation.type)[0]?.inputs["bindCredential"]).toEqual(marked("b1nd"));
    const [groups] = created("keycloak:ldap/groupMapper:GroupMapper");
    expect(groups?.inputs).toMatchObject({
      ldapUserFederationId: "directory-id",
      mode: "READ_ONLY",
      groupsLdapFilter: "(cn=team-*)",
      dropNonExistingGroupsDuringSync: false,
    });
  });

  it.each<[string, Partial<LdapFederationArgs>, string]>([
    ["a directory without TLS", { url: "ldap://ldap.example.com" }, "url"],
    ["an address with a path", { url: "ldaps://ldap.example.com/ou=people" }, "url"],
    ["a name that is none", { bindDn: "reader" }, "bindDn"],
    ["a filter without parentheses", { groupsFilter: "cn=team-*" }, "groupsFilter"],
    ["people's filter without parentheses", { usersFilter: "cn=a" }, "usersFilter"],
  ])("refuses %s", (_mistake, more, path) => {
    const issues = checkLdapFederationArgs({ ...ldap, ...more });
    expect(issues.map((issue) => issue.path)).toEqual([path]);
  });
});
