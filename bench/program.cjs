// Builds an environment's components without an engine and prints the milliseconds that it took.
// With argument `plain` it builds the same tree as a program without our components would: plain
// ComponentResources, the SDK's own classes, the same inputs waiting for the same resources.
const pulumi = require("@pulumi/pulumi");
const { cluster, ingress, network, observability } = require("@groundwork-iac/platform");

const key = (type, name) => `${type}::${name}`;
const resolved = new Map();
pulumi.runtime.setMocks(
  {
    newResource: ({ type, name, inputs }) => {
      resolved.set(key(type, name), inputs);
      return { id: `${name}-id`, state: inputs };
    },
    call: ({ token }) => {
      throw new Error(`no answer for ${token}`);
    },
  },
  "bench",
  "dev",
);

const isPlain = process.argv[2] === "plain";
const seen = [];

/** Notes a resource as it is registered, and which of its inputs wait for which others. */
function note({ type, name, props, opts, resource }) {
  const waits = [];
  const visit = (value, path) => {
    if (pulumi.Output.isInstance(value)) {
      const [first] = value.resources();
      waits.push({ path, on: first && key(first.__pulumiType, first.__name) });
    } else if (value !== null && typeof value === "object" && !(value instanceof pulumi.Resource)) {
      Object.entries(value).forEach(([field, inner]) => visit(inner, [...path, field]));
    }
  };
  visit(props, []);
  const { parent } = opts;
  seen.push({
    type,
    name,
    make: resource instanceof pulumi.CustomResource ? resource.constructor : undefined,
    waits,
    parent: parent && key(parent.__pulumiType, parent.__name),
  });
  return undefined;
}
const noted = isPlain ? { transformations: [note] } : {};

function ours() {
  const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
  new network.Vpc(
    "net",
    {
      region: "eu-west-1",
      cidr: "10.0.0.0/16",
      podCidr: "100.64.0.0/16",
      zones,
    },
    noted,
  );
  new cluster.Cluster(
    "dev",
    {
      clusterName: "dev",
      version: "1.34",
      zones,
      nodeSubnetIds: { "eu-west-1a": "a", "eu-west-1b": "b", "eu-west-1c": "c" },
      kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/1",
      deployRoleArn: "arn:aws:iam::111111111111:role/deploy",
      breakGlassRoleArn: "arn:aws:iam::111111111111:role/break-glass",
    },
    noted,
  );
  new ingress.Mesh("mesh", {}, noted);
  new ingress.Gateway(
    "gateway",
    {
      domain: "dev.example.com",
      contact: "a@example.com",
      region: "eu-west-1",
    },
    noted,
  );
  new observability.EventCollector("events", { namespace: "observability" }, noted);
  for (const team of ["payments", "checkout", "search"]) {
    new cluster.TeamNamespace(team, { team, namespace: team, group: team }, noted);
    new observability.TeamView(`${team}-view`, { team, namespace: team }, noted);
  }
}

/** The same resources without a component of ours. */
function plain() {
  const made = new Map();
  for (const { type, name, make, parent, waits } of seen) {
    const props = structuredClone(resolved.get(key(type, name)));
    for (const { path, on } of waits) {
      const last = path.at(-1);
      const holder = path.slice(0, -1).reduce((value, field) => (value[field] ??= {}), props);
      const literal = holder[last];
      holder[last] = made.has(on) ? made.get(on).urn.apply(() => literal) : pulumi.output(literal);
    }
    const opts = { parent: made.get(parent) };
    const resource =
      make === undefined
        ? new pulumi.ComponentResource(type, name, props, opts)
        : new make(name, props, opts);
    made.set(key(type, name), resource);
  }
}

// The first time loads the SDK's classes, and notes the tree; the third is what counts.
(async () => {
  ours();
  await pulumi.runtime.waitForRPCs();
  const build = isPlain ? plain : ours;
  build();
  await pulumi.runtime.waitForRPCs();
  const begun = process.hrtime.bigint();
  build();
  await pulumi.runtime.waitForRPCs();
  console.log(Number(process.hrtime.bigint() - begun) / 1e6);
})();
