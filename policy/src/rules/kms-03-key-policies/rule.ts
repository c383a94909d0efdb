import { demand } from "../../kit/demands";
import { refuseStatements } from "../../kit/policy-document";
import { grantsEveryone } from "../../kit/principals";
import { everywhere, rule } from "../rule";

export const keyPolicy = "aws:kms/keyPolicy:KeyPolicy";

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
  ],
  frameworks: ["FSBP KMS.5"],
  onUnknown: "deny",
  enforcement: everywhere,
  prevention: [
    { by: "the server", what: "a policy that shuts out who writes it, by AWS KMS's own check" },
  ],
  fix: "Name accounts, roles or services as principals, by ARNs built from account ids, and leave bypassPolicyLockoutSafetyCheck out.",
  link: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
  check(resource, ctx) {
    refuseStatements(resource.at("policy"), ctx, "named principals", grantsEveryone);
    // Only AWS can change a policy that shuts out its own account.
    demand(resource, "bypassPolicyLockoutSafetyCheck", ctx, { want: false, otherwise: false });
  },
});
