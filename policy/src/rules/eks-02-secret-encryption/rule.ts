import { clusterTypes, encryptionOf } from "../../kit/clusters";
import { refuse } from "../../kit/demands";
import { not, some } from "../../kit/node";
import { everywhere, rule } from "../rule";

export const EKS02 = rule({
  id: "EKS-02",
  title: "A cluster encrypts its secrets with your own key.",
  severity: "high",
  types: clusterTypes,
  frameworks: ["FSBP EKS.3", "CIS-EKS-1.4 5.3.1"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Set encryptionConfig with the resource `secrets` and a key's ARN; EKS cannot remove it later.",
  link: "https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
  check(resource, ctx) {
    const config = encryptionOf(resource);
    const resources = config.at("resources");
    const isNamed = some(resources.items(), (kind) => kind === "secrets");
    refuse(not(isNamed), [resources], ctx, "secrets");
    // A key that does not exist yet counts; only a missing one is wrong.
    const key = config.at("provider.keyArn");
    const isAws = key.is((text) => /(^|:)alias\/aws\//.test(text));
    if (isAws === true) {
      ctx.violation({ path: key.path, want: "a key of your own, no key of AWS" });
    }
    if (key.absent) {
      ctx.violation({ path: key.path, want: "the ARN of a key" });
    }
  },
});
