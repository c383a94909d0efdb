// Builds an environment's components without an engine and prints the milliseconds of CPU that
// it took.
// With argument `plain` it builds the same tree as a program without our components would: plain
// ComponentResources, the SDK's own classes, the same inputs waiting for the same resources.
import { cluster, ingress, network, observability } from "@groundwork-iac/platform";
import * as pulumi from "@pulumi/pulumi";

type Fields = Record<string | number, unknown>;
type Make = new (name: string, props: object, opts: object) => pulumi.Resource;

/** What the SDK knows of a resource and does not declare. */
interface Inner {
  readonly __pulumiType: string;
  readonly __name: string;
}

/** A resource as it was registered. */
interface Seen {
  readonly type: string;
  readonly name: string;
  /** Its class; none of a component's. */
  readonly make: Make | undefined;
  readonly parent: string | undefined;
  /** Its inputs that wait for another resource, or for nothing, by path. */
  readonly waits: readonly { readonly path: readonly string[]; readonly on: string | undefined }[];
}

const key = (type: string, name: string) => `${type}::${name}`;
function keyOf(resource: pulumi.Resource | undefined): string | undefined {
  const inner = resource as Inner | undefined;
  return inner && key(inner.__pulumiType, inner.__name);
}

const resolved = new Map<string, Fields>();
await pulumi.runtime.setMocks(
  {
    newResource: ({ type, name, inputs }) => {
      resolved.set(key(type, name), inputs as Fields);
      // A cluster without an issuer is refused.
      const identities = [{ oidcs: [{ issuer: "https://oidc.example/id/1" }] }];
      const more = type === "aws:eks/cluster:Cluster" ? { identities } : {};
      return { id: `${name}-id`, state: { ...more, ...(inputs as Fields) } };
    },
    call: ({ token }) => {
      throw new Error(`no answer for ${token}`);
    },
  },
  "bench",
  "dev",
);

const isPlain = process.argv[2] === "plain";
const seen: Seen[] = [];

/** Notes a resource as it is registered, and which of its inputs wait for which others. */
const note: pulumi.ResourceTransformation = ({ type, name, props, opts, resource }) => {
  const waits: Seen["waits"][number][] = [];
  const visit = (value: unknown, path: string[]) => {
    if (pulumi.Output.isInstance(value)) {
      const [first] = (value as unknown as { resources(): Set<pulumi.Resource> }).resources();
      waits.push({ path, on: keyOf(first) });
    } else if (value !== null && typeof value === "object" && !(value instanceof pulumi.Resource)) {
      Object.entries(value).forEach(([field, inner]) => visit(inner, [...path, field]));
    }
  };
  visit(props, []);
  const isCustom = resource instanceof pulumi.CustomResource;
  const make = isCustom ? (resource.constructor as Make) : undefined;
  seen.push({ type, name, make, waits, parent: keyOf(opts.parent) });
  return undefined;
};
const noted = isPlain ? { transformations: [note] } : {};

const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
const { environments } = network.planAddressSpace({
  ranges: ["10.0.0.0/16"],
  podRanges: ["100.64.0.0/16"],
  environments: {
    dev: {
      region: "eu-west-1",
      zones,
      nodesByZone: 3,
      podsByNode: 110,
      loadBalancers: 1,
      dataByZone: 3,
      growthPercent: 5,
    },
  },
});
const plan = environments["dev"] as network.PlannedNetwork;

function ours(): void {
  new network.Vpc("net", { plan }, noted);
  new cluster.Cluster(
    "dev",
    {
      clusterName: "dev",
      version: "1.34",
      controlSubnetIds: ["subnet-a", "subnet-b"],
      nodePlaces: zones.map((zone) => ({ name: zone, zone, subnetId: `subnet-${zone}` })),
      kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/1",
      deployRoleArn: "arn:aws:iam::111111111111:role/deploy",
      breakGlassRoleArn: "arn:aws:iam::111111111111:role/break-glass",
    },
    noted,
  );
  new ingress.Mesh("mesh", {}, noted);
  new ingress.Gateway(
    "gateway",
    { domain: "dev.example.com", contact: "a@example.com", region: "eu-west-1" },
    noted,
  );
  new observability.EventCollector("events", { namespace: "observability" }, noted);
  for (const team of ["payments", "checkout", "search"]) {
    new cluster.TeamNamespace(team, { team, namespace: team, groups: { [team]: "edit" } }, noted);
    new observability.TeamView(`${team}-view`, { team, namespace: team }, noted);
  }
}

/** The same resources without a component of ours. */
function plain(): void {
  const made = new Map<string | undefined, pulumi.Resource>();
  for (const { type, name, make, parent, waits } of seen) {
    const props = structuredClone(resolved.get(key(type, name)) ?? {});
    for (const { path, on } of waits) {
      const last = path.at(-1) ?? "";
      const holder = path
        .slice(0, -1)
        .reduce((value, field) => (value[field] ??= {}) as Fields, props);
      const literal = holder[last];
      holder[last] = made.get(on)?.urn.apply(() => literal) ?? pulumi.output(literal);
    }
    const above = made.get(parent);
    const opts = above === undefined ? {} : { parent: above };
    const resource =
      make === undefined
        ? new pulumi.ComponentResource(type, name, props, opts)
        : new make(name, props, opts);
    made.set(key(type, name), resource);
  }
}

// The SDK's own way to wait for all registrations, which its types leave out.
const settled = () => (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();

// The first time loads the SDK's classes, and notes the tree; the third is what counts.
ours();
await settled();
const build = isPlain ? plain : ours;
build();
await settled();
const before = process.cpuUsage();
build();
await settled();
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1e3);
