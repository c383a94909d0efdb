import type { Bag } from "../../../cloud/store";
import {
  computed,
  type Extra,
  type Field,
  type Fields,
  flag,
  flagText,
  list,
  renamed,
  starred,
  text,
} from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { route } from "../rest/route";
import { listed } from "./keycloak-access";

const setting = (name: string, initial?: string): Field => text(`config/${name}`, initial);
const settingFlag = (name: string, initial?: boolean): Field => flagText(`config/${name}`, initial);
const extraConfig: Extra = { extra: ["config"], dropped: "left out" };

/** Fields that every kind of identity provider has. */
const common: Fields = {
  displayName: text("displayName"),
  enabled: flag("enabled", true),
  storeToken: flag("storeToken", true),
  addReadTokenRoleOnCreate: flag("addReadTokenRoleOnCreate"),
  authenticateByDefault: flag("authenticateByDefault"),
  linkOnly: flag("linkOnly"),
  trustEmail: flag("trustEmail"),
  hideOnLoginPage: flag("hideOnLogin"),
  firstBrokerLoginFlowAlias: text("firstBrokerLoginFlowAlias", "first broker login"),
  postBrokerLoginFlowAlias: text("postBrokerLoginFlowAlias"),
  organizationId: computed(text("organizationId")),
  guiOrder: setting("guiOrder"),
  syncMode: setting("syncMode", "LEGACY"),
  orgDomain: setting("kc.org.domain"),
  orgRedirectModeEmailMatches: settingFlag("kc.org.broker.redirect.mode.email-matches"),
  backchannelSupported: settingFlag("backchannelSupported"),
  validateSignature: settingFlag("validateSignature"),
  loginHint: setting("loginHint"),
};

function provider(label: string, fields: Fields): Table {
  return {
    label,
    name: "alias",
    address: ["realm", "alias"],
    fields: { ...common, ...fields, extraConfig },
    access: (api): Access => {
      const list = ({ realm }: Bag) => route`admin/realms/${realm}/identity-provider/instances`;
      const inner = listed(list)(api);
      return {
        ...inner,
        create: async (body, inputs) => {
          const alias = String(inputs["alias"]);
          await api.send("POST", list(inputs), { ...withoutEmpty(body), alias });
          return alias;
        },
        update: (id, body, inputs, before) => inner.update(id, withoutEmpty(body), inputs, before),
      };
    },
    outputs: ({ internalId }) => ({ internalId }),
  };
}

/** Drops empty settings, which the API would store as empty texts and then refuse. */
function withoutEmpty(body: Bag): Bag {
  const config = (body["config"] ?? {}) as Bag;
  const kept = Object.entries(config).filter(([, value]) => value !== "");
  const useJwksUrl = "jwksUrl" in config ? { useJwksUrl: String(config["jwksUrl"] !== "") } : {};
  return { ...body, config: { ...Object.fromEntries(kept), ...useJwksUrl } };
}

/** `keycloak:oidc/identityProvider:IdentityProvider`; its id is its alias. */
export const oidcProvider = provider("OpenID Connect identity provider", {
  providerId: text("providerId", "oidc"),
  backchannelSupported: settingFlag("backchannelSupported", true),
  authorizationUrl: setting("authorizationUrl"),
  tokenUrl: setting("tokenUrl"),
  userInfoUrl: setting("userInfoUrl"),
  jwksUrl: setting("jwksUrl"),
  logoutUrl: setting("logoutUrl"),
  issuer: setting("issuer"),
  clientId: setting("clientId"),
  clientSecret: starred(setting("clientSecret")),
  defaultScopes: setting("defaultScope", "openid"),
  uiLocales: settingFlag("uiLocales"),
  disableUserInfo: settingFlag("disableUserInfo"),
  disableTypeClaimCheck: settingFlag("disableTypeClaimCheck"),
  acceptsPromptNoneForwardFromClient: settingFlag("acceptsPromptNoneForwardFromClient"),
});

const nameFormats: Readonly<Record<string, string>> = {
  Persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
  Transient: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
  Email: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
  Kerberos: "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos",
  X509: "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName",
  Windows: "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName",
  Unspecified: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
};

/** A list that the API has as JSON in a text. */
const listText = (name: string): Field => {
  const read = (value: unknown) =>
    typeof value === "string" && value !== "" ? (JSON.parse(value) as unknown) : value;
  const inner = list(`config/${name}`);
  return { ...inner, write: JSON.stringify, read, same: (a, b) => inner.same(read(a), read(b)) };
};

/** `keycloak:saml/identityProvider:IdentityProvider`; its id is its alias. */
export const samlProvider = provider("SAML identity provider", {
  providerId: text("providerId", "saml"),
  entityId: setting("entityId"),
  singleSignOnServiceUrl: setting("singleSignOnServiceUrl"),
  singleLogoutServiceUrl: setting("singleLogoutServiceUrl"),
  signingCertificate: setting("signingCertificate"),
  signatureAlgorithm: setting("signatureAlgorithm"),
  nameIdPolicyFormat: renamed("config/nameIDPolicyFormat", nameFormats, ""),
  xmlSignKeyInfoKeyNameTransformer: setting("xmlSigKeyInfoKeyNameTransformer"),
  postBindingAuthnRequest: settingFlag("postBindingAuthnRequest"),
  postBindingResponse: settingFlag("postBindingResponse"),
  postBindingLogout: settingFlag("postBindingLogout"),
  forceAuthn: settingFlag("forceAuthn"),
  wantAssertionsSigned: settingFlag("wantAssertionsSigned"),
  wantAssertionsEncrypted: settingFlag("wantAssertionsEncrypted"),
  wantAuthnRequestsSigned: computed(settingFlag("wantAuthnRequestsSigned")),
  principalType: setting("principalType"),
  principalAttribute: setting("principalAttribute"),
  authnContextClassRefs: listText("authnContextClassRefs"),
  authnContextDeclRefs: listText("authnContextDeclRefs"),
  authnContextComparisonType: setting("authnContextComparisonType"),
});

/** `keycloak:index/customIdentityProviderMapping:CustomIdentityProviderMapping` */
export const providerMapper: Table = {
  label: "identity provider's mapper",
  name: "name",
  address: ["realm", "name", "identityProviderAlias"],
  fields: { identityProviderMapper: text("identityProviderMapper"), extraConfig },
  access: (api): Access => {
    const path = ({ realm, identityProviderAlias: alias }: Bag) =>
      route`admin/realms/${realm}/identity-provider/instances/${alias}/mappers`;
    const inner = listed(path)(api);
    return {
      ...inner,
      create: ({ config = {}, ...body }, inputs) => {
        const { name, identityProviderAlias } = inputs;
        return inner.create({ ...body, config, name, identityProviderAlias }, inputs);
      },
    };
  },
};
