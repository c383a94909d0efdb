import { everywhere, rule } from "../rule";

const mutability = "imageTagMutability";
const exclusions = "imageTagMutabilityExclusionFilters";
const values = ["MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION"];
/** Tags under which cosign stores signatures and attestations. */
const signatures = "sha256-*";
const except = (...filters: string[]) => ({
  imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
  imageTagMutabilityExclusionFilters: filters.map((filter) => ({ filter, filterType: "WILDCARD" })),
});

export const ECR01 = rule({
  id: "ECR-01",
  title: "A tag of an image repository never moves; only signatures' tags may.",
  severity: "high",
  types: [
    "aws:ecr/repository:Repository",
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
  ],
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
      for (const filter of resource.items(exclusions).map((item) => item.at("filter"))) {
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
  good: [
    { props: { imageTagMutability: "IMMUTABLE" } },
    { props: except("sha256-*") },
    { type: "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", props: except() },
    { props: { ...except("latest"), imageTagMutability: "IMMUTABLE" } },
    { props: { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" } },
  ],
  bad: [
    { props: {}, says: "given MUTABLE" },
    { props: { imageTagMutability: "MUTABLE" } },
    {
      props: { imageTagMutability: "MUTABLE_WITH_EXCLUSION" },
      says: "given MUTABLE_WITH_EXCLUSION",
    },
    { props: { imageTagMutability: "immutable" } },
    { props: { ...except("sha256-*"), imageTagMutability: "MUTABLE_WITH_EXCLUSION" } },
    {
      props: except("sha256-*", "latest"),
      says: "imageTagMutabilityExclusionFilters[1].filter: want only sha256-*",
    },
    { props: except("sha256-") },
    { props: except("*") },
    { type: "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", props: {} },
  ],
});
