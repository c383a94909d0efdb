import type { Context } from "../../kit/context";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, some, type Truth, whether } from "../../kit/node";
import { isListed } from "../../kit/listed";
import { widening } from "../../kit/settings";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";
import {
  authorities,
  clouds,
  directories,
  judgeAuthority,
  judgeCloud,
  judgeMade,
  token,
} from "./clouds";

const jwt = "vault:jwt/authBackendRole:AuthBackendRole";
export const kubernetes = "vault:kubernetes/authBackendRole:AuthBackendRole";
export const appRole = "vault:appRole/authBackendRole:AuthBackendRole";
export const hour = 3600;

/**
 * Claims that name a subject: a repository, a workload, a person or a group. Any other may be alike in the
 * tokens of strangers, or of everyone in one organisation, as how a pipeline ran or how a person came in.
 * https://docs.github.com/en/actions/reference/security/oidc, https://docs.gitlab.com/ci/secrets/id_token_authentication/,
 * https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims
 */
const ofSomeone = new Set([
  ...["sub", "repository", "repository_id", "repositoryUuid", "workflow_ref"],
  ...["project_path", "project_id", "ci_config_ref_uri", "oidc.circleci.com/project-id"],
  ...["terraform_workspace_id", "terraform_project_id", "terraform_full_workspace"],
  ...["kubernetes.io/namespace", "kubernetes.io/serviceaccount/uid"],
  ...["email", "preferred_username", "upn", "oid", "groups", "xms_mirid"],
  ...["azp", "client_id", "appid", "google/compute_engine/instance_id"],
]);

export const VLT02 = rule({
  id: "VLT-02",
  title:
    "A login to the secret server names its audience and who may log in, and lasts an hour at most; a certificate of its authorities names whom it is for.",
  severity: "critical",
  types: [jwt, kubernetes, appRole, ...clouds, ...directories, ...authorities, token],
  frameworks: ["Vault Production Hardening"],
  // A client's id or a namespace may be known only once it is made.
  onUnknown: "defer",
  enforcement: everywhere,
  settings: { claims: widening },
  fix: "Name the audience, and the claims, subject or service accounts in full; bind a pipeline by a claim that names its repository, and list a claim of your own issuer that names someone in the setting `claims`; give an AppRole secret ids that end, and a token that a program makes no policy root; let an authority sign for names of your own; set tokenTtl and tokenMaxTtl to an hour or less, and no tokenPeriod.",
  link: "https://developer.hashicorp.com/vault/docs/auth/jwt",
  check(resource, ctx) {
    if (resource.type === token) {
      judgeMade(resource, ctx);
      return;
    }
    if (authorities.includes(resource.type)) {
      judgeAuthority(resource, ctx);
      return;
    }
    if (clouds.includes(resource.type)) {
      judgeCloud(resource, ctx);
    } else if (resource.type === jwt) {
      judgeToken(resource, ctx);
    } else if (resource.type === appRole) {
      judgeApp(resource, ctx);
    } else if (resource.type === kubernetes) {
      judgeAccount(resource, ctx);
    }
    for (const property of ["tokenTtl", "tokenMaxTtl"]) {
      // If omitted or 0, the server's own limit holds: 32 days.
      const given = resource.known(property, 0);
      const wrong = given.known ? given.value < 1 || given.value > hour : "unknown";
      verdict(ctx, wrong, `1 to ${hour} seconds`, resource.at(property));
    }
    const period = resource.known("tokenPeriod", 0);
    const endless = period.known ? period.value !== 0 : "unknown";
    verdict(
      ctx,
      endless,
      "no period: such a token is renewed for ever",
      resource.at("tokenPeriod"),
    );
  },
});

const isLoose = (text: string) =>
  text.split(",").some((part) => part.trim() === "" || part.includes("*"));

/** Whether a list is empty, or has an empty name or a wildcard. */
const isOpen = (listed: readonly Node[]): Truth => listed.length === 0 || some(listed, isLoose);

function judgeToken(role: Judged, ctx: Context): void {
  const audiences = role.at("boundAudiences");
  verdict(ctx, isOpen(audiences.items()), "one audience at least, in full", audiences);

  const [kind, claims, subject] = [
    role.at("roleType"),
    role.at("boundClaims"),
    role.at("boundSubject"),
  ];
  // The realm knows each person; a token of a machine must name its subject.
  const bound = anyOf([
    subject.is((text) => text !== ""),
    claims.unknown ? "unknown" : claims.keys().some((claim) => namesSomeone(claim, ctx)),
  ]);
  const unbound = allOf([kind.is((text) => text === "jwt"), not(bound)]);
  verdict(
    ctx,
    unbound,
    "claims that name a repository, a workload or a person, or a subject",
    claims,
    subject,
    kind,
  );
  const values = claims.unknown ? [claims] : claims.keys().map((name) => claims.key(name));
  for (const claim of values) {
    verdict(ctx, claim.is(isLoose), "values in full", claim);
  }
  verdict(
    ctx,
    subject.is((text) => text.includes("*")),
    "a subject in full",
    subject,
  );
}

function namesSomeone(claim: string, { settings }: Context): boolean {
  const name = claim.replace(/^\//, "");
  return ofSomeone.has(name) || isListed(settings, "claims", name);
}

/** The id of such a role is no secret: what it logs in with is, and that one must end. */
function judgeApp(role: Judged, ctx: Context): void {
  const asks = role.known("bindSecretId", true);
  const place = role.at("bindSecretId");
  verdict(
    ctx,
    whether(asks, (on) => !on),
    "true",
    place,
  );
  const ttl = role.known("secretIdTtl", 0);
  const want = "the seconds after which a secret id ends";
  verdict(
    ctx,
    whether(ttl, (seconds) => seconds < 1),
    want,
    role.at("secretIdTtl"),
  );
}

function judgeAccount(role: Judged, ctx: Context): void {
  for (const property of ["boundServiceAccountNames", "boundServiceAccountNamespaces"]) {
    const names = role.at(property);
    verdict(ctx, isOpen(names.items()), "one name at least, in full", names);
  }
  const selector = role.at("boundServiceAccountNamespaceSelector");
  verdict(
    ctx,
    selector.is((text) => text !== ""),
    "namespaces by name, no selector",
    selector,
  );
  const audience = role.at("audience");
  verdict(ctx, audience.is(isLoose), "an audience in full", audience);
}
