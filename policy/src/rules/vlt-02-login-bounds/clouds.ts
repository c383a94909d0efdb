import type { Context } from "../../kit/context";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, type Truth, whether } from "../../kit/node";
import { verdict } from "../../kit/verdict";

/** Logins by what a cloud or a company's provider says of who asks: the properties that name this, by type. */
const named: Readonly<Record<string, readonly string[]>> = {
  "vault:aws/authBackendRole:AuthBackendRole": [
    "boundIamPrincipalArns",
    "boundIamRoleArns",
    "boundIamInstanceProfileArns",
    "boundEc2InstanceIds",
  ],
  "vault:azure/authBackendRole:AuthBackendRole": [
    "boundServicePrincipalIds",
    "boundGroupIds",
    "boundScaleSets",
  ],
  "vault:gcp/authBackendRole:AuthBackendRole": ["boundServiceAccounts", "boundInstanceGroups"],
  "vault:saml/authBackendRole:AuthBackendRole": ["boundSubjects", "boundAttributes"],
  // An authority signs for all of its company, or of the world.
  "vault:index/certAuthBackendRole:CertAuthBackendRole": [
    "allowedNames",
    "allowedCommonNames",
    "allowedDnsSans",
    "allowedEmailSans",
    "allowedUriSans",
  ],
};
/** Logins of a directory's people, of which the whole way in says how long they last. */
export const directories: readonly string[] = ["ldap", "github", "okta"].map(
  (kind) => `vault:${kind}/authBackend:AuthBackend`,
);
/** Authorities of the server whose certificates are logins to something else, and for whom they may be. */
const certified: Readonly<Record<string, readonly string[]>> = {
  "vault:ssh/secretBackendRole:SecretBackendRole": ["allowedUsers", "allowedDomains"],
  "vault:pkiSecret/secretBackendRole:SecretBackendRole": ["allowedDomains"],
};
export const token = "vault:index/token:Token";
export const clouds: readonly string[] = Object.keys(named);
export const authorities: readonly string[] = Object.keys(certified);

const wantNames = "who may log in, in full";
const wantFull = "names in full";
const wantDomain = "a domain of your own, since its subdomains are allowed";

/** A name that stands for others, among the ones of a text with commas between. */
const isLoose = (text: string) => text.includes("*");

/** Judges a login that another's word decides: it says at least one name, and none stands for several. */
export function judgeCloud(role: Judged, ctx: Context): void {
  const places = (named[role.type] ?? []).map((property) => role.at(property));
  const [first = role] = places;
  const given = places.map((place): Truth =>
    place.unknown ? "unknown" : valuesOf(place).length > 0,
  );
  verdict(ctx, not(anyOf(given)), wantNames, first, ...places);
  for (const value of places.flatMap(valuesOf)) {
    verdict(
      ctx,
      value.is((text) => text === "" || isLoose(text)),
      wantFull,
      value,
    );
  }
}

/** The members of a list, or of a map. */
function valuesOf(place: Node): Node[] {
  const keys = place.keys();
  return keys.length > 0 ? keys.map((key) => place.key(key)) : place.items();
}

/** Judges whom an authority's certificates may be for. */
export function judgeAuthority(role: Judged, ctx: Context): void {
  const anyone = role.at("allowAnyName");
  verdict(
    ctx,
    whether(role.known("allowAnyName", false), (on) => on),
    "false",
    anyone,
  );
  for (const property of certified[role.type] ?? []) {
    for (const value of role.items(property)) {
      const everyone = value.is((text) => text.split(",").some((one) => one.trim() === "*"));
      verdict(ctx, everyone, wantFull, value);
      const below = ["allowSubdomains", "allowGlobDomains"].map((name) =>
        whether(role.known(name, false), (on) => on),
      );
      const open = value.is((text) => text.split(",").some((one) => isOfMany(one.trim())));
      const flags = ["allowSubdomains", "allowGlobDomains"].map((name) => role.at(name));
      const strangers = allOf([property === "allowedDomains", anyOf(below), open]);
      verdict(ctx, strangers, wantDomain, value, ...flags);
    }
  }
}

/** Top-level names that nobody registers; the first ones by RFC 6761 and ICANN. */
const inside = ["internal", "local", "localhost", "test", "consul", "svc", "corp", "lan"];

/** Whether strangers have names below a domain: one such as `com` or `co.uk`, or `*.com` of it. */
function isOfMany(domain: string): boolean {
  const [tail = ""] = /[^*]*$/.exec(domain.toLowerCase()) ?? [];
  // A part that a wildcard begins would take in another owner.
  const fixed = tail === domain.toLowerCase() ? tail : tail.replace(/^[^.]*\.?/, "");
  const isTop = !fixed.includes(".") && !inside.includes(fixed);
  return isTop || /^(ac|co|com|edu|gov|net|org)\.[a-z]{2}$/.test(fixed);
}

/** Judges a token that a program makes, and keeps in its state. */
export function judgeMade(made: Judged, ctx: Context): void {
  for (const policy of made.items("policies")) {
    verdict(
      ctx,
      policy.is((name) => name === "root"),
      "a policy other than root",
      policy,
    );
  }
}
