import { anyOf } from "../../kit/node";
import { refuseStatements } from "../../kit/policy-document";
import { grantsEveryone, grantsStrangers } from "../../kit/principals";
import { listOfNames } from "../../kit/settings";
import { everywhere, rule } from "../rule";

const role = "aws:iam/role:Role";
export const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";

export const IAM03 = rule({
  id: "IAM-03",
  title: "Roles and resources trust named principals, of other accounts only on a condition.",
  severity: "critical",
  types: [
    role,
    bucketPolicy,
    "aws:s3/bucket:Bucket",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:sqs/queue:Queue",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sns/topic:Topic",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:secretsmanager/secret:Secret",
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
  ],
  frameworks: ["CIS-AWS-7.0 2.21"],
  // The policy of a bucket or queue names its ARN, which most providers know only once it is made.
  onUnknown: "defer",
  enforcement: everywhere,
  prevention: [
    {
      by: "the server",
      what: "public policies of private buckets",
      component: "groundwork:network:PrivateBucket",
    },
  ],
  settings: { accounts: listOfNames },
  fix: "Name the principals; list your own accounts in the setting `accounts`, and hold other accounts by StringEquals to sts:ExternalId or aws:PrincipalOrgID.",
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  check(resource, ctx) {
    const document = resource.at(resource.type === role ? "assumeRolePolicy" : "policy");
    const want = "named principals of listed accounts, or an external id or organisation asked for";
    refuseStatements(document, ctx, want, (statement) =>
      anyOf([grantsEveryone(statement), grantsStrangers(statement, ctx.settings)]),
    );
  },
});
