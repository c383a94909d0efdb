import type { Example } from "../example";

const [stack, set] = ["aws:cloudformation/stack:Stack", "aws:cloudformation/stackSet:StackSet"];
const sets = [set, "aws-native:cloudformation:StackSet"];
const nativeStack = "aws-native:cloudformation:Stack";
const control = "aws:cloudcontrol/resource:Resource";
const extension = "aws-native:index:ExtensionResource";
const queue = { Type: "AWS::SQS::Queue", Properties: { DelaySeconds: 5 } };
const template = { Resources: { Jobs: queue } };
const holding = (templateBody: unknown, type = stack): Example => ({
  type,
  props: { templateBody },
});
const written = (change: object) => holding(JSON.stringify({ ...template, ...change }));
const made = (desiredState: unknown, typeName: unknown = queue.Type): Example => ({
  type: control,
  props: { typeName, desiredState },
});
const yaml = `
AWSTemplateFormatVersion: 2010-09-09
Parameters: { Delay: { Type: Number, Default: 5 } }
Resources:
  Jobs:
    Type: AWS::SQS::Queue
    Properties: { DelaySeconds: !Ref Delay, QueueName: !Sub "\${AWS::StackName}-jobs" }
`;

export const good: readonly Example[] = [
  written({}),
  holding(yaml),
  holding("Resources: { Topic: { Type: 'AWS::SNS::Topic' } }"),
  written({ Resources: { Own: { Type: "Custom::Own" }, Other: { Type: "Acme::X::Y" } } }),
  ...sets.map((type) => holding(JSON.stringify(template), type)),
  holding(template, nativeStack),
  made("{}"),
  made('{"DelaySeconds":5}'),
  { type: extension, props: { type: queue.Type, properties: queue.Properties } },
];

export const bad: readonly Example[] = [
  { props: {}, says: "templateBody: want a template in templateBody" },
  {
    props: { templateUrl: "https://templates.s3.amazonaws.com/queue.yaml" },
    says: "templateUrl: want a template in templateBody",
  },
  {
    props: { templateBody: yaml, templateUrl: "https://templates.s3.amazonaws.com/other.yaml" },
    says: "templateUrl: want",
  },
  ...sets.map((type) => ({ type, props: {} })),
  { type: nativeStack, props: {} },
  holding("no template"),
  holding("{}"),
  holding(JSON.stringify(template).replace("{", '{"Resources":{},')),
  holding(`${yaml}\nResources: {}`),
  holding("Resources: { A: &a { Type: 'AWS::SQS::Queue' }, B: *a }"),
  written({ Resources: {} }),
  { ...written({ Resources: { Jobs: {} } }), says: "templateBody.Resources.Jobs: want" },
  written({ Resources: { Jobs: queue, Others: "queue" } }),
  written({ Resources: { Jobs: { ...queue, Properties: ["x"] } } }),
  written({ Resources: { "Fn::ForEach::Jobs": ["Name", ["a"], { "${Name}": queue }] } }),
  written({ Resources: { Jobs: { Type: "Acme::Queues::Jobs::MODULE" } } }),
  { ...written({ Transform: "AWS::Serverless-2016-10-31" }), says: "templateBody.Transform: want" },
  { ...holding({ ...template, Transform: ["Own"] }, nativeStack), says: "no macro" },
  made("[]"),
  made("no state"),
  { ...made('{"A":1,"A":2}'), says: "desiredState: want the properties" },
  { ...made("{}", "queue"), says: "typeName: want the name of a type" },
  { type: extension, props: { type: queue.Type } },
  { type: extension, props: { properties: {} } },
];
