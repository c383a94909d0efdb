import { everywhere, rule } from "../rule";

const mutability = "imageTagMutability";
const exclusions = "imageTagMutabilityExclusionFilters";
/** Kinds that decide whether tags move, and the key of a tag that may. */
const kinds: Readonly<Record<string, string>> = {
  "aws:ecr/repository:Repository": "filter",
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": "filter",
  "aws-native:ecr:Repository": "imageTagMutabilityExclusionFilterValue",
  "aws-native:ecr:RepositoryCreationTemplate": "imageTagMutabilityExclusionFilterValue",
};
const values = ["MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION"];
/** Tags under which cosign stores signatures and attestations. */
const signatures = "sha256-*";

export const ECR01 = rule({
  id: "ECR-01",
  title: "A tag of an image repository never moves; only signatures' tags may.",
  severity: "high",
  types: Object.keys(kinds) as [string, ...string[]],
  frameworks: ["FSBP ECR.2"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Set imageTagMutability to IMMUTABLE, or to IMMUTABLE_WITH_EXCLUSION with the one filter sha256-*.",
  link: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2",
  check(resource, ctx) {
    const given = resource.known(mutability, "MUTABLE");
    const want = "IMMUTABLE, or IMMUTABLE_WITH_EXCLUSION";
    if (!given.known) {
      ctx.unknown(resource.at(mutability), want);
    } else if (given.value === "IMMUTABLE_WITH_EXCLUSION") {
      const key = kinds[resource.type] ?? "";
      for (const filter of resource.items(exclusions).map((item) => item.at(key))) {
        const wantFilter = `only ${signatures}`;
        if (filter.unknown) {
          ctx.unknown(filter, wantFilter);
        } else if (filter.text !== signatures) {
          ctx.violation({ path: filter.path, want: wantFilter });
        }
      }
    } else if (given.value !== "IMMUTABLE") {
      const shown = values.find((value) => value === given.value);
      ctx.violation({ path: mutability, want, ...(shown && { given: shown }) });
    }
  },
});
