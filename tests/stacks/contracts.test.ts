import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";

import { contracts, exported, promised, readStack, versionKey } from "../../stacks/contracts";
import { valueOf } from "../harness";

const good = {
  [versionKey]: contracts.network.version,
  vpcId: "vpc-1",
  cidr: "10.0.0.0/16",
  subnetIds: { nodes: { a: ["subnet-1"] } },
  routeTableIds: {},
};

/** Reads `network.dev` when that stack exports what is given. */
async function reading(
  outputs: Record<string, unknown>,
  secretOutputNames: string[] = [],
  preview = false,
) {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({
        id: name,
        state: { ...(inputs as object), outputs, secretOutputNames },
      }),
      call: () => ({}),
    },
    "groundwork",
    "cluster.dev",
    preview,
    "organization",
  );
  return readStack("network", "dev");
}

describe("readStack", () => {
  it("gives what the stack promised", async () => {
    const { vpcId, subnetIds } = await reading(good);
    expect(await valueOf(vpcId)).toBe("vpc-1");
    expect(await valueOf(subnetIds)).toEqual({ nodes: { a: ["subnet-1"] } });
  });

  it("takes the version before as that one was, and what a key was then", async () => {
    const { cidr, subnetIds } = await reading({
      [versionKey]: 1,
      vpcId: "vpc-1",
      cidr: "10.0.0.0/16",
      subnetIds: { nodes: { a: "subnet-1", b: "subnet-2" } },
    });
    expect(await valueOf(cidr)).toBe("10.0.0.0/16");
    expect(await valueOf(subnetIds)).toEqual({ nodes: { a: ["subnet-1"], b: ["subnet-2"] } });
  });

  it("takes a key of another name of the version before", () => {
    expect(promised("workspace", "workspace.a.dev", "namespaces", "a", 1)).toEqual(["a"]);
    expect(() => promised("workspace", "workspace.a.dev", "namespaces", ["a"], 1)).toThrow(
      'exports "namespaces" in a shape that this one can\'t read',
    );
  });

  it("refuses a key that the version before lacks only when it is asked for", async () => {
    const stack = await reading({ [versionKey]: 1, vpcId: "vpc-1" });
    expect(await valueOf(stack.vpcId)).toBe("vpc-1");
    expect(() => promised("network", "network.dev", "routeTableIds", undefined, 1)).toThrow(
      'exports "routeTableIds" in a shape that this one can\'t read',
    );
  });

  it("keeps a secret secret", async () => {
    const { vpcId, cidr } = await reading(good, ["vpcId"]);
    expect(await pulumi.isSecret(vpcId)).toBe(true);
    expect(await pulumi.isSecret(cidr)).toBe(false);
  });
});

describe("promised", () => {
  it.each<[string, unknown, unknown, string]>([
    ["no version", "10.0.0.0/16", undefined, "exports nothing, this one reads version 2"],
    ["a version too new", "10.0.0.0/16", 3, "exports version 3, this one reads version 2"],
    ["a key that is missing", undefined, 1, 'exports "cidr" in a shape'],
    ["a key of another type", 10, 1, "expected string, received number"],
  ])("refuses %s in one sentence that says what to do", (_case, value, version, message) => {
    const read = () => promised("network", "network.dev", "cidr", value, version);
    expect(read).toThrow(message);
    expect(read).toThrow(/^stack "network\.dev" .*: bring "network\.dev" up first$/);
  });
});

describe("exported", () => {
  /** The id of a node's subnet in a zone, of a network that has one zone only. */
  async function subnetIn(zone: string, preview: boolean) {
    const { subnetIds } = await reading(good, [], preview);
    return subnetIds.apply(({ nodes }) =>
      exported("network.dev", `subnetIds.nodes.${zone}[0]`, nodes?.[zone]?.[0]),
    );
  }

  it("gives what the stack has below a key", async () => {
    expect(await valueOf(await subnetIn("a", false))).toBe("subnet-1");
    expect(await valueOf(await subnetIn("a", true))).toBe("subnet-1");
  });

  it("stops an update without it in one sentence that says what to do", async () => {
    await reading(good);
    expect(() => exported("network.dev", "subnetIds.nodes.b[0]", undefined)).toThrow(
      'stack "network.dev" exports no "subnetIds.nodes.b[0]": bring "network.dev" up first',
    );
  });

  it("takes it for unknown in a preview, as a change may bring that stack up first", async () => {
    const id = await subnetIn("b", true);
    expect(await (id as unknown as { isKnown: Promise<boolean> }).isKnown).toBe(false);
  });
});
