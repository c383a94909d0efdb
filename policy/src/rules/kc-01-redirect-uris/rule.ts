import type { Judged } from "../../kit/judged";
import { Node, type Truth } from "../../kit/node";
import { isListed } from "../../kit/listed";
import { widening } from "../../kit/settings";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";

export const saml = "keycloak:saml/client:Client";
export const realm = "keycloak:index/realm:Realm";
const uris = ["validRedirectUris", "validPostLogoutRedirectUris", "webOrigins"];
/** Addresses to which Keycloak sends what a SAML client asks for. */
const samlUris = [
  "masterSamlProcessingUrl",
  "assertionConsumerPostUrl",
  "assertionConsumerRedirectUrl",
  "logoutServicePostBindingUrl",
  "logoutServiceRedirectBindingUrl",
];
/** Where Keycloak itself calls a client. */
const called = "backchannelLogoutUrl";
/** Attributes of a client in Keycloak's own words, which win over the provider's. */
export const attributes = [
  "post.logout.redirect.uris",
  "request.uris",
  "backchannel.logout.url",
  "saml_assertion_consumer_url_post",
  "saml_assertion_consumer_url_redirect",
  "saml_artifact_binding_url",
  "saml_single_logout_service_url_post",
  "saml_single_logout_service_url_redirect",
] as const;
/** A scheme of an app's own, in reverse of a domain that its maker has (RFC 8252 7.1). */
const privateUse = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:\/(?!\/)[^*#]*$/;
const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;

export const KC01 = rule({
  id: "KC-01",
  title:
    "A client's redirect URIs and origins are exact and use https, and its realm asks for https.",
  severity: "critical",
  types: ["keycloak:openid/client:Client", saml, realm],
  frameworks: ["RFC 9700 2.1", "RFC 9700 4.1.3"],
  onUnknown: "deny",
  enforcement: everywhere,
  settings: { loopback: widening },
  fix: "List every address in full; a command-line client that listens on localhost goes into the setting `loopback`; a PUBLIC app may take a scheme of its own, such as com.example.app:/cb; set sslRequired of the realm to external or all.",
  link: "https://www.rfc-editor.org/rfc/rfc9700#section-2.1",
  check(resource, ctx) {
    if (resource.type === realm) {
      const required = resource.at("sslRequired");
      verdict(
        ctx,
        required.is((of) => of.toLowerCase() === "none"),
        "external or all",
        required,
      );
      return;
    }
    const mayLoop = ctx.tier === "sandbox" || isListed(ctx.settings, "loopback", resource.name);
    for (const uri of urisOf(resource)) {
      const isOrigin = uri.path.startsWith("webOrigins");
      const exact = isOrigin ? "an https origin, without a path" : "an exact https address";
      const want = `${exact}${mayLoop ? ", or one of localhost" : ""}`;
      const scheme = isOrigin ? false : apps(resource, uri);
      if (uri.unknown) {
        ctx.unknown(uri, want);
      } else if (scheme === "unknown") {
        ctx.unknown(resource.at("accessType"), want);
      } else if (!scheme && !(isExact(uri, mayLoop) && (!isOrigin || isBare(uri.text)))) {
        ctx.violation({ path: uri.path, want });
      }
    }
  },
});

/** All addresses of a client; a list in an attribute has `##` between its members. */
function urisOf(client: Judged): Node[] {
  const mayBeEmpty = (property: string) => client.type === saml || property === called;
  const listed = [...uris, called, ...(client.type === saml ? samlUris : [])].flatMap((property) =>
    client.items(property).filter((uri) => !(mayBeEmpty(property) && uri.value === "")),
  );
  const extra = attributes.flatMap((key) => {
    const given = client.at("extraConfig").key(key);
    return given.unknown
      ? [given]
      : given.text.split("##").map((text) => new Node(given.path, text));
  });
  return [...listed, ...extra.filter((uri) => uri.unknown || uri.text !== "")];
}

/** An app on a device proves by PKCE that the code is its own; KC-03 asks that of it. */
function apps(client: Node, uri: Node): Truth {
  return uri.is((text) => privateUse.test(text)) === true
    ? client.at("accessType").is((type) => type === "PUBLIC")
    : false;
}

/** An origin has scheme, host and port only (RFC 6454). */
const isBare = (text: string) => text === "+" || new URL(text).origin === text;

/** `+` stands for the redirect URIs; Keycloak takes it only in the other two lists. */
function isExact({ text, path }: Node, mayLoop: boolean): boolean {
  if (text === "+") {
    return !path.startsWith("validRedirectUris");
  }
  if (text.includes("*") || !URL.canParse(text)) {
    return false;
  }
  const { protocol, username, password, hash } = new URL(text);
  const clean = username === "" && password === "" && hash === "";
  return clean && (protocol === "https:" || (mayLoop && loopback.test(text)));
}
