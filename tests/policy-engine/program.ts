/**
 * A program of any stack: it makes the resources that `stacks.json` lists for the stack's name, by
 * type and properties, as a class of a provider's package would register them.
 */
export const program = `const pulumi = require("@pulumi/pulumi");

const seeds = require("./stacks.json")[pulumi.getStack()];
const made = new Map();
const providers = new Map();
const versionOf = (pkg) => require("@pulumi/" + pkg + "/package.json").version;

function providerOf(pkg, { name, props }) {
  if (!providers.has(name)) {
    providers.set(name, new pulumi.ProviderResource(pkg, name, props, { version: versionOf(pkg) }));
  }
  return providers.get(name);
}

// A value is known at preview as an example has it, and still comes from others.
function comingFrom(names, value) {
  const sources = [names].flat().map((name) => make(seeds.find((seed) => seed.name === name)));
  return value === undefined
    ? sources[0].id
    : pulumi.all(sources.map(({ urn }) => urn)).apply(() => value);
}

function make(seed) {
  const { type, name, props, from = {}, provider, protect, timeouts = {} } = seed;
  if (made.has(name)) {
    return made.get(name);
  }
  const [first, , kind] = type.split(":");
  const pkg = first === "pulumi" ? kind : first;
  const coming = Object.entries(from).map(([key, names]) => [key, comingFrom(names, props[key])]);
  const inputs = { ...props, ...Object.fromEntries(coming) };
  const minutes = Object.entries(timeouts).map(([key, n]) => [key, n + "m"]);
  const options = {
    version: versionOf(pkg),
    protect,
    ...(minutes.length > 0 && { customTimeouts: Object.fromEntries(minutes) }),
    ...(provider && { provider: providerOf(pkg, provider) }),
  };
  const resource =
    first === "pulumi"
      ? new pulumi.ProviderResource(pkg, name, inputs, options)
      : new pulumi.CustomResource(type, name, inputs, options);
  made.set(name, resource);
  return resource;
}

seeds.forEach(make);
`;
