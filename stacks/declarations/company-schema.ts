import { z } from "zod";

import { address, text, textOf } from "./fields";
import { contacts, credentials, nobody } from "./trust-marks";

const secureAddress = address(/^https:\/\/[^\s*]+$/, "an https address without wildcards");

/** The same forms as those of `LdapFederation`. */
const dn = textOf(/^[A-Za-z0-9.]+=[^=].*$/, "a distinguished name such as ou=people");
const filter = textOf(/^\(.+\)$/, "a filter in parentheses");

const provider = contacts("the company's provider, by Keycloak", credentials.company);
const directory = contacts("the company's directory, by Keycloak", credentials.company);
const assertions = contacts(
  "the company's provider, whose word on people is taken",
  credentials.people,
);
const searches = nobody("searches of the directory that other fields name");
export const claims = nobody("names in what the company's provider says of a person");

/** Where the company itself knows who is who; its secret is the setting `groundwork:companySecret`. */
export const company = z.discriminatedUnion("by", [
  z.strictObject({
    by: z.literal("oidc").meta(provider),
    issuer: secureAddress.meta(provider),
    authorizationUrl: secureAddress.meta(provider),
    tokenUrl: secureAddress.meta(provider),
    jwksUrl: secureAddress.meta(provider),
    clientId: text.meta(provider),
    groupsClaim: text
      .describe("Claim that lists a person's groups at the company's provider.")
      .meta(claims),
    scopes: z.array(text).min(1, "one scope at least").optional().meta(claims),
  }),
  z.strictObject({
    by: z.literal("saml").meta(provider),
    issuer: text.describe("Entity id of the company's provider.").meta(assertions),
    singleSignOnUrl: secureAddress.meta(assertions),
    signingCertificates: z.tuple([text], text).meta(assertions),
    attributes: z.strictObject({ email: text, firstName: text, lastName: text }).meta(claims),
    groupsClaim: text.describe("Attribute that lists a person's groups.").meta(claims),
  }),
  z.strictObject({
    by: z.literal("ldap").meta(provider),
    url: address(/^ldaps:\/\/[^\s/*]+$/, "an ldaps address").meta(directory),
    vendor: z.enum(["active-directory", "openldap"]).meta(searches),
    bindDn: dn.meta(directory),
    usersDn: dn.meta(searches),
    usersFilter: filter.optional().meta(searches),
    groupsDn: dn.meta(searches),
    groupsFilter: filter
      .describe("Groups that become groups of the realm, such as (cn=team-*).")
      .meta(searches),
  }),
]);
