import { confines } from "./conditions";
import { hasWildcard } from "./iam-pattern";
import { isOfCluster, isOfGithub, issuerOf } from "./issuers";
import { allOf, anyOf, type Node, not, type Truth } from "./node";
import { allows } from "./policy-document";

/**
 * Whether a statement trusts an issuer of web identities whoever its token is about. Issuers of
 * clusters and of GitHub have rules of their own.
 */
export function trustsAnySubject(statement: Node): Truth {
  return allOf([
    allows(statement),
    anyOf(
      statement
        .at("Principal.Federated")
        .items()
        .map((one) => isUnbound(statement, one)),
    ),
  ]);
}

function isUnbound(statement: Node, provider: Node): Truth {
  const issuer = issuerOf(provider.text);
  if (provider.unknown) {
    return "unknown";
  }
  if (issuer === undefined || isOfCluster(provider.text) || isOfGithub(provider.text)) {
    return false;
  }
  const binds = (claim: string, isRight: (value: string) => boolean) =>
    confines(statement, [`${issuer}:${claim}`], isRight);
  // A pool of Cognito is the company's own, but for its guests.
  const inPool = allOf([
    binds("aud", (pool) => issuer === cognito && pool !== "" && !hasWildcard(pool)),
    binds("amr", (how) => how === "authenticated"),
  ]);
  return not(anyOf([...subjects.map((claim) => binds(claim, isSubject)), inPool]));
}

const cognito = "cognito-identity.amazonaws.com";

/** Claims that name a subject; the last two are those of Facebook and Amazon. */
const subjects = ["sub", "id", "user_id"];

/**
 * Whether a pattern names one subject, or all of one owner, such as `project_path:acme/*`. A part
 * that is only begun, such as `acme*`, would take in another owner.
 */
function isSubject(pattern: string): boolean {
  const fixed = pattern.replace(/[*?].*/s, "");
  return fixed === pattern ? pattern !== "" : isOfOwner(fixed);
}

/** How subjects begin that name their owner, by their first word. */
const forms: Readonly<Record<string, RegExp>> = {
  // https://www.pulumi.com/docs/administration/access-identity/oidc-client/
  pulumi: /^pulumi:[^:]+:(org|pulumi\.organization\.login):[^:]+:/,
  // https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens
  system: /^system:serviceaccount:[^:]+:/,
};

/** Words in subjects that say what the next part is. */
const labels = new Set([
  ...["account", "deploy", "environment", "environments", "group", "namespace", "org"],
  ...["organization", "owner", "project", "repo", "repository", "space", "team", "user"],
  "workspace",
]);

/** Whether the beginning of subjects names their owner: by an id, or by a name behind a word on it. */
function isOfOwner(beginning: string): boolean {
  const parts = beginning.split(/[:/]/);
  const [first = ""] = parts;
  const form = Object.hasOwn(forms, first) ? forms[first] : undefined;
  const named = parts.slice(1, -1);
  const isNamed = !parts.slice(0, -1).includes("") && named.some((part) => !labels.has(part));
  return form?.test(beginning) ?? (isNamed || /^\{?[0-9a-f-]{32,36}\}?:/i.test(beginning));
}
