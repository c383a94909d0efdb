import type * as pulumi from "@pulumi/pulumi";

import type { ArgIssue } from "../lib/component";
import { httpsIssues } from "../lib/slug";

/** The company's own provider by OpenID Connect; addresses as its discovery document has them. */
export interface OidcProvider {
  readonly protocol: "oidc";
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Keys that its tokens are checked with. */
  readonly jwksUrl: string;
  /**
   * Where more claims are.
   * @default undefined: what the ID token says is all
   */
  readonly userInfoUrl?: string;
  /**
   * Where a logout is passed on to.
   * @default undefined
   */
  readonly logoutUrl?: string;
  readonly clientId: string;
  /** Secret of the client at the company's provider. Secret. */
  readonly clientSecret: pulumi.Input<string>;
  /**
   * Scopes that are asked for; some providers give groups only for one of their own.
   * @default ["openid", "profile", "email"]
   */
  readonly scopes?: readonly string[];
}

/** The company's own provider by SAML 2.0. */
export interface SamlProvider {
  readonly protocol: "saml";
  /** Entity id of the realm, as the company's provider knows it: the realm's issuer, usually. */
  readonly entityId: pulumi.Input<string>;
  /** Entity id of the company's provider, which answers must come from. */
  readonly issuer: string;
  readonly singleSignOnUrl: string;
  /** Certificates that answers are signed with: the base64 of each, without its first and last line. */
  readonly signingCertificates: readonly [string, ...string[]];
  /** Attributes that a person's mail address and names are in. */
  readonly attributes: {
    readonly email: string;
    readonly firstName: string;
    readonly lastName: string;
  };
}

/** Who the company says someone is. */
export type CompanyProvider = OidcProvider | SamlProvider;

/** Every problem with a provider's plain fields. Pure. */
export function companyProviderIssues(path: string, provider: CompanyProvider): ArgIssue[] {
  return provider.protocol === "oidc"
    ? oidcIssues(path, provider)
    : [
        ...httpsIssues(`${path}.singleSignOnUrl`, provider.singleSignOnUrl),
        ...textIssues(`${path}.issuer`, provider.issuer),
        ...provider.signingCertificates.flatMap((certificate, index) =>
          /^[A-Za-z0-9+/=\s]{64,}$/.test(certificate)
            ? []
            : [
                {
                  path: `${path}.signingCertificates[${index}]`,
                  want: "a certificate in base64, without its first and last line",
                },
              ],
        ),
        ...Object.entries(provider.attributes).flatMap(([key, attribute]) =>
          textIssues(`${path}.attributes.${key}`, attribute),
        ),
      ];
}

function oidcIssues(path: string, provider: OidcProvider): ArgIssue[] {
  const { issuer, authorizationUrl, tokenUrl, jwksUrl, userInfoUrl, logoutUrl } = provider;
  const addresses = { issuer, authorizationUrl, tokenUrl, jwksUrl, userInfoUrl, logoutUrl };
  const { scopes = ["openid"] } = provider;
  return [
    ...Object.entries(addresses).flatMap(([key, address]) =>
      address === undefined ? [] : httpsIssues(`${path}.${key}`, address),
    ),
    ...textIssues(`${path}.clientId`, provider.clientId),
    ...(scopes.includes("openid")
      ? []
      : [{ path: `${path}.scopes`, want: "openid among them", got: scopes }]),
  ];
}

function textIssues(path: string, value: string): ArgIssue[] {
  return value.trim() === "" ? [{ path, want: "a text that is not empty", got: value }] : [];
}
