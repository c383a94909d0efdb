/**
 * Writes tests/policy/kit/iam-decisions.golden.json: random IAM documents, and what an evaluator of its own
 * decides of them. In an empty folder: npm install @cloud-copilot/iam-simulate@0.1.173, then:
 * node PATH/policy/facts/decisions.mts
 */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const load = createRequire(join(process.cwd(), "package.json"));
interface Simulator {
  readonly runSimulation: (
    request: object,
    options: object,
  ) => Promise<{ readonly resultType: string; readonly overallResult: string }>;
}
const { runSimulation } = load("@cloud-copilot/iam-simulate") as Simulator;

let seed = 16;
function random(count: number) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * count);
}
const pick = <T,>(list: readonly T[]) => list[random(list.length)] as T;
const several = <T,>(list: readonly T[]) => Array.from({ length: 1 + random(3) }, () => pick(list));
const oneOrMore = <T,>(list: readonly T[]) => (random(2) ? pick(list) : several(list));

const [own, other] = ["111122223333", "444455556666"];
const actions = [
  ...[
    "*",
    "s3:*",
    "S3:*",
    "s3:Get*",
    "s3:?etObject",
    "s3:*Object",
    "s3:Put?bject",
    "s3:P*",
    "s3:?*",
  ],
  ...["s3:GetObject", "s3:putobject", "iam:*", "iam:*Role", "iam:Get*", "iam:?*", "dynamodb:*"],
  ...["dynamodb:Get*", "DynamoDB:?utItem", "sqs:Send*", "sqs:*Message*"],
];
const resources = [
  ...["*", "?*", "arn*", "a*", "arn:aws:s3:::*", "arn:aws:s3:::logs/*", "arn:aws:s3:::log?/*"],
  ...[
    "arn:aws:s3:::*/a",
    "arn:aws:iam::*:*",
    `arn:aws:iam::${own}:role/*`,
    "arn:aws:iam::*:role/d*",
  ],
  ...[
    "arn:*:dynamodb:*:*:table/*",
    `arn:aws:dynamodb:eu-west-1:${own}:table/?1`,
    "arn:aws:sqs:*:*:*",
  ],
  ...[`arn:aws:sqs:eu-*:${own}:jobs`, "arn:aws:*:*:*:*", "arn:aws:s3:::[a-z]*"],
];
export const questions = [
  ["s3:GetObject", "arn:aws:s3:::logs/a"],
  ["s3:GetObject", "arn:aws:s3:::data/b"],
  ["s3:PutObject", "arn:aws:s3:::logs/a"],
  ["s3:PutObject", "arn:aws:s3:::data/a"],
  ["iam:GetRole", `arn:aws:iam::${own}:role/deploy`],
  ["iam:PassRole", `arn:aws:iam::${own}:role/admin`],
  ["dynamodb:GetItem", `arn:aws:dynamodb:eu-west-1:${own}:table/k1`],
  ["dynamodb:PutItem", `arn:aws:dynamodb:us-east-1:${own}:table/k22`],
  ["sqs:SendMessage", `arn:aws:sqs:eu-west-1:${own}:jobs`],
  ["sqs:PurgeQueue", `arn:aws:sqs:us-east-1:${own}:jobs`],
];

const statement = () => ({
  Effect: random(4) ? "Allow" : "Deny",
  [random(6) ? "Action" : "NotAction"]: oneOrMore(actions),
  [random(6) ? "Resource" : "NotResource"]: oneOrMore(resources),
});
const document = (make: () => object) => {
  const made = Array.from({ length: 1 + random(3) }, make);
  return { Version: "2012-10-17", Statement: made.length === 1 && random(2) ? made[0] : made };
};

interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  readonly contextVariables: object;
  readonly resourcePolicy?: object;
}
async function decide(identity: object, asked: Asked): Promise<string> {
  const { action, resource, principal, contextVariables, resourcePolicy } = asked;
  const answer = await runSimulation(
    {
      identityPolicies: [{ name: "one", policy: identity }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy && { resourcePolicy }),
      request: { action, principal, resource: { resource, accountId: own }, contextVariables },
    },
    {},
  );
  if (answer.resultType !== "single") {
    throw new Error(JSON.stringify({ identity, resourcePolicy, answer }));
  }
  return answer.overallResult;
}

const rights = [];
for (let made = 0; made < 600; made++) {
  const policy = document(statement);
  let decisions = "";
  const principal = `arn:aws:iam::${own}:user/ann`;
  for (const [action = "", resource = ""] of questions) {
    const decision = await decide(policy, { action, resource, principal, contextVariables: {} });
    decisions += decision === "Allowed" ? "A" : decision === "ExplicitlyDenied" ? "D" : "-";
  }
  rights.push({ policy, decisions });
}

const [ours, theirs] = ["o-a1b2c3d4e5", "o-zzzzzzzzzz"];
const arnOf = (account: string, name: string) => `arn:aws:iam::${account}:user/${name}`;
type Values = Readonly<Record<string, readonly unknown[]>>;
const keys: Values = {
  "aws:PrincipalOrgID": [ours, theirs, [ours], [ours, theirs]],
  "aws:PrincipalAccount": [own, other, [own, other], [own]],
  "AWS:PrincipalArn": [
    arnOf(own, "ann"),
    arnOf(other, "eve"),
    [arnOf(own, "ann"), arnOf(other, "eve")],
  ],
};
const patterns: Values = {
  "aws:PrincipalOrgID": [ours, "o-*", "*", [ours, "o-z*"]],
  "aws:PrincipalAccount": [own, "*", "????55556666", [own, "4*"]],
  "aws:principalarn": [arnOf(own, "*"), arnOf("*", "*"), "arn:aws:iam::*", [arnOf(own, "*"), "*"]],
};
function condition() {
  const [operator, values] = pick<[string, Values]>([
    ["StringEquals", keys],
    ["stringequals", keys],
    ["StringEqualsIgnoreCase", keys],
    ["StringEqualsIfExists", keys],
    ["StringNotEquals", keys],
    ["StringLike", patterns],
    ["StringLike", patterns],
    ["StringLikeIfExists", patterns],
    ["StringNotLike", patterns],
  ]);
  const key = pick(Object.keys(values));
  return pick([
    { [operator]: { [key]: pick(values[key] ?? []) } },
    { [operator]: { [key]: pick(values[key] ?? []) }, Bool: { "aws:SecureTransport": "true" } },
    { ArnLike: { "aws:PrincipalArn": pick((patterns["aws:principalarn"] ?? []).slice(0, 2)) } },
    { Bool: { "aws:SecureTransport": "true" } },
  ]);
}
const shared = () => ({
  Effect: "Allow",
  Principal: pick([
    ...["*", "*", { AWS: "*" }, { AWS: ["*", own] }, { AWS: own }, { AWS: arnOf(own, "ann") }],
    ...[{ AWS: other }, { AWS: `arn:aws:iam::${other}:root` }, { AWS: [own, arnOf(other, "eve")] }],
    { Service: "logging.s3.amazonaws.com" },
  ]),
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::logs/*",
  ...(random(4) && { Condition: condition() }),
});
const everything = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "*", Resource: "*" },
};
const outside = {
  "aws:PrincipalAccount": other,
  "aws:PrincipalArn": arnOf(other, "eve"),
  "aws:SecureTransport": "true",
};
const sharings = [];
for (let made = 0; made < 600; made++) {
  const policy = document(shared);
  let isOpen = false;
  const [resource, principal] = ["arn:aws:s3:::logs/a", arnOf(other, "eve")];
  for (const contextVariables of [outside, { ...outside, "aws:PrincipalOrgID": theirs }]) {
    const asked = { action: "s3:GetObject", resource, principal, contextVariables };
    isOpen ||= (await decide(everything, { ...asked, resourcePolicy: policy })) === "Allowed";
  }
  sharings.push({ policy, isOpen });
}

const file = join(import.meta.dirname, "../../tests/policy/kit/iam-decisions.golden.json");
const lines = (list: readonly object[]) => list.map((one) => JSON.stringify(one)).join(",\n");
writeFileSync(
  file,
  `{"questions":${JSON.stringify(questions)},\n"rights":[\n${lines(rights)}\n],\n"sharings":[\n${lines(sharings)}\n]}\n`,
);
console.log(rights.length, sharings.length, sharings.filter(({ isOpen }) => isOpen).length);
