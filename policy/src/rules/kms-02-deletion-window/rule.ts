import { everywhere, rule } from "../rule";

const days = "deletionWindowInDays";
const window = 30;

export const KMS02 = rule({
  id: "KMS-02",
  title: "A production key is protected, and its deletion takes 30 days.",
  severity: "critical",
  types: [
    "aws:kms/key:Key",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
  ],
  frameworks: ["FSBP KMS.3"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Leave deletionWindowInDays out or set it to 30, and set the resource option `protect`; data that a deleted key has encrypted is lost.",
  link: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  check(resource, ctx) {
    if (ctx.tier !== "prod") {
      return;
    }
    const given = resource.known(days, window);
    if (!given.known) {
      ctx.unknown(resource.at(days), `${window}`);
    } else if (given.value !== window) {
      ctx.violation({ path: days, want: `${window}`, given: given.value });
    }
    if (!resource.options.protect) {
      ctx.violation({ path: "options.protect", want: "true", given: false });
    }
  },
});
