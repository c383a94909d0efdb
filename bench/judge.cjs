// Judges 500 resources with a policy pack through the functions of the SDK that it is installed with:
// `node judge.cjs <pack> resources|stack [idle]`. With `idle` its policies do nothing, so that what is
// left is the SDK's own. Prints how many policies the pack has, how often one of them judged, and the
// seconds of CPU of the second of two rounds: the first loads what is loaded late.
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { graphRulesWithCases, rulesWithCases } = require("../policy/dist/rules/cases.js");

const [pack, what, idle] = process.argv.slice(2);
const isStack = what === "stack";
const sdk = createRequire(join(pack, "package.json"));
const fromSdk = createRequire(sdk.resolve("@pulumi/policy"));
const pb = fromSdk("@pulumi/pulumi/proto/analyzer_pb");
const { Struct } = fromSdk("google-protobuf/google/protobuf/struct_pb");
const server = sdk("@pulumi/policy/server");

/** What the pack's own entry hands to the SDK. */
function policiesOf() {
  let given = [];
  server.serve = (_name, _version, _level, { policies }) => {
    given = policies;
  };
  process.chdir(pack);
  sdk(pack);
  return given.map((policy) => (idle ? idling(policy) : policy));
}

/** A policy may have one function or a list of them. */
const functionsOf = (policy) => [policy[`validate${isStack ? "Stack" : "Resource"}`] ?? []].flat();

function idling(policy) {
  const nothing = ({ __pulumiType }) => Object.assign(() => {}, { __pulumiType });
  const validate = (given) => (Array.isArray(given) ? given.map(nothing) : nothing(given));
  return {
    ...policy,
    ...(policy.validateResource && { validateResource: validate(policy.validateResource) }),
    ...(policy.validateStack && { validateStack: validate(policy.validateStack) }),
  };
}

/** Good examples of our rules in turn, as many as make 500 resources. */
function resources() {
  const stacks = graphRulesWithCases.flatMap(({ good }) => good.flat());
  const single = rulesWithCases.flatMap(({ good, types }) =>
    good.map((one) => ({ type: types[0], ...one })),
  );
  const pool = [...single, ...stacks];
  return Array.from({ length: 500 }, (_, at) => {
    const { type, props } = pool[at % pool.length];
    return { type, props, name: `r${at}`, urn: `urn:pulumi:network.dev::bench::${type}::r${at}` };
  });
}

const filled = (message, { type, name, urn, props }) =>
  message
    .setType(type)
    .setName(name)
    .setUrn(urn)
    .setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(props))))
    .setOptions(new pb.AnalyzerResourceOptions());

const answer = (handler, request) =>
  new Promise((resolve, reject) => {
    void handler({ request }, (error, response) => (response ? resolve(response) : reject(error)));
  });

async function main() {
  const policies = policiesOf();
  const args = ["bench", "0.0.0", "advisory", policies];
  const requests = isStack
    ? [
        new pb.AnalyzeStackRequest().setResourcesList(
          resources().map((one) => filled(new pb.AnalyzerResource(), one)),
        ),
      ]
    : resources().map((one) => filled(new pb.AnalyzeRequest(), one));
  const handler = isStack
    ? server.makeAnalyzeStackRpcFun(...args)
    : server.makeAnalyzeRpcFun(...args);
  const own = policies.filter((policy) => functionsOf(policy).length > 0);
  const functions = own.flatMap(functionsOf);

  let judged = 0;
  for (const request of requests) {
    const response = await answer(handler, request);
    judged += functions.length - response.getNotApplicableList().length;
  }
  const before = process.cpuUsage();
  for (const request of requests) {
    await answer(handler, request);
  }
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ policies: own.length, judged, seconds: (user + system) / 1e6 }));
}
main();
