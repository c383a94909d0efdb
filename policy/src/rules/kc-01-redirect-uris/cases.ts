import type { Example } from "../example";
import { attributes, realm, saml } from "./rule";

const client = "keycloak:openid/client:Client";

export const good: readonly Example[] = [
  { props: { validRedirectUris: ["https://grafana.example.com/login/generic_oauth"] } },
  {
    props: {
      validRedirectUris: ["https://a.example.com/cb"],
      webOrigins: ["+", "https://a.example.com"],
    },
  },
  { tier: "sandbox", props: { validRedirectUris: ["http://localhost:8000/cb"] } },
  {
    name: "kubelogin",
    settings: { loopback: ["kubelogin"] },
    props: { validRedirectUris: ["http://localhost:8000"] },
  },
  { props: { validPostLogoutRedirectUris: ["+"] } },
  { props: {} },
  { props: { accessType: "PUBLIC", validRedirectUris: ["com.example.app:/oauth2redirect"] } },
  { props: { extraConfig: { "post.logout.redirect.uris": "+" } } },
  { props: { extraConfig: { "post.logout.redirect.uris": "https://a.example.com/a##+" } } },
  { props: { backchannelLogoutUrl: "https://a.example.com/logout" } },
  { props: { backchannelLogoutUrl: "" } },
  {
    props: { extraConfig: { "request.uris": "https://a.example.com/a##https://a.example.com/b" } },
  },
  {
    type: saml,
    props: { extraConfig: { saml_assertion_consumer_url_post: "https://a.example.com/saml" } },
  },
  { type: saml, props: { validRedirectUris: ["https://a.example.com/saml"] } },
  { type: saml, props: { masterSamlProcessingUrl: "https://a.example.com/saml" } },
  { type: saml, props: { masterSamlProcessingUrl: "", validRedirectUris: [""] } },
  { tier: "sandbox", props: { validRedirectUris: ["http://localhost/cb"] } },
  ...["external", "all", undefined].map((sslRequired) => ({
    type: realm,
    props: { realm: "acme", sslRequired },
  })),
];

export const bad: readonly Example[] = [
  { props: { accessType: "CONFIDENTIAL", validRedirectUris: ["com.example.app:/cb"] } },
  { props: { extraConfig: { "post.logout.redirect.uris": "*" } } },
  { props: { validRedirectUris: ["*"] } },
  { props: { validRedirectUris: ["https://a.example.com/*"] } },
  { props: { validRedirectUris: ["http://a.example.com/cb"] } },
  { props: { validRedirectUris: ["http://localhost:8000/cb"] } },
  { props: { validRedirectUris: ["https://a.example.com/cb"], webOrigins: ["*"] } },
  { props: { validPostLogoutRedirectUris: ["https://*.example.com"] } },
  { props: { validRedirectUris: ["+"] } },
  { props: { validRedirectUris: ["/relative"] } },
  { tier: "sandbox", props: { validRedirectUris: ["http://localhost.evil.example/cb"] } },
  { props: { validRedirectUris: ["https://user@a.example.com/cb"] } },
  { props: { accessType: "PUBLIC", validRedirectUris: ["com.example.app:/*"] } },
  { props: { accessType: "PUBLIC", validRedirectUris: ["myapp:/cb"] } },
  { props: { accessType: "PUBLIC", validRedirectUris: ["com.example.app://cb"] } },
  { props: { accessType: "PUBLIC", webOrigins: ["com.example.app:/cb"] } },
  { props: { webOrigins: ["https://a.example.com/path"] } },
  { props: { webOrigins: ["https://a.example.com/"] } },
  { props: { extraConfig: { "post.logout.redirect.uris": "+##https://*.example.com" } } },
  { props: { accessType: "PUBLIC", validRedirectUris: ["1com.example.app:/cb"] } },
  { props: { validRedirectUris: [""] }, says: "want an exact https address\n" },
  { props: { validRedirectUris: ["https://:secret@a.example.com/cb"] } },
  { props: { validRedirectUris: ["https://a.example.com/cb#top"] } },
  { tier: "sandbox", props: { validRedirectUris: ["ftp://a.example.com/http://localhost/"] } },
  { type: saml, props: { validRedirectUris: ["*"] } },
  { props: { backchannelLogoutUrl: "http://a.example.com/logout" } },
  { props: { backchannelLogoutUrl: "https://*.example.com/logout" } },
  ...attributes.flatMap((key) =>
    ["http://a.example.com/x", "https://a.example.com/*"].map((uri) => ({
      type: key.startsWith("saml") ? saml : client,
      props: { extraConfig: { [key]: uri } },
    })),
  ),
  { props: { extraConfig: { "request.uris": "https://a.example.com/a##*" } } },
  { type: realm, props: { realm: "acme", sslRequired: "none" } },
  { type: realm, props: { realm: "acme", sslRequired: "NONE" } },
  ...[
    "masterSamlProcessingUrl",
    "assertionConsumerPostUrl",
    "assertionConsumerRedirectUrl",
    "logoutServicePostBindingUrl",
    "logoutServiceRedirectBindingUrl",
  ].map((property) => ({ type: saml, props: { [property]: "http://a.example.com/saml" } })),
];
