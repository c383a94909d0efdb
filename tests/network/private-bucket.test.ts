import { beforeEach, expect, it } from "vitest";

import { AccountBaseline, PrivateBucket } from "../../components/network";
import { created, startEngine, treeOf } from "../harness";
import { childOptions } from "../options";

beforeEach(() => startEngine());

const args = { bucket: "acme-logs", kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/k" };

it.each([true, false])("keeps all that protects it as long as itself: %s", async (retain) => {
  const options = childOptions();
  await treeOf(new PrivateBucket("logs", { ...args, retain }, options.watch));
  const kept = options.of("aws:s3/").map(({ retainOnDelete }) => retainOnDelete);
  expect(kept).toEqual(Array<boolean>(7).fill(retain));
  expect(options.of("aws:s3/bucket:").map((of) => of.protect)).toEqual([true]);
});

it("declares what AWS would write into the policy of a bucket for flow logs", async () => {
  await treeOf(new AccountBaseline("main", { company: "acme", accountId: "111111111111" }));
  const policies = created("aws:s3/bucketPolicy:BucketPolicy").map(({ name, inputs }) => ({
    name,
    sids: (JSON.parse(String(inputs["policy"])) as { Statement: { Sid: string }[] }).Statement.map(
      ({ Sid }) => Sid,
    ),
  }));
  expect(policies).toEqual([
    { name: "main-state-tls", sids: ["TlsOnly"] },
    { name: "main-logs-tls", sids: ["TlsOnly", "AWSLogDeliveryWrite", "AWSLogDeliveryAclCheck"] },
  ]);
});

it("lets AWS deliver the flow logs of one account alone", async () => {
  await treeOf(new PrivateBucket("logs", { ...args, flowLogsOf: "222222222222" }));
  const [policy] = created("aws:s3/bucketPolicy:BucketPolicy");
  const { Statement } = JSON.parse(String(policy?.inputs["policy"])) as { Statement: unknown[] };
  expect(Statement.slice(1)).toEqual([
    {
      Sid: "AWSLogDeliveryWrite",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["s3:PutObject"],
      Resource: ["arn:aws:s3:::acme-logs/AWSLogs/222222222222/*"],
      Condition: {
        StringEquals: {
          "aws:SourceAccount": "222222222222",
          "s3:x-amz-acl": "bucket-owner-full-control",
        },
        ArnLike: { "aws:SourceArn": "arn:aws:logs:*:222222222222:*" },
      },
    },
    {
      Sid: "AWSLogDeliveryAclCheck",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["s3:GetBucketAcl"],
      Resource: ["arn:aws:s3:::acme-logs"],
      Condition: {
        StringEquals: { "aws:SourceAccount": "222222222222" },
        ArnLike: { "aws:SourceArn": "arn:aws:logs:*:222222222222:*" },
      },
    },
  ]);
});
