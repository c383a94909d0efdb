import { devtools, network } from "@groundwork-iac/platform";
import * as aws from "@pulumi/aws";

const accountId = "666666666666";
const provider = new aws.Provider("account", {
  region: "eu-west-1",
  allowedAccountIds: [accountId],
});

const key = new aws.kms.Key(
  "reports",
  { enableKeyRotation: true, deletionWindowInDays: 30 },
  { provider, protect: true, retainOnDelete: true },
);
const store = new network.PrivateBucket(
  "reports",
  { bucket: `reports-${accountId}`, kmsKeyArn: key.arn, expireAfterDays: 90 },
  { provider },
);
const images = new devtools.ImageRepository(
  "reports-images",
  { repository: "analytics/reports" },
  { provider },
);
const release = new devtools.CiRole(
  "reports-release",
  {
    accountId,
    roleName: "reports-release",
    repository: "umbrella/reports",
    environments: ["release"],
    statements: [{ actions: ["ecr:PutImage", "ecr:UploadLayerPart"], resources: [images.arn] }],
  },
  { provider },
);

export const bucket = store.bucket;
export const image = images.repositoryUrl;
export const role = release.roleArn;
