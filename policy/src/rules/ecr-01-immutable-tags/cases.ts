import type { Example } from "../example";

const except = (...filters: string[]) => ({
  imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
  imageTagMutabilityExclusionFilters: filters.map((filter) => ({ filter, filterType: "WILDCARD" })),
});

/** The same of the aws-native provider. */
const native = ["Repository", "RepositoryCreationTemplate"].map((kind) => `aws-native:ecr:${kind}`);
const nativeExcept = (...filters: string[]) => ({
  imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
  imageTagMutabilityExclusionFilters: filters.map((filter) => ({
    imageTagMutabilityExclusionFilterValue: filter,
  })),
});

export const good: readonly Example[] = [
  { props: { imageTagMutability: "IMMUTABLE" } },
  { props: except("sha256-*") },
  { type: "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", props: except() },
  { props: { ...except("latest"), imageTagMutability: "IMMUTABLE" } },
  { props: { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" } },
  ...native.map((type) => ({ type, props: nativeExcept("sha256-*") })),
];

export const bad: readonly Example[] = [
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
  ...native.map((type) => ({ type, props: {} })),
  ...native.map((type) => ({ type, props: nativeExcept("sha256-*", "latest") })),
];
