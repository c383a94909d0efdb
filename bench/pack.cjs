// Judges 500 resources with the built pack through the SDK's own functions, and prints the seconds of
// CPU that it takes: with `boot` to load the pack and the SDK, with `sdk` the SDK alone, with
// `resources` and `graph` to judge.
const before = process.cpuUsage();
const { join } = require("node:path");
const root = join(__dirname, "..");
require("@pulumi/policy");
const sdkLoaded = process.cpuUsage(before);
const { newRun } = require(join(root, "policy/dist/excuses.js"));
const { graphPolicy, resourcePolicies } = require(join(root, "policy/dist/pack.js"));
const { graphRules, rules } = require(join(root, "policy/dist/rules.js"));
const run = newRun();
const policies = [...resourcePolicies(rules, run), graphPolicy(graphRules, run)];
const seconds = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};
const boot = seconds(before);

/** Good examples of the rules in turn, as many as make 500 resources. */
const stacks = graphRules.flatMap(({ good }) => good.flat());
const single = rules.flatMap(({ good, types }) => good.map((one) => ({ type: types[0], ...one })));
const pool = [...single, ...stacks];
const chosen = Array.from({ length: 500 }, (_, at) => {
  const { type, props } = pool[at % pool.length];
  return { type, props, name: `r${at}`, urn: `urn:pulumi:network.dev::bench::${type}::r${at}` };
});

const pb = require("@pulumi/pulumi/proto/analyzer_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const { createRequire } = require("node:module");
const sdk = createRequire(join(root, "policy/package.json"));
const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun } = sdk("@pulumi/policy/server");
const struct = (props) => Struct.fromJavaScript(JSON.parse(JSON.stringify(props)));
const filled = (message, { type, name, urn, props }) =>
  message
    .setType(type)
    .setName(name)
    .setUrn(urn)
    .setProperties(struct(props))
    .setOptions(new pb.AnalyzerResourceOptions());
const answer = (handler, request) =>
  new Promise((resolve, reject) => {
    void handler({ request }, (error, response) => (response ? resolve(response) : reject(error)));
  });

async function main(kind) {
  if (kind === "boot") {
    return boot;
  }
  if (kind === "sdk") {
    return (sdkLoaded.user + sdkLoaded.system) / 1e6;
  }
  const args = ["groundwork", "0.1.0", "advisory", policies];
  if (kind === "graph") {
    const resources = chosen.map((one) => filled(new pb.AnalyzerResource(), one));
    const request = new pb.AnalyzeStackRequest().setResourcesList(resources);
    const handler = makeAnalyzeStackRpcFun(...args);
    await answer(handler, request);
    const since = process.cpuUsage();
    await answer(handler, request);
    return seconds(since);
  }
  const requests = chosen.map((one) => filled(new pb.AnalyzeRequest(), one));
  const handler = makeAnalyzeRpcFun(...args);
  for (const request of requests) {
    await answer(handler, request);
  }
  const since = process.cpuUsage();
  for (const request of requests) {
    await answer(handler, request);
  }
  return seconds(since);
}
main(process.argv[2]).then((spent) => console.log(spent.toFixed(3)));
