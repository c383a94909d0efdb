import { allOf, anyOf, type Node, some, type Truth } from "../../kit/node";
import { allows, refuseStatements } from "../../kit/policy-document";
import { grantsEveryone, grantsStrangers, principals } from "../../kit/principals";
import { isListed, listOfNames } from "../../kit/settings";
import { everywhere, rule } from "../rule";

const template = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate";
const own = "arn:aws:iam::111122223333:role";
const other = "arn:aws:iam::444455556666:root";
const pull = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"];
const ours = { accounts: ["111122223333"] };
const organization = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
const grant = (Principal: unknown, Action: unknown = pull, Condition?: object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal, Action, ...(Condition && { Condition }) }],
});
const policy = (Principal: unknown, Action?: unknown, Condition?: object) => ({
  settings: ours,
  props: { policy: grant(Principal, Action, Condition) },
});

export const ECR04 = rule({
  id: "ECR-04",
  title: "Images are pulled by accounts of the company and pushed by roles of its pipelines.",
  severity: "critical",
  types: ["aws:ecr/repositoryPolicy:RepositoryPolicy", template],
  frameworks: ["CIS-EKS-1.4 5.1.2", "CIS-EKS-1.4 5.1.3"],
  onUnknown: "deny",
  enforcement: everywhere,
  settings: { accounts: listOfNames, pushers: listOfNames },
  fix: "Let accounts of the setting `accounts`, or of your aws:PrincipalOrgID, pull, and only roles push, whose names the setting `pushers` can list; write their ARNs from account id and name.",
  link: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
  check(resource, ctx) {
    const document = resource.at(resource.type === template ? "repositoryPolicy" : "policy");
    const want = "pulls by accounts of the company, pushes by its pipelines' roles";
    refuseStatements(document, ctx, want, (statement) =>
      anyOf([
        grantsEveryone(statement),
        grantsStrangers(statement, ctx.settings),
        allOf([
          allows(statement),
          writes(statement),
          some(principals(statement), (name) => !mayPush(name, ctx.settings)),
        ]),
      ]),
    );
  },
  good: [
    policy({ AWS: "111122223333" }),
    policy({ AWS: other }, pull, organization),
    policy({ AWS: "111122223333" }, ["ecr:Describe*", "ecr:ListImages", "ECR:GetLifecyclePolicy"]),
    policy({ Service: "lambda.amazonaws.com" }, "ecr:BatchGetImage"),
    policy({ AWS: `${own}/ci` }, ["ecr:PutImage", ...pull]),
    policy({ AWS: [`${own}/teams/payments-ci`] }, "ecr:*"),
    {
      settings: { ...ours, pushers: ["*-ci"] },
      props: { policy: grant({ AWS: `${own}/teams/payments-ci` }, "ecr:PutImage") },
    },
    { props: { policy: { Statement: { Effect: "Deny", Principal: "*", Action: "ecr:*" } } } },
    { settings: ours, props: { policy: JSON.stringify(grant({ AWS: `${own}/ci` }, "ecr:*")) } },
    { type: template, props: { prefix: "payments" } },
    { type: template, settings: ours, props: { repositoryPolicy: grant({ AWS: `${own}/ci` }) } },
  ],
  bad: [
    policy("*"),
    policy({ AWS: "*" }, pull, organization),
    policy({ AWS: other }),
    { props: { policy: grant({ AWS: "111122223333" }) } },
    { props: { policy: "no document" } },
    policy({ AWS: "111122223333" }, "ecr:PutImage"),
    policy({ AWS: "arn:aws:iam::111122223333:user/ann" }, [...pull, "ecr:PutImage"]),
    policy({ AWS: `${own}/ci`, Service: "codebuild.amazonaws.com" }, "ecr:PutImage"),
    policy({ AWS: [`${own}/ci`, "111122223333"] }, "ecr:InitiateLayerUpload"),
    policy({ Service: "codebuild.amazonaws.com" }, "ecr:Batch*"),
    policy({ Service: "codebuild.amazonaws.com" }, "ecr:*Get"),
    policy({ Service: "codebuild.amazonaws.com" }, "x:ecr:GetAny"),
    policy({ AWS: other, Service: "lambda.amazonaws.com" }, "ecr:PutImage", organization),
    policy({ AWS: `${own}/` }, "ecr:PutImage"),
    policy({ AWS: "arn:aws:sts::111122223333:assumed-role/ci/x" }, "ecr:PutImage"),
    {
      settings: { ...ours, pushers: ["*-ci"] },
      props: { policy: grant({ AWS: `${own}/payments-ci/admin` }, "ecr:PutImage") },
    },
    {
      settings: ours,
      props: {
        policy: {
          Statement: {
            Effect: "Allow",
            Principal: { AWS: "111122223333" },
            NotAction: "ecr:DeleteRepository",
          },
        },
      },
    },
    { type: template, props: { repositoryPolicy: grant({ AWS: other }) } },
  ],
});

function writes(statement: Node): Truth {
  const others = !statement.key("NotAction").absent;
  return anyOf([others, some(statement.items("Action"), (action) => !reads.test(action))]);
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
const reads = /^ecr:(batchget|batchcheck|describe|get|list)/i;

function mayPush(principal: string, settings: Node): boolean {
  const name = /:role\/(?:.+\/)?([^/]+)/.exec(principal)?.[1];
  const isAnyRole = settings.items("pushers").length === 0;
  return name !== undefined && (isAnyRole || isListed(settings, "pushers", name));
}
