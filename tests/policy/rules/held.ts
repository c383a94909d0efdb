import assert from "node:assert/strict";

import { rulesWithCases } from "../../../policy/src/rules/cases";
import type { Example } from "../../../policy/src/rules/example";
import { judgeResource } from "../harness";

const native = "aws-native:";
const stack = "aws:cloudformation/stack:Stack";

/** An example of the aws-native provider, with its rule. */
export interface NativeExample {
  readonly rule: (typeof rulesWithCases)[number];
  readonly example: Example & { readonly type: string };
}

const ofNative = (side: "good" | "bad"): NativeExample[] =>
  rulesWithCases.flatMap((rule) =>
    rule[side].flatMap(({ type = rule.types[0], ...rest }) =>
      type.startsWith(native) && !/cloudformation|index/.test(type)
        ? [{ rule, example: { ...rest, type } }]
        : [],
    ),
  );
export const goodHeld = ofNative("good");
export const badHeld = ofNative("bad");

interface Holder {
  readonly type: string;
  /** Its properties, and the way to those of the resource that it holds. */
  hold(this: void, type: string, properties: object): { props: object; path: string };
}

const templated = (type: string, properties: object) => ({
  Resources: { Held: { Type: type, Properties: properties } },
});
const path = "templateBody.Resources.Held.Properties";

/** Each kind of a resource that holds another one as text. */
export const holders: readonly Holder[] = [
  {
    type: "aws:cloudcontrol/resource:Resource",
    hold: (typeName, properties) => ({
      props: { typeName, desiredState: JSON.stringify(properties) },
      path: "desiredState",
    }),
  },
  {
    type: "aws-native:index:ExtensionResource",
    hold: (type, properties) => ({ props: { type, properties }, path: "properties" }),
  },
  ...[stack, "aws:cloudformation/stackSet:StackSet", `${native}cloudformation:StackSet`].map(
    (type): Holder => ({
      type,
      hold: (...held) => ({ props: { templateBody: JSON.stringify(templated(...held)) }, path }),
    }),
  ),
  {
    type: `${native}cloudformation:Stack`,
    hold: (...held) => ({ props: { templateBody: templated(...held) }, path }),
  },
  {
    type: stack,
    hold: (...held) => ({
      props: {
        templateBody: JSON.stringify({
          Resources: {
            Inner: {
              Type: "AWS::CloudFormation::StackSet",
              Properties: { TemplateBody: JSON.stringify(templated(...held)) },
            },
          },
        }),
      },
      path: "templateBody.Resources.Inner.Properties.TemplateBody.Resources.Held.Properties",
    }),
  },
];

/** The properties as CloudFormation writes them; documents are the same. */
function written(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(written);
  }
  const isObject = typeof value === "object" && value !== null;
  if (!isObject || "Statement" in value || "statement" in value || "Effect" in value) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/^./, (first) => first.toUpperCase()),
      written(inner),
    ]),
  );
}

/** The places of findings, and what they want, in lower case. */
const saidOf = async (rule: NativeExample["rule"], example: Example, at = "") =>
  (await judgeResource([rule], rule.types[0], example))
    .map(({ message }) => message.split("\n").find((line) => line.includes(": want ")) ?? message)
    .map((line) => line.trim().toLowerCase())
    .map((line) => (line.startsWith(`${at}.`.toLowerCase()) ? line.slice(at.length + 1) : line))
    .sort();

/** Expects a rule to find in each holder of an example what it finds in the example itself. */
export async function expectHeld({ rule, example }: NativeExample): Promise<void> {
  const wanted = await saidOf(rule, example);
  const type = example.type.replace(native, "AWS::").replace(/(?<=\w):(?=\w)/, "::");
  for (const holder of holders) {
    // A program that is a holder's own setting gives no document by its name.
    const held = holder.hold(type, written(example.props) as object);
    const found = await saidOf(
      rule,
      { ...example, type: holder.type, props: held.props },
      held.path,
    );
    assert.deepEqual(found, wanted, `${holder.type}: ${JSON.stringify(held.props)}`);
  }
}

const group = (CidrIp: unknown) => ({
  Type: "AWS::EC2::SecurityGroup",
  Properties: { SecurityGroupIngress: [{ IpProtocol: "tcp", CidrIp }] },
});
const queue = (AWS: unknown, more: object = {}) => ({
  Type: "AWS::SQS::QueuePolicy",
  Properties: {
    Queues: ["q"],
    PolicyDocument: {
      Statement: [{ Effect: "Allow", Principal: { AWS }, Action: "sqs:SendMessage", ...more }],
    },
  },
});
const images = {
  Type: "AWS::ECR::RegistryPolicy",
  Properties: {
    PolicyText: {
      Statement: {
        Effect: "Allow",
        Principal: { AWS: { Ref: "All" } },
        Action: "ecr:BatchGetImage",
      },
    },
  },
};
const role = { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: {} } };
const sent = { Type: "Custom::Chosen", Properties: {} };
const template = (Resources: object, Parameters: object = {}) => ({
  Resources: { ...Resources, Deploy: role, Chosen: sent },
  Parameters: {
    Open: { Type: "String", Default: "0.0.0.0/0" },
    Shut: { Type: "String", Default: "10.0.0.0/8" },
    Bare: { Type: "String" },
    Kept: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/networks/office" },
    ...Parameters,
  },
});
const sub = (text: unknown, own?: object) => ({ "Fn::Sub": own ? [text, own] : text });
const join = (...parts: unknown[]) => ({ "Fn::Join": ["", parts] });
const arn = { "Fn::GetAtt": ["Deploy", "Arn"] };
const settings = { accounts: ["own-*", "111122223333"] };

/** A template, with the rule that judges it and the words of its finding, if there is one. */
export interface Computing {
  readonly what: string;
  readonly rule: string;
  readonly body: object | string;
  readonly parameters?: object;
  readonly says?: string;
}

const network = (what: string, cidr: unknown, says?: string, parameters?: object): Computing => ({
  what,
  rule: "NET-01",
  body: template({ Group: group(cidr) }),
  ...(says !== undefined && { says }),
  ...(parameters && { parameters }),
});
const trust = (what: string, whom: unknown, says?: string): Computing => ({
  what,
  rule: "IAM-03",
  body: template({ Policy: queue(whom) }),
  ...(says !== undefined && { says }),
});
const everyone = "given 0.0.0.0/0";
const computed = "written in the template itself";
const place =
  "templateBody.Resources.Group.Properties.SecurityGroupIngress[0].CidrIp: want no network";

export const computings: readonly Computing[] = [
  network("a network", "0.0.0.0/0", place),
  network("a parameter by default", { Ref: "Open" }, everyone),
  network("a good parameter by default", { Ref: "Shut" }),
  network("a parameter as given", { Ref: "Shut" }, everyone, { Shut: "0.0.0.0/0" }),
  network("a good parameter as given", { Ref: "Open" }, undefined, { Open: "10.0.0.0/8" }),
  network("a parameter without a value", { Ref: "Bare" }, computed),
  network("a parameter kept elsewhere", { Ref: "Kept" }, computed),
  network("what is no parameter", { Ref: "toString" }, computed),
  network("what is no name", { Ref: ["Open"] }, computed),
  network("a text with a parameter", sub("${Open}"), everyone),
  network("a text with a good parameter", sub("${Shut}")),
  network("a text with an unknown parameter", sub("${Bare}/8"), computed),
  network(
    "a text with a name of its own",
    sub("${A}/${B}", { A: { Ref: "Zero" }, B: 0 }),
    computed,
  ),
  network("a text with two names of its own", sub("0.0.0.0/${B}", { B: 0 }), everyone),
  network("a text with a literal", sub("0.0.0.0/0${!Open}")),
  network("a text that is none", sub({ Ref: "Open" }), computed),
  network("texts joined", join("0.0.0.0", "/", { Ref: "Zero" }), computed),
  network("known texts joined", join("0.0.0.0", "/0"), everyone),
  network("good texts joined", join("10.0.0.0", "/", 8)),
  network("no list joined", { "Fn::Join": ["", { Ref: "Bare" }] }, computed),
  network("by no text joined", { "Fn::Join": [{ Ref: "Bare" }, ["0.0.0.0/0"]] }, computed),
  network("a condition", { "Fn::If": ["X", "10.0.0.0/8", "0.0.0.0/0"] }, computed),
  network("a macro", { "Fn::Transform": { Name: "Own" } }, computed),
  network("what a resource of one's own answers", { Ref: "Chosen" }, computed),
  network("no value", { Ref: "AWS::NoValue" }),
  ...[
    ["CommaDelimitedList", "111122223333 , 111122223333"],
    ["List<String>", "111122223333 , 111122223333"],
    ["CommaDelimitedList", "111122223333,444455556666", "want pulls by accounts"],
    ["String", "111122223333,111122223333", "want pulls by accounts"],
    ["xList<", "111122223333,111122223333", "want pulls by accounts"],
  ].map(([type = "", value = "", says]): Computing => ({
    what: `accounts in a ${type}: ${value}`,
    rule: "ECR-04",
    body: template({ Images: images }, { All: { Type: type, Default: value } }),
    ...(says !== undefined && { says }),
  })),
  {
    what: "YAML's short tags",
    rule: "NET-01",
    says: everyone,
    body: [
      "Parameters: { Open: { Type: String, Default: 0.0.0.0/0 } }",
      "Resources:",
      "  Group:",
      "    Type: AWS::EC2::SecurityGroup",
      "    Properties:",
      "      SecurityGroupIngress: [{ IpProtocol: tcp, CidrIp: !Ref Open }]",
    ].join("\n"),
  },
  {
    what: "YAML's words for true",
    rule: "NET-01",
    says: "PubliclyAccessible: want false",
    body: "Resources: { Data: { Type: AWS::RDS::DBInstance, Properties: { PubliclyAccessible: yes } } }",
  },
  trust("a stranger", "444455556666", "templateBody.Resources.Policy.Properties.PolicyDocument"),
  trust("the account", sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")),
  trust("a role of the template", arn),
  trust("a role of the template in a text", sub("${Deploy.Arn}")),
  trust("another attribute of a role", { "Fn::GetAtt": ["Deploy", "RoleId"] }, computed),
  trust("an attribute of what is not there", { "Fn::GetAtt": ["Nobody", "Arn"] }, computed),
  trust("an attribute of a resource of one's own", { "Fn::GetAtt": ["Chosen", "Arn"] }, computed),
  trust(
    "an attribute by a way that is computed",
    { "Fn::GetAtt": ["Deploy", { Ref: "Bare" }] },
    computed,
  ),
  trust("an import", { "Fn::ImportValue": "other" }, computed),
  {
    what: "YAML's short attribute",
    rule: "IAM-03",
    body: [
      "Resources:",
      "  Deploy: { Type: AWS::IAM::Role, Properties: {} }",
      "  Policy:",
      "    Type: AWS::SQS::QueuePolicy",
      "    Properties:",
      "      PolicyDocument:",
      "        Version: 2012-10-17",
      "        Statement: { Effect: Allow, Principal: { AWS: !GetAtt Deploy.Arn }, Action: sqs:SendMessage }",
    ].join("\n"),
  },
];

/** Expects the finding of a template, or none. */
export async function expectComputed({
  rule: id,
  body,
  parameters,
  says,
}: Computing): Promise<void> {
  const rule = rulesWithCases.find((one) => one.id === id);
  assert.ok(rule);
  const templateBody = typeof body === "string" ? body : JSON.stringify(body);
  const props = { templateBody, ...(parameters && { parameters }) };
  const found = await judgeResource([rule], stack, { props, settings });
  const text = found.map(({ message }) => message).join("\n");
  assert.equal(found.length, says === undefined ? 0 : 1, text);
  assert.ok(says === undefined || text.includes(says), text);
}
