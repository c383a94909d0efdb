import type { Example } from "../example";
import { publicRepository, registry, template } from "./rule";

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

const ofFunctions = (account: string) => ({
  StringLike: { "aws:sourceArn": `arn:aws:lambda:eu-west-1:${account}:function:*` },
});

const inOrganization = (Principal: unknown, Action?: unknown): Example => ({
  settings: { ...ours, organizations: ["o-a1b2c3d4e5"] },
  props: { policy: grant(Principal, Action, organization) },
});

/** Kinds of the aws-native provider, and where each holds its policy. */
const native = {
  Repository: "repositoryPolicyText",
  RegistryPolicy: "policyText",
  RepositoryCreationTemplate: "repositoryPolicy",
};
const nativeEach = (document: object, settings: object = ours): Example[] =>
  Object.entries(native).map(([kind, place]) => ({
    type: `aws-native:ecr:${kind}`,
    settings: { ...settings },
    props: { [place]: document },
  }));
const nativePublic = "aws-native:ecr:PublicRepository";

export const good: readonly Example[] = [
  policy({ AWS: "111122223333" }),
  inOrganization({ AWS: other }),
  inOrganization("*"),
  policy("*", pull, { StringEquals: { "aws:PrincipalAccount": "111122223333" } }),
  policy({ AWS: "111122223333" }, ["ecr:Describe*", "ecr:ListImages", "ECR:GetLifecyclePolicy"]),
  policy({ Service: "lambda.amazonaws.com" }, "ecr:BatchGetImage", ofFunctions("111122223333")),
  policy({ Service: "codebuild.amazonaws.com" }, pull, {
    StringEquals: { "aws:SourceAccount": "111122223333" },
  }),
  {
    props: {
      policy: { Statement: { Effect: "Deny", Principal: { Service: "lambda.amazonaws.com" } } },
    },
  },
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
  {
    type: registry,
    settings: ours,
    props: {
      policy: grant({ AWS: "111122223333" }, ["ecr:ReplicateImage", "ecr:CreateRepository"]),
    },
  },
  {
    type: publicRepository,
    name: "agent",
    settings: { public: ["agent"] },
    props: { repositoryName: "agent" },
  },
  ...nativeEach(grant({ AWS: "111122223333" })),
  { type: "aws-native:ecr:Repository", props: { repositoryName: "api" } },
  ...nativeEach(grant({ AWS: "111122223333" }, "ecr:ReplicateImage")).slice(1, 2),
  { type: nativePublic, name: "agent", settings: { public: ["agent*"] }, props: {} },
];

export const bad: readonly Example[] = [
  policy("*"),
  policy({ Service: "lambda.amazonaws.com" }, "ecr:BatchGetImage"),
  policy({ Service: "lambda.amazonaws.com" }, pull, ofFunctions("444455556666")),
  policy({ Service: "lambda.amazonaws.com" }, pull, ofFunctions("*")),
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
  policy({ AWS: other }, pull, organization),
  inOrganization("*", "ecr:PutImage"),
  policy({ AWS: "111122223333" }, "ecr:ReplicateImage"),
  { type: registry, props: { policy: grant("*", ["ecr:BatchGetImage", "ecr:PutImage"]) } },
  {
    type: registry,
    settings: ours,
    props: { policy: grant({ AWS: other }, "ecr:ReplicateImage") },
  },
  {
    type: registry,
    settings: ours,
    props: { policy: grant({ AWS: "111122223333" }, ["ecr:ReplicateImage", "ecr:PutImage"]) },
  },
  { type: publicRepository, props: { repositoryName: "agent" } },
  { type: publicRepository, settings: { public: ["agent"] }, props: { repositoryName: "agent" } },
  { props: { policy: '{"Statement":[],"Statement":[]}' } },
  ...nativeEach(grant("*")),
  ...nativeEach(grant({ AWS: "111122223333" }, "ecr:PutImage")),
  ...nativeEach(grant({ AWS: "111122223333" }, "ecr:ReplicateImage")).slice(0, 1),
  { type: nativePublic, props: { repositoryName: "agent" } },
];
