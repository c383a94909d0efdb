/** Whom a job with credentials turns to because of a field, whose identity it takes, or who judges it. */
export interface Contact {
  readonly who: string;
  /** What that one is shown, or given. */
  readonly credential: string;
}

/** Why a field decides on no contact. */
export interface NoContact {
  readonly nobody: string;
}

export type TrustMark = Contact | NoContact;

/** Key of a mark in the published JSON Schemas; a field without one has that of what it is in. */
export const trustKey = "x-trust";

type Marked = Readonly<Record<typeof trustKey, TrustMark>>;

/** Marks a field that is trusted only as the base branch has it. */
export const contacts = (who: string, credential: string): Marked => ({
  [trustKey]: { who, credential },
});

/** Marks a field, or all that is in it, that decides on no contact. */
export const nobody = (reason: string): Marked => ({ [trustKey]: { nobody: reason } });

/** Credentials that the marks name. */
export const credentials = {
  account: "the job's role in the account (groundwork-preview, groundwork-ci)",
  realm: "client id and secret of the realm's administrator",
  vault: "the job's token of the secret server",
  github: "the GitHub App's token",
  company: "groundwork:companySecret, which Keycloak shows it",
  people: "people's logins and tokens",
  cluster: "a token of the job's role",
  verdict: "its verdict, by which updates get their credentials",
} as const;

/** Reasons that several fields share. */
export const reasons = {
  resource: "data of resources, which only servers of other fields read",
  aws: "an id that AWS alone looks up, in the account and region of other fields",
  plan: "input of the address plan, which is computed here",
  rights: "rights of people, given by updates after their approval",
} as const;
