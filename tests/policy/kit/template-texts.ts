import assert from "node:assert/strict";

import { Unknown } from "../../../policy/src/kit/node";
import { parseTemplate } from "../../../policy/src/kit/template-text";
import { applied } from "../../../policy/src/kit/template-values";

/** Texts of templates, with their values. */
export const texts: readonly (readonly [text: string, value: unknown])[] = [
  ["a: 1", { a: 1 }],
  [' {"a": 1}', { a: 1 }],
  ["{a: 1}", { a: 1 }],
  ['{"a": 1, "a": 2}', undefined],
  ["a: 1\na: 2", undefined],
  ['a: "x', undefined],
  ["a: &x 1\nb: *x", undefined],
  ["a: [1, !Ref B]", { a: [1, { Ref: "B" }] }],
  ["a: !GetAtt B.C.D", { a: { "Fn::GetAtt": ["B", "C.D"] } }],
  ["a: !GetAtt [B, C]", { a: { "Fn::GetAtt": ["B", "C"] } }],
  ["a: !Sub ${B.C}", { a: { "Fn::Sub": "${B.C}" } }],
  ["a: !Sub [x, { b: !Ref C }]", { a: { "Fn::Sub": ["x", { b: { Ref: "C" } }] } }],
  ["a: !Condition B", { a: { Condition: "B" } }],
  ["a: 2012-10-17", { a: "2012-10-17" }],
  ["a: yes", { a: true }],
  ["a: !!str 5", { a: "5" }],
  ["a: !own-tag 5", { a: "5" }],
  ["a: !<tag:x!own> 5", { a: "5" }],
  ["012: x", { "012": "x" }],
  ["a:", { a: null }],
  ["? a", { a: undefined }],
  ["", undefined],
];

export const expectText = (text: string, value: unknown): void => {
  assert.deepEqual(parseTemplate(text), value);
};

const scope = {
  parameters: new Map<string, unknown>([["Port", 22]]),
  types: new Map([
    ["Deploy", "AWS::IAM::Role"],
    ["Own", "AWS::CloudFormation::CustomResource"],
    ["Custom", "Custom::X"],
    ["Long", "AWS::IAM::Role::Part"],
    ["Odd", "xAWS::IAM::Role"],
  ]),
  account: "111122223333",
};
const computed = "computed";
const arn = "arn:aws:iam::111122223333:role/Deploy";

/** Values of templates, as they are and as they come out. */
export const values: readonly (readonly [value: unknown, result: unknown])[] = [
  [{}, {}],
  [null, null],
  [
    { a: null, b: [{ c: 1 }] },
    { a: null, b: [{ c: 1 }] },
  ],
  [
    { Ref: "Port", Other: 1 },
    { Ref: "Port", Other: 1 },
  ],
  [{ Reference: "Port" }, { Reference: "Port" }],
  [{ "xFn::Sub": "x" }, { "xFn::Sub": "x" }],
  [{ Refx: "Port" }, { Refx: "Port" }],
  [{ a: { Ref: "Port" } }, { a: 22 }],
  [{ a: { Ref: "AWS::NoValue" }, b: 1 }, { b: 1 }],
  [[{ Ref: "AWS::NoValue" }, 1], [1]],
  [{ Ref: "AWS::Region" }, "us-east-1"],
  [{ Ref: "AWS::URLSuffix" }, "amazonaws.com"],
  [{ Ref: "AWS::Partition" }, "aws"],
  [{ Ref: "AWS::AccountId" }, "111122223333"],
  [{ Ref: "Deploy" }, "Deploy"],
  [{ Ref: ["Deploy"] }, computed],
  ...["AWS::StackId", "Own", "Custom", "Long", "Odd", "Nobody", "toString"].map(
    (name) => [{ Ref: name }, computed] as const,
  ),
  [{ "Fn::GetAtt": ["Deploy", "Arn"] }, arn],
  ...[["Deploy", "Id"], ["Own", "Arn"], ["Nobody", "Arn"], ["toString", "Arn"], "Deploy"].map(
    (place) => [{ "Fn::GetAtt": place }, computed] as const,
  ),
  [{ "Fn::Sub": "${Deploy.Arn}/${Port}${!Port}$" }, `${arn}/22\${Port}$`],
  [{ "Fn::Sub": ["${A}-${Port}", { A: { Ref: "Deploy" } }] }, "Deploy-22"],
  [{ "Fn::Sub": ["${A}", "A"] }, computed],
  [{ "Fn::Sub": ["${A}", null] }, computed],
  [{ "Fn::Sub": "${Deploy.Id}" }, computed],
  [{ "Fn::Sub": { a: 1 } }, computed],
  [{ "Fn::Join": ["-", ["a", { Ref: "Port" }]] }, "a-22"],
  [{ "Fn::Join": ["-", "a"] }, computed],
  [{ "Fn::Join": [1, ["a"]] }, computed],
  [{ "Fn::Join": ["-", ["a", {}]] }, computed],
  [{ "Fn::Select": [0, ["a"]] }, computed],
];

export const expectValue = (value: unknown, result: unknown): void => {
  const found = applied(value, scope);
  assert.deepEqual(found instanceof Unknown ? computed : found, result);
};
