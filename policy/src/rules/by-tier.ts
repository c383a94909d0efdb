import type { Tier } from "../kit/context";

/** What a rule allows at a tier that it refuses in production, in words. */
export type Laxer = Readonly<Partial<Record<Exclude<Tier, "prod">, string>>>;

const outsideProduction = (allows: string): Laxer => ({ sandbox: allows, nonprod: allows });

/** The rules that allow more below production, by id; all others are the same at every tier. */
export const laxer: Readonly<Record<string, Laxer>> = {
  "GR-08": outsideProduction("one approval of a change instead of two"),
  "IAM-05": outsideProduction("any workflow of a repository instead of one environment's"),
  "KC-01": { sandbox: "addresses on localhost for every client" },
  "KMS-02": outsideProduction("keys without protection, and with any deletion window"),
  "SIG-03": outsideProduction("images without a policy, with a warning"),
};
