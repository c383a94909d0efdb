import { CiRole } from "@groundwork-iac/platform/devtools/ci-role";
import { PrivateBucket } from "@groundwork-iac/platform/network/private-bucket";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const accountId = "444444444444";
const provider = new aws.Provider("account", {
  region: "eu-west-1",
  allowedAccountIds: [accountId],
});

const key = new aws.kms.Key("invoices", { enableKeyRotation: true }, { provider, protect: true });
const store = new PrivateBucket(
  "invoices",
  { bucket: `invoices-${accountId}`, kmsKeyArn: key.arn },
  { provider },
);
const upload = new CiRole(
  "invoices-upload",
  {
    accountId,
    roleName: "invoices-upload",
    repository: "initrode/invoices",
    environments: ["live"],
    statements: [{ actions: ["s3:PutObject"], resources: [pulumi.interpolate`${store.arn}/*`] }],
  },
  { provider },
);

export const bucket = store.bucket;
export const role = upload.roleArn;
