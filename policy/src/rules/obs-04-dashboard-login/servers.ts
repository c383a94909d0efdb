import type { Context } from "../../kit/context";
import { refuse } from "../../kit/demands";
import { allOf, type Node, not, some } from "../../kit/node";
import { parseStrictly } from "../../kit/strict-json";
import { isOff, setting } from "./settings";

/** Sections that ask a server which their settings name. */
const sections = ["auth.azuread", "auth.generic_oauth"];
const addresses = ["auth_url", "token_url", "api_url"];

/** Servers for people of every company, by their address, and the settings that keep out all but one's. */
const open = [
  {
    at: /\/(common|organizations|consumers)(\/|$)/i,
    // An address of mail is no proof there: every tenant writes its own.
    bounds: ["allowed_organizations", "allowed_groups"],
    want: "the address of the company's own tenant, or allowed_organizations with its id",
  },
  {
    at: /^https?:\/\/([^/]*\.)?(google|googleapis|github|gitlab|facebook|linkedin|apple)\.com([:/]|$)/i,
    bounds: ["allowed_domains", "allowed_groups", "allowed_organizations", "team_ids"],
    want: "allowed_domains, allowed_groups or allowed_organizations of the company",
  },
];

/** Judges the servers that logins ask, where those are not the company's own by their kind. */
export function judgeServers(values: Node, ctx: Context): void {
  for (const section of sections) {
    const enabled = setting(values, section, "enabled");
    const isUsed = !enabled.absent && not(isOff(enabled));
    const asked = addresses.map((key) => setting(values, section, key));
    for (const { at, bounds, want } of open) {
      const kept = bounds.map((key) => setting(values, section, key));
      const isBound = some(kept, (text) => text.trim() !== "");
      const isOpen = some(asked, (address) => at.test(address.trim()));
      const [first = enabled] = asked;
      refuse(allOf([isUsed, isOpen, not(isBound)]), [first, ...asked, ...kept, enabled], ctx, want);
    }
  }
  const tokens = setting(values, "auth.jwt", "enabled");
  const claims = setting(values, "auth.jwt", "expect_claims");
  const isUsed = !tokens.absent && not(isOff(tokens));
  const wrong = allOf([isUsed, not(claims.is(namesIssuer))]);
  refuse(wrong, [claims, tokens], ctx, "the claim iss with the company's issuer");
}

function namesIssuer(claims: string): boolean {
  const expected = parseStrictly(claims);
  const { iss } = (typeof expected === "object" && expected !== null ? expected : {}) as {
    readonly iss?: unknown;
  };
  return typeof iss === "string" && iss.trim() !== "";
}
