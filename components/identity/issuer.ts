import type { ArgIssue } from "../lib/component";

/** Needs of the platform from an issuer of people's tokens, ours or the company's. */
export interface IssuerCoordinates {
  /** Issuer exactly as tokens spell it, a slash at the end included. */
  readonly issuer: string;
  /** Claim that lists a person's groups. */
  readonly groupsClaim: string;
  /**
   * Claim that says who a person is.
   * @default "sub"
   */
  readonly usernameClaim?: string;
  /** Client ids at the issuer, by tool. */
  readonly clients: Readonly<Record<string, string>>;
}

/** Findings of the check. */
export interface IssuerFindings {
  /** Faults that keep the platform from using the issuer, by path of its discovery document. */
  readonly problems: readonly ArgIssue[];
  /** Points that the document leaves open, since it need not list everything: look at a token. */
  readonly doubts: readonly ArgIssue[];
}

/** Where an issuer's discovery document is; https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationRequest */
export function discoveryAddress(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
}

/**
 * Whether the platform can use an issuer, judged by its discovery document. Pure.
 * @param document The parsed document, as it came.
 */
export function checkIssuer(document: unknown, coordinates: IssuerCoordinates): IssuerFindings {
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    return { problems: [{ path: "document", want: "a JSON object", got: document }], doubts: [] };
  }
  const found: Found = { ...document };
  return {
    problems: [
      ...issuerProblems(found, coordinates.issuer),
      ...["authorization_endpoint", "token_endpoint", "jwks_uri"].flatMap((path) =>
        addressProblems(path, found[path]),
      ),
      ...lists.flatMap((list) => listProblems(list, found)),
    ],
    doubts: [...pkceDoubts(found), ...claimDoubts(found, coordinates)],
  };
}

type Found = Readonly<Record<string, unknown>>;

interface Listed {
  readonly path: string;
  /** One of these must be in the list. */
  readonly oneOf: readonly string[];
  /** What the standard says when the list is missing; none: it must be there. */
  readonly otherwise?: readonly string[];
}

/** Defaults: https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
const lists: readonly Listed[] = [
  { path: "response_types_supported", oneOf: ["code"] },
  {
    path: "grant_types_supported",
    oneOf: ["authorization_code"],
    otherwise: ["authorization_code", "implicit"],
  },
  { path: "scopes_supported", oneOf: ["openid"], otherwise: ["openid"] },
  // What kube-apiserver, OpenBao and the tools all check; none takes a shared secret's HS256.
  { path: "id_token_signing_alg_values_supported", oneOf: ["RS256", "ES256"] },
  // A missing list is a doubt, not a problem.
  { path: "code_challenge_methods_supported", oneOf: ["S256"], otherwise: ["S256"] },
];

function issuerProblems({ issuer }: Found, wanted: string): ArgIssue[] {
  const same =
    issuer === wanted
      ? []
      : [{ path: "issuer", want: `${wanted}, as it is declared, to the letter`, got: issuer }];
  return [...same, ...(typeof issuer === "string" ? addressProblems("issuer", issuer) : [])];
}

function addressProblems(path: string, address: unknown): ArgIssue[] {
  const want = "an https address";
  if (typeof address !== "string" || !URL.canParse(address)) {
    return [{ path, want, got: address ?? null }];
  }
  const { protocol, username, hash } = new URL(address);
  const fits = protocol === "https:" && username === "" && hash === "";
  return fits ? [] : [{ path, want, got: address }];
}

function listProblems({ path, oneOf, otherwise }: Listed, found: Found): ArgIssue[] {
  const given = found[path] ?? otherwise;
  const want = `a list with ${oneOf.join(" or ")}`;
  return Array.isArray(given) && oneOf.some((value) => given.includes(value))
    ? []
    : [{ path, want, got: given ?? null }];
}

function pkceDoubts(found: Found): ArgIssue[] {
  const path = "code_challenge_methods_supported";
  return found[path] === undefined
    ? [{ path, want: "a list with S256; without it, ask who runs the issuer", got: null }]
    : [];
}

function claimDoubts(found: Found, { groupsClaim, usernameClaim = "sub" }: IssuerCoordinates) {
  const path = "claims_supported";
  const listed: unknown = found[path];
  if (!Array.isArray(listed)) {
    return [];
  }
  return [usernameClaim, groupsClaim]
    .filter((claim) => !listed.includes(claim))
    .map((claim) => ({ path, want: `${claim} among the claims, or else in a token`, got: listed }));
}
