import { demand } from "../../kit/demands";
import type { Context } from "../../kit/context";
import { anyOf, type Node } from "../../kit/node";
import { readStatements, refuseEach } from "../../kit/policy-document";
import {
  principalAccount,
  type Company,
  companyOf,
  grantsPublic,
  grantsStrangers,
  principals,
} from "../../kit/principals";
import { widening } from "../../kit/settings";
import { everywhere, rule } from "../rule";

export const keyPolicy = "aws:kms/keyPolicy:KeyPolicy";
export const native = ["aws-native:kms:Key", "aws-native:kms:ReplicaKey"] as const;

export const KMS03 = rule({
  id: "KMS-03",
  title: "A key's policy names its users, and keeps someone who can change it.",
  severity: "critical",
  types: [
    "aws:kms/key:Key",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
    keyPolicy,
    ...native,
  ],
  frameworks: ["FSBP KMS.5"],
  onUnknown: "deny",
  enforcement: everywhere,
  prevention: [
    { by: "the server", what: "a policy that shuts out who writes it, by AWS KMS's own check" },
  ],
  settings: { accounts: widening, organizations: widening },
  fix: "Name accounts, roles or services as principals, by ARNs built from account ids; if a key is for several accounts, list your own in the setting `accounts`; and leave bypassPolicyLockoutSafetyCheck out.",
  link: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
  check(resource, ctx) {
    const isNative = native.some((type) => type === resource.type);
    const found = readStatements(resource.at(isNative ? "keyPolicy" : "policy"), ctx);
    const company = ownersOf(found, ctx);
    const want = "named principals of the company's accounts";
    refuseEach(found, ctx, want, (statement) =>
      anyOf([grantsPublic(statement, company), grantsStrangers(statement, company)]),
    );
    // Only AWS can change a policy that shuts out its own account.
    demand(resource, "bypassPolicyLockoutSafetyCheck", ctx, { want: false, otherwise: false });
  },
});

/** The company of the settings. If they have no list of accounts, a key is for the only one that it names. */
function ownersOf(found: readonly Node[], { settings }: Context): Company {
  const company = companyOf(settings);
  if (!settings.key("accounts").absent) {
    return company;
  }
  const named = found.flatMap(principals).map(({ text }) => principalAccount(text));
  const [own, ...others] = new Set(named.filter((id) => /^\d{12}$/.test(id)));
  // A principal that is not known is reported itself.
  return { ...company, hasAccount: (id) => others.length === 0 && (own ?? id) === id };
}
