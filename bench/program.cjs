// Builds an environment's components without an engine and prints the milliseconds that it took.
// With a file name as argument the tree is read from it and built of plain resources instead;
// with RECORD set the tree is written there.
const { readFileSync, writeFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const { cluster, ingress, network, observability } = require("@groundwork-iac/platform");

const seen = [];
pulumi.runtime.setMocks(
  {
    newResource: (r) => {
      seen.push({ type: r.type, name: r.name, custom: r.custom, inputs: r.inputs });
      return { id: `${r.name}-id`, state: r.inputs };
    },
    call: ({ token }) => {
      throw new Error(`no answer for ${token}`);
    },
  },
  "bench",
  "dev",
);

function ours() {
  const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
  new network.Vpc("net", {
    region: "eu-west-1",
    cidr: "10.0.0.0/16",
    podCidr: "100.64.0.0/16",
    zones,
  });
  new cluster.Cluster("dev", {
    clusterName: "dev",
    version: "1.34",
    zones,
    nodeSubnetIds: { "eu-west-1a": "a", "eu-west-1b": "b", "eu-west-1c": "c" },
    kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/1",
    breakGlassRoleArn: "arn:aws:iam::111111111111:role/break-glass",
  });
  new ingress.Mesh("mesh");
  new ingress.Gateway("gateway", {
    domain: "dev.example.com",
    contact: "a@example.com",
    region: "eu-west-1",
  });
  new observability.EventCollector("events", { namespace: "observability" });
  for (const team of ["payments", "checkout", "search"]) {
    new cluster.TeamNamespace(team, { team, namespace: team, group: team });
    new observability.TeamView(`${team}-view`, { team, namespace: team });
  }
}

/** The same resources, each below the component that was registered last before it. */
function plain(tree) {
  let parent;
  for (const { type, name, custom, inputs } of tree) {
    if (custom) {
      new pulumi.CustomResource(type, name, inputs, { parent });
    } else {
      parent = new pulumi.ComponentResource(type, name, inputs);
    }
  }
}

const [, , file] = process.argv;
const tree = file === undefined ? undefined : JSON.parse(readFileSync(file, "utf8"));
const build = () => (tree === undefined ? ours() : plain(tree));

// The first time loads the SDK's classes; the second is what counts.
build();
pulumi.runtime.waitForRPCs().then(async () => {
  if (process.env.RECORD) {
    writeFileSync(process.env.RECORD, JSON.stringify(seen));
  }
  const begun = process.hrtime.bigint();
  build();
  await pulumi.runtime.waitForRPCs();
  console.log(Number(process.hrtime.bigint() - begun) / 1e6);
});
