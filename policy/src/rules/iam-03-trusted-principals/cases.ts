import type { Example } from "../example";
import { bucketPolicy } from "./rule";

const own = "arn:aws:iam::111122223333:role/deploy";
const other = "arn:aws:iam::444455556666:root";
const ours = { accounts: ["111122223333"] };
const organization = "o-a1b2c3d4e5";
const grant = (Principal: unknown, Condition?: object) => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal, Action: "sts:AssumeRole", ...(Condition && { Condition }) },
  ],
});
const trust = (Principal: unknown, Condition?: object) => ({
  settings: ours,
  props: { assumeRolePolicy: grant(Principal, Condition) },
});
const everyone = { props: { policy: grant("*") } };

export const good: readonly Example[] = [
  trust({ Service: "ec2.amazonaws.com" }),
  trust({ AWS: own }),
  trust({ AWS: ["111122223333", "arn:aws:sts::111122223333:assumed-role/deploy/ci"] }),
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": "e7" } }),
  trust({ AWS: [own, other] }, { StringEquals: { "aws:PrincipalOrgID": [organization] } }),
  trust({ AWS: other }, { stringequals: { "AWS:PrincipalOrgId": organization } }),
  trust({ Federated: "arn:aws:iam::444455556666:saml-provider/company" }),
  { props: {} },
  {
    props: { assumeRolePolicy: JSON.stringify(grant({ Service: ["pods.eks.amazonaws.com"] })) },
  },
  {
    type: bucketPolicy,
    props: { policy: { Statement: { Effect: "Deny", Principal: "*", Action: "s3:*" } } },
  },
  {
    type: bucketPolicy,
    props: { policy: { Statement: { Effect: "Deny", NotPrincipal: { AWS: other } } } },
  },
  {
    type: bucketPolicy,
    settings: ours,
    props: { policy: grant({ AWS: other, CanonicalUser: "79a59d" }, orgOnly()) },
  },
];

export const bad: readonly Example[] = [
  trust("*"),
  trust({ AWS: "*" }, orgOnly()),
  trust({ AWS: [own, "*"] }, orgOnly()),
  trust({ Service: "*" }),
  trust({ AWS: "arn:aws:iam::111122223333:role/?" }),
  trust({ AWS: other }),
  trust({ AWS: [own, "444455556666"] }),
  trust({ AWS: "1111222233334" }),
  trust({ AWS: `x${own}` }),
  trust({ AWS: other }, { StringLike: { "aws:PrincipalOrgID": organization } }),
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": "e" } }),
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": [] } }),
  trust({ AWS: other }, { StringEquals: { "aws:PrincipalOrgID": [organization, "o-*"] } }),
  trust({ AWS: other }, { StringEquals: { "aws:PrincipalOrgID": `x${organization}` } }),
  trust({ AWS: other }, { StringEquals: { "aws:PrincipalOrgID": `${organization}/*` } }),
  trust({ AWS: other }, { StringEquals: { "aws:PrincipalAccount": "444455556666" } }),
  { props: { assumeRolePolicy: grant({ AWS: own }) } },
  { props: { assumeRolePolicy: JSON.stringify(grant("*")) } },
  { props: { assumeRolePolicy: "no document" } },
  { type: bucketPolicy, props: { policy: grant({ CanonicalUser: "79a59d" }) } },
  {
    type: bucketPolicy,
    props: { policy: { Statement: { Effect: "Allow", NotPrincipal: { AWS: other } } } },
  },
  { type: "aws:s3/bucket:Bucket", ...everyone },
  { type: "aws:sqs/queuePolicy:QueuePolicy", ...everyone },
  { type: "aws:sqs/queue:Queue", ...everyone },
  { type: "aws:sns/topicPolicy:TopicPolicy", ...everyone },
  { type: "aws:sns/topic:Topic", ...everyone },
  { type: "aws:secretsmanager/secretPolicy:SecretPolicy", ...everyone },
  { type: "aws:secretsmanager/secret:Secret", ...everyone },
  { type: "aws:cloudwatch/eventBusPolicy:EventBusPolicy", ...everyone },
];

function orgOnly() {
  return { StringEquals: { "aws:PrincipalOrgID": organization } };
}
