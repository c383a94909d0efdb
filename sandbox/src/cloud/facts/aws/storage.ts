import type { HandFacts } from "../kind-facts";
import { regionalArn, text } from "./naming";

const key = "aws:kms/key:Key";
const bucket = "aws:s3/bucket:Bucket";
const repository = "aws:ecr/repository:Repository";

/** One setting of a bucket; each is a resource of its own. */
const bucketSetting: HandFacts = {
  id: ({ bucket: name }) => String(name),
  references: { bucket: { token: bucket, code: "NoSuchBucket", onDelete: "cascade" } },
  unique: { key: ({ bucket: name }) => text(name), code: "OperationAborted" },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html: an empty one alone can go. */
const bucketObject: HandFacts = {
  id: ({ bucket: name, key: path }) => `${String(name)}/${String(path)}`,
  references: { bucket: { token: bucket, code: "NoSuchBucket" } },
};

const repositorySetting: HandFacts = {
  id: ({ repository: name }) => String(name),
  references: {
    repository: { token: repository, code: "RepositoryNotFoundException", onDelete: "cascade" },
  },
  unique: { key: ({ repository: name }) => text(name), code: "InvalidParameterException" },
};

/** Names that S3 takes (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Keys, buckets and image repositories. */
export const storageKinds: Readonly<Record<string, HandFacts>> = {
  [key]: {
    id: (_inputs, { random }) => [8, 4, 4, 4, 12].map((length) => random(length)).join("-"),
    outputs: (_inputs, id, scope) => ({ keyId: id, arn: regionalArn("kms", `key/${id}`, scope) }),
  },
  "aws:kms/alias:Alias": {
    autoName: "name",
    id: ({ name }) => String(name),
    outputs: ({ name }, _id, scope) => ({ arn: regionalArn("kms", String(name), scope) }),
    references: { targetKeyId: { token: key, by: ["id", "arn"], code: "NotFoundException" } },
    unique: { key: ({ name }) => text(name), code: "AlreadyExistsException" },
    refuse: ({ name }) =>
      String(name).startsWith("alias/") ? [] : ["ValidationException: want a name alias/..."],
  },
  [bucket]: {
    autoName: "bucket",
    id: ({ bucket: name }) => String(name),
    outputs: (_inputs, id, { region }) => ({
      arn: `arn:aws:s3:::${id}`,
      bucketDomainName: `${id}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${id}.s3.${region}.amazonaws.com`,
    }),
    unique: {
      key: ({ bucket: name }) => text(name),
      code: "BucketAlreadyExists",
      everywhere: true,
    },
    refuse: ({ bucket: name }) =>
      bucketName.test(String(name)) ? [] : [`InvalidBucketName: ${String(name)}`],
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketSetting,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    bucketSetting,
  "aws:s3/bucketVersioning:BucketVersioning": bucketSetting,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketSetting,
  "aws:s3/bucketPolicy:BucketPolicy": bucketSetting,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketSetting,
  "aws:s3/bucketObject:BucketObject": bucketObject,
  "aws:s3/bucketObjectv2:BucketObjectv2": bucketObject,
  [repository]: {
    id: ({ name }) => String(name),
    outputs: ({ name }, id, scope) => ({
      arn: regionalArn("ecr", `repository/${id}`, scope),
      registryId: scope.account,
      repositoryUrl: `${scope.account}.dkr.ecr.${scope.region}.amazonaws.com/${String(name)}`,
    }),
    unique: { key: ({ name }) => text(name), code: "RepositoryAlreadyExistsException" },
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": repositorySetting,
  "aws:ecr/repositoryPolicy:RepositoryPolicy": repositorySetting,
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": {
    id: (_inputs, { account }) => account,
    unique: { key: () => "registry", code: "already managed" },
  },
};
