import { everywhere, rule } from "../rule";

const days = "deletionWindowInDays";
/** The same of the aws-native provider. */
const nativeDays = "pendingWindowInDays";
const native: readonly string[] = ["aws-native:kms:Key", "aws-native:kms:ReplicaKey"];
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
    ...native,
  ],
  frameworks: ["FSBP KMS.3"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Leave deletionWindowInDays (pendingWindowInDays with aws-native) out or set it to 30, and set the resource option `protect`; data that a deleted key has encrypted is lost.",
  link: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  check(resource, ctx) {
    if (ctx.tier !== "prod") {
      return;
    }
    const property = native.includes(resource.type) ? nativeDays : days;
    const given = resource.known(property, window);
    if (!given.known) {
      ctx.unknown(resource.at(property), `${window}`);
    } else if (given.value !== window) {
      ctx.violation({ path: property, want: `${window}`, given: given.value });
    }
    if (!resource.options.protect) {
      ctx.violation({ path: "options.protect", want: "true", given: false });
    }
  },
});
