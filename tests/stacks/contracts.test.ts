import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";

import { contracts, promised, readStack, versionKey } from "../../stacks/contracts";
import { valueOf } from "../harness";

const good = {
  [versionKey]: contracts.network.version,
  vpcId: "vpc-1",
  cidr: "10.0.0.0/16",
  subnetIds: { nodes: { a: ["subnet-1"] } },
  routeTableIds: {},
};

/** Reads `network.dev` when that stack exports what is given. */
async function reading(outputs: Record<string, unknown>, secretOutputNames: string[] = []) {
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
    false,
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

  it("takes the version before", async () => {
    const { cidr } = await reading({ ...good, [versionKey]: contracts.network.version - 1 });
    expect(await valueOf(cidr)).toBe("10.0.0.0/16");
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
