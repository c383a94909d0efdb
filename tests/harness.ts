import * as pulumi from "@pulumi/pulumi";
import { expect, vi } from "vitest";

/** One resource that the program asked the engine for. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly custom: boolean;
  /** `<urn>::<id>` of the provider, empty when the engine picks its default one. */
  readonly provider: string;
}

/** What the SDK has and leaves out of its types. */
interface SdkOutput<T> {
  promise(): Promise<T>;
}
interface SdkResource {
  readonly __childResources?: ReadonlySet<pulumi.Resource>;
}
interface SdkComponent {
  registerOutputs(outputs?: pulumi.Inputs): void;
}
const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };

let registrations: Registration[] = [];

type ByName = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Outputs, by type, without which what a program makes could not be built upon. */
const always: ByName = {
  "aws:eks/cluster:Cluster": {
    identities: [{ oidcs: [{ issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/1" }] }],
  },
};

/**
 * Starts an empty engine in memory. An invoke without an answer in `answers` throws; `there` holds
 * by id what a program can read, `outputs` by type what the cloud adds to what it makes.
 */
export async function startEngine(
  answers: ByName = {},
  there: ByName = {},
  outputs: ByName = {},
): Promise<void> {
  // A list of its own, so that what an earlier test left running cannot write into it.
  const own: Registration[] = [];
  registrations = own;
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, id, inputs, custom = false, provider = "" }) => {
        const known = inputs as Readonly<Record<string, unknown>>;
        own.push({ type, name, inputs: known, custom, provider });
        return {
          id: id || `${name}-id`,
          state: { ...always[type], ...known, ...outputs[type], ...there[id ?? ""] },
        };
      },
      call: ({ token }) => {
        const answer = answers[token];
        if (answer === undefined) {
          const details = `unexpected invoke of ${token}`;
          // As of gRPC: of an error, the SDK hands on `details` alone.
          throw Object.assign(new Error(details), { details });
        }
        return answer;
      },
    },
    "groundwork",
    "test",
  );
}

/** What the engine was asked for, of one type. Call it after `treeOf`. */
export function created(type: string): readonly Registration[] {
  return registrations.filter((registration) => registration.type === type);
}

/** The resource and everything under it, once the engine has answered every request. */
export async function treeOf(root: pulumi.Resource): Promise<pulumi.Resource[]> {
  await waitForRPCs();
  const tree = [root];
  for (const resource of tree) {
    tree.push(...((resource as unknown as SdkResource).__childResources ?? []));
  }
  await Promise.all(tree.map(({ urn }) => valueOf(urn)));
  return tree;
}

/** The value of an input; rejects when the input fails, where `apply` would wait for ever. */
export function valueOf<T>(input: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  return (pulumi.output(input) as unknown as SdkOutput<pulumi.Unwrap<T>>).promise();
}

/** Type, name and parent's type of a resource, as its URN has them. */
export async function identityOf({ urn }: pulumi.Resource) {
  const [, , types = "", name = ""] = (await valueOf(urn)).split("::");
  const [type = "", parent = ""] = types.split("$").reverse();
  return { type, name, parent };
}

type Providers = [pulumi.ProviderResource, ...pulumi.ProviderResource[]];

/** The rules that every component keeps, given a provider of each package that it makes children of. */
export async function expectConforms(
  make: (name: string, opts: { providers: Providers }) => pulumi.ComponentResource,
  providers: Providers,
): Promise<void> {
  const references = new Map<string, string>();
  for (const provider of providers) {
    const { type } = await identityOf(provider);
    const reference = `${await valueOf(provider.urn)}::${await valueOf(provider.id)}`;
    references.set(type.replace("pulumi:providers:", ""), reference);
  }
  const before = registrations.length;
  const { component, outputs } = construct(() => make("sut", { providers }));
  // Before the first rule: a request under way would land in the next test's engine.
  const tree = await Promise.all((await treeOf(component)).map(identityOf));
  const own = registrations.slice(before);

  const promised = Object.entries(component)
    .filter(([field, value]) => field !== "urn" && pulumi.Output.isInstance(value))
    .map(([field]) => field);
  expect(outputs, "the constructor calls registerOutputs before it returns").toBeDefined();
  expect(Object.keys(outputs ?? {}), "registerOutputs lists every output").toEqual(
    expect.arrayContaining(promised),
  );

  expect(own.map(label).sort(), "every resource has the component as ancestor").toEqual(
    tree.map(label).sort(),
  );
  expect(
    own.filter(({ name }) => !/^sut(-|$)/.test(name)).map(label),
    "every name starts with the component's",
  ).toEqual([]);

  const children = own.filter(({ type, custom }) => custom && !type.startsWith("pulumi:"));
  const packages = new Set(children.map(packageOf));
  expect([...packages].sort(), "the component has children of the caller's packages").toEqual(
    [...references.keys()].sort(),
  );
  expect(
    children.filter((child) => child.provider !== references.get(packageOf(child))).map(label),
    "every child uses the caller's provider",
  ).toEqual([]);
}

const packageOf = ({ type }: { readonly type: string }) => type.split(":")[0] ?? "";

const label = ({ type, name }: { readonly type: string; readonly name: string }) =>
  `${type} ${name}`;

/** The component, and the outputs that its constructor registered before it returned. */
function construct(make: () => pulumi.ComponentResource) {
  const spy = vi.spyOn(
    pulumi.ComponentResource.prototype as unknown as SdkComponent,
    "registerOutputs",
  );
  try {
    const component = make();
    const call = spy.mock.contexts.findIndex((context) => Object.is(context, component));
    return { component, outputs: call < 0 ? undefined : (spy.mock.calls[call]?.[0] ?? {}) };
  } finally {
    spy.mockRestore();
  }
}
