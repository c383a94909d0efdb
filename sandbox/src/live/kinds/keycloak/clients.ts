import type { Bag } from "../../../cloud/store";
import { isBag } from "../../../cloud/values";
import type { RestApi } from "../rest/api";
import { computed, type Fields, flag, flagText, joined, set, text } from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { without } from "../rest/paths-of-keys";
import { route } from "../rest/route";
import { textOf, textsOf } from "../rest/texts";
import { listed, realmOf } from "./keycloak-access";

const stays = (at: string) => computed(flag(at), false);
const attribute = (name: string) => text(`attributes/${name}`);
const attributeFlag = (name: string, initial?: boolean) => flagText(`attributes/${name}`, initial);

const attributes: Fields = {
  pkceCodeChallengeMethod: attribute("pkce.code.challenge.method"),
  requireDpopBoundTokens: computed(attributeFlag("dpop.bound.access.tokens"), false),
  excludeSessionStateFromAuthResponse: computed(
    attributeFlag("exclude.session.state.from.auth.response"),
    false,
  ),
  excludeIssuerFromAuthResponse: computed(
    attributeFlag("exclude.issuer.from.auth.response"),
    false,
  ),
  accessTokenLifespan: computed(attribute("access.token.lifespan")),
  clientOfflineSessionIdleTimeout: computed(attribute("client.offline.session.idle.timeout")),
  clientOfflineSessionMaxLifespan: computed(attribute("client.offline.session.max.lifespan")),
  clientSessionIdleTimeout: computed(attribute("client.session.idle.timeout")),
  clientSessionMaxLifespan: computed(attribute("client.session.max.lifespan")),
  loginTheme: attribute("login_theme"),
  displayOnConsentScreen: computed(attributeFlag("display.on.consent.screen"), false),
  consentScreenText: attribute("consent.screen.text"),
  useRefreshTokens: attributeFlag("use.refresh.tokens", true),
  useRefreshTokensClientCredentials: attributeFlag("client_credentials.use_refresh_token"),
  standardTokenExchangeEnabled: attributeFlag("standard.token.exchange.enabled"),
  allowRefreshTokenInStandardTokenExchange: attribute(
    "standard.token.exchange.enableRefreshRequestedTokenType",
  ),
  frontchannelLogoutUrl: attribute("frontchannel.logout.url"),
  backchannelLogoutUrl: attribute("backchannel.logout.url"),
  backchannelLogoutSessionRequired: attributeFlag("backchannel.logout.session.required", true),
  backchannelLogoutRevokeOfflineSessions: attributeFlag("backchannel.logout.revoke.offline.tokens"),
  oauth2DeviceAuthorizationGrantEnabled: attributeFlag("oauth2.device.authorization.grant.enabled"),
  oauth2DeviceCodeLifespan: attribute("oauth2.device.code.lifespan"),
  oauth2DevicePollingInterval: attribute("oauth2.device.polling.interval"),
  oauth2JwtAuthorizationGrantEnabled: attributeFlag("oauth2.jwt.authorization.grant.enabled"),
  oauth2JwtAuthorizationGrantIdp: attribute("oauth2.jwt.authorization.grant.idp"),
  validPostLogoutRedirectUris: computed(joined("attributes/post.logout.redirect.uris", "##")),
  extraConfig: { extra: ["attributes"], dropped: "blank" },
};

/** The API has the access type as flags, this table as one word. */
const accessTypes = {
  PUBLIC: { publicClient: true, bearerOnly: false },
  CONFIDENTIAL: { publicClient: false, bearerOnly: false },
  "BEARER-ONLY": { publicClient: false, bearerOnly: true },
} as const;

function accessTypeOf({ publicClient, bearerOnly }: Bag): keyof typeof accessTypes {
  return publicClient === true ? "PUBLIC" : bearerOnly === true ? "BEARER-ONLY" : "CONFIDENTIAL";
}

/** The body that the API accepts: the service account is read-only, and authorization settings turn it on. */
function sent({ accessType, authorizationSettings, ...rest }: Bag): Bag {
  const body = without(rest, "serviceAccountUserId");
  const types = accessTypes[accessType as keyof typeof accessTypes];
  const authorized = body["authorizationServicesEnabled"] === true;
  return {
    ...body,
    ...types,
    ...(authorized ? { authorizationSettings } : {}),
    protocol: "openid-connect",
  };
}

async function received(api: RestApi, path: string): Promise<Bag | undefined> {
  const body = await api.find(path);
  if (body === undefined) {
    return undefined;
  }
  const account =
    body["serviceAccountsEnabled"] === true ? await api.find(`${path}/service-account-user`) : {};
  const authorization =
    body["authorizationServicesEnabled"] === true
      ? await api.find(`${path}/authz/resource-server`)
      : undefined;
  return {
    ...body,
    accessType: accessTypeOf(body),
    serviceAccountUserId: account?.["id"],
    ...(authorization === undefined ? {} : { authorizationSettings: authorization }),
  };
}

/** `keycloak:openid/client:Client` */
export const client: Table = {
  label: "client",
  name: "clientId",
  address: ["realmId", "import", "clientSecretRegenerateWhenChanged"],
  fields: {
    clientId: text("clientId"),
    name: text("name"),
    description: text("description"),
    enabled: flag("enabled", true),
    accessType: text("accessType"),
    clientSecret: computed(text("secret")),
    clientAuthenticatorType: text("clientAuthenticatorType", "client-secret"),
    standardFlowEnabled: stays("standardFlowEnabled"),
    implicitFlowEnabled: stays("implicitFlowEnabled"),
    directAccessGrantsEnabled: stays("directAccessGrantsEnabled"),
    serviceAccountsEnabled: stays("serviceAccountsEnabled"),
    frontchannelLogoutEnabled: stays("frontchannelLogout"),
    fullScopeAllowed: flag("fullScopeAllowed", true),
    consentRequired: stays("consentRequired"),
    alwaysDisplayInConsole: flag("alwaysDisplayInConsole"),
    validRedirectUris: computed(set("redirectUris"), []),
    webOrigins: computed(set("webOrigins"), []),
    rootUrl: text("rootUrl"),
    adminUrl: text("adminUrl"),
    baseUrl: text("baseUrl"),
    ...attributes,
    authenticationFlowBindingOverrides: {
      present: ({ authenticationFlowBindingOverrides: bound }) =>
        isBag(bound) && Object.values(bound).some((id) => id !== ""),
      write: () => ({ authenticationFlowBindingOverrides: {} }),
      filled: true,
    },
    "authenticationFlowBindingOverrides.browserId": text(
      "authenticationFlowBindingOverrides/browser",
    ),
    "authenticationFlowBindingOverrides.directGrantId": text(
      "authenticationFlowBindingOverrides/direct_grant",
    ),
    authorization: {
      present: ({ authorizationServicesEnabled: on }) => on === true,
      write: (declared: boolean) => ({ authorizationServicesEnabled: declared }),
      filled: false,
    },
    "authorization.policyEnforcementMode": text("authorizationSettings/policyEnforcementMode"),
    "authorization.decisionStrategy": text("authorizationSettings/decisionStrategy", "UNANIMOUS"),
    "authorization.allowRemoteResourceManagement": flag(
      "authorizationSettings/allowRemoteResourceManagement",
    ),
  },
  access: (api): Access => {
    const inner = listed((inputs) => `${realmOf(inputs)}/clients`)(api);
    return {
      ...inner,
      create: (body, inputs) => inner.create(sent(body), inputs),
      read: (id, inputs) => received(api, route`admin/realms/${inputs["realmId"]}/clients/${id}`),
      update: (id, body, inputs, before) => inner.update(id, sent(body), inputs, before),
    };
  },
  outputs: ({ id, secret, serviceAccountUserId, authorizationServicesEnabled }) => ({
    clientSecret: secret ?? "",
    serviceAccountUserId: serviceAccountUserId ?? "",
    ...(authorizationServicesEnabled === true ? { resourceServerId: id } : {}),
  }),
  refuse: refusal,
};

/** Refusals of the provider before it calls the server. */
function refusal(inputs: Bag): string | undefined {
  const on = (property: string) => inputs[property] === true;
  const interactive = on("standardFlowEnabled") || on("implicitFlowEnabled");
  const redirects = textsOf(inputs, "validRedirectUris").length;
  const rules: readonly (readonly [boolean, string])[] = [
    [
      interactive && redirects === 0,
      "standardFlowEnabled and implicitFlowEnabled need validRedirectUris",
    ],
    [
      !interactive && redirects > 0,
      "validRedirectUris can't be set when neither the standard nor the implicit flow is enabled",
    ],
    [
      !interactive && !on("directAccessGrantsEnabled") && textsOf(inputs, "webOrigins").length > 0,
      "webOrigins can't be set when no flow of a browser is enabled",
    ],
    [
      on("serviceAccountsEnabled") && textOf(inputs, "accessType") === "PUBLIC",
      "a PUBLIC client can't have serviceAccountsEnabled",
    ],
    [on("import"), "the sandbox does not import a client that already exists"],
  ];
  return rules.find(([broken]) => broken)?.[1];
}
