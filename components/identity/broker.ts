import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { slugIssues } from "../lib/slug";
import {
  type CompanyProvider,
  companyProviderIssues,
  type OidcProvider,
  type SamlProvider,
} from "./company-provider";
import { loginFlow } from "./internal/login-flows";

/** Arguments of {@link Broker}. */
export interface BrokerArgs {
  readonly realmId: pulumi.Input<string>;
  /** Name in addresses: the company's provider sends people back to `<issuer>/broker/<alias>/endpoint`. */
  readonly alias: string;
  /**
   * Its name on the login page.
   * @default the alias
   */
  readonly displayName?: string;
  /** The company's own provider. It is believed about mail addresses and groups. */
  readonly provider: CompanyProvider;
  /**
   * Flow after each login, such as the realm's `secondFactorFlow`. None: the provider asks for a
   * second factor itself.
   * @default undefined
   */
  readonly secondFactorFlow?: pulumi.Input<string>;
  /**
   * Whether someone whose mail address the realm knows is taken for that person at the first login.
   * False: they prove it by mail or password.
   * @default true
   */
  readonly linkByEmail?: boolean;
}

/** Lets people in through the company's own OIDC or SAML provider. Its claims win at each login. */
export class Broker extends pulumi.ComponentResource {
  public static readonly type = typeToken("identity", "Broker");

  /** Name of the provider in the realm, for a `GroupMapping`. */
  public readonly alias: pulumi.Output<string>;

  public constructor(name: string, args: BrokerArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Broker.type, name, checkBrokerArgs(args), opts);
    const provider = hidden(args.provider);
    super(Broker.type, name, { ...args, provider }, opts);
    const { realmId, alias, displayName = alias, secondFactorFlow = "" } = args;
    const child = { parent: this };

    const first =
      args.linkByEmail === false
        ? undefined
        : firstLogin(`${name}-first-login`, { realmId, alias }, child);
    const common = {
      realm: realmId,
      alias,
      displayName,
      enabled: true,
      trustEmail: true,
      syncMode: "FORCE",
      storeToken: false,
      addReadTokenRoleOnCreate: false,
      linkOnly: false,
      validateSignature: true,
      firstBrokerLoginFlowAlias: first?.alias ?? "first broker login",
      postBrokerLoginFlowAlias: secondFactorFlow,
    };
    const made = { ...child, dependsOn: [...(first?.parts ?? [])] };
    const broker =
      provider.protocol === "oidc"
        ? new keycloak.oidc.IdentityProvider(name, { ...common, ...oidcSettings(provider) }, made)
        : new keycloak.saml.IdentityProvider(name, { ...common, ...samlSettings(provider) }, made);
    if (provider.protocol === "saml") {
      samlAttributes(name, { realmId, alias: broker.alias }, provider, child);
    }

    this.alias = broker.alias;
    this.registerOutputs({ alias: this.alias });
  }
}

/** Every problem with the plain arguments. Pure. */
export function checkBrokerArgs({ alias, provider }: BrokerArgs): ArgIssue[] {
  return [...slugIssues("alias", alias), ...companyProviderIssues("provider", provider)];
}

/** The provider with its secret marked, since a component's arguments are kept in the state. */
function hidden(provider: CompanyProvider): CompanyProvider {
  return provider.protocol === "oidc"
    ? { ...provider, clientSecret: pulumi.secret(provider.clientSecret) }
    : provider;
}

/** Makes the person, or takes them for the one with the same mail address. */
function firstLogin(
  name: string,
  { realmId, alias }: Pick<BrokerArgs, "realmId" | "alias">,
  opts: pulumi.CustomResourceOptions,
) {
  // https://www.keycloak.org/docs/latest/server_admin/#automatically-link-existing-first-login-flow
  return loginFlow(
    name,
    {
      realmId,
      alias: `${alias}-first-login`,
      description: "Make the person, or take the one with the same mail address",
      steps: {
        create: { authenticator: "idp-create-user-if-unique", requirement: "ALTERNATIVE" },
        link: { authenticator: "idp-auto-link", requirement: "ALTERNATIVE" },
      },
    },
    opts,
  );
}

function oidcSettings(provider: OidcProvider) {
  const { issuer, authorizationUrl, tokenUrl, jwksUrl, userInfoUrl, logoutUrl } = provider;
  const { clientId, clientSecret, scopes = ["openid", "profile", "email"] } = provider;
  return {
    issuer,
    authorizationUrl,
    tokenUrl,
    jwksUrl,
    ...(userInfoUrl === undefined ? { disableUserInfo: true } : { userInfoUrl }),
    ...(logoutUrl === undefined ? {} : { logoutUrl }),
    backchannelSupported: false,
    clientId,
    clientSecret,
    defaultScopes: scopes.join(" "),
    extraConfig: {
      clientAuthMethod: "client_secret_post",
      pkceEnabled: "true",
      pkceMethod: "S256",
    },
  };
}

function samlSettings(provider: SamlProvider) {
  return {
    entityId: provider.entityId,
    singleSignOnServiceUrl: provider.singleSignOnUrl,
    signingCertificate: provider.signingCertificates.join(","),
    backchannelSupported: false,
    nameIdPolicyFormat: "Persistent",
    principalType: "SUBJECT",
    postBindingAuthnRequest: true,
    postBindingResponse: true,
    signatureAlgorithm: "RSA_SHA256",
    wantAuthnRequestsSigned: true,
    wantAssertionsSigned: true,
    xmlSignKeyInfoKeyNameTransformer: "KEY_ID",
    // The provider has no field of its own for the other side's entity id.
    extraConfig: { idpEntityId: provider.issuer },
  };
}

/** Maps SAML attributes to the fields that an OIDC provider's claims fill by default. */
function samlAttributes(
  name: string,
  { realmId, alias }: { realmId: pulumi.Input<string>; alias: pulumi.Input<string> },
  { attributes }: SamlProvider,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const [field, attribute] of Object.entries(attributes)) {
    new keycloak.CustomIdentityProviderMapping(
      `${name}-${field}`,
      {
        realm: realmId,
        identityProviderAlias: alias,
        name: field,
        identityProviderMapper: "saml-user-attribute-idp-mapper",
        extraConfig: { syncMode: "FORCE", "attribute.name": attribute, "user.attribute": field },
      },
      opts,
    );
  }
}
