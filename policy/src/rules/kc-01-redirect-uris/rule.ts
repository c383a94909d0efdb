import type { Node } from "../../kit/node";
import { isListed, listOfNames } from "../../kit/settings";
import { everywhere, rule } from "../rule";

const uris = ["validRedirectUris", "validPostLogoutRedirectUris", "webOrigins"];
const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;

export const KC01 = rule({
  id: "KC-01",
  title: "An OpenID client's redirect URIs and origins are exact and use https.",
  severity: "critical",
  types: ["keycloak:openid/client:Client"],
  frameworks: ["RFC 9700 2.1", "RFC 9700 4.1.3"],
  onUnknown: "deny",
  enforcement: everywhere,
  settings: { loopback: listOfNames },
  fix: "List every address in full; a command-line client that listens on localhost goes into the setting `loopback`.",
  link: "https://www.rfc-editor.org/rfc/rfc9700#section-2.1",
  check(resource, ctx) {
    const mayLoop = ctx.tier === "sandbox" || isListed(ctx.settings, "loopback", resource.name);
    for (const uri of uris.flatMap((property) => resource.items(property))) {
      const want = `an exact https address${mayLoop ? ", or one of localhost" : ""}`;
      if (uri.unknown) {
        ctx.unknown(uri, want);
      } else if (!isExact(uri, mayLoop)) {
        ctx.violation({ path: uri.path, want });
      }
    }
  },
});

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
