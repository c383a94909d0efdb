import { beforeEach, describe, expect, it } from "vitest";

import { checkIpamArgs, Ipam } from "../../components/network";
import { created, startEngine, treeOf, valueOf } from "../harness";

beforeEach(() => startEngine());

const args = {
  homeRegion: "eu-west-1",
  environments: {
    dev: { region: "eu-west-1", cidrs: ["10.0.0.0/16", "100.64.0.0/16"] },
    prod: { region: "eu-central-1", cidrs: ["10.1.0.0/16"] },
  },
};

describe("Ipam", () => {
  it("nests each environment's pool in its region's, with the plan's own ranges", async () => {
    const ipam = new Ipam("acme", args);
    await treeOf(ipam);
    const pools = created("aws:ec2/vpcIpamPool:VpcIpamPool");
    const placed = pools.map(({ name, inputs }) => [
      name,
      [inputs["locale"], inputs["sourceIpamPoolId"]],
    ]);
    expect(Object.fromEntries(placed)).toEqual({
      "acme-eu-central-1": ["eu-central-1", undefined],
      "acme-prod": ["eu-central-1", "acme-eu-central-1-id"],
      "acme-eu-west-1": ["eu-west-1", undefined],
      "acme-dev": ["eu-west-1", "acme-eu-west-1-id"],
    });
    const ranges = created("aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr");
    const byPool = (pool: string) =>
      ranges
        .filter(({ inputs }) => inputs["ipamPoolId"] === pool)
        .map(({ inputs }) => inputs["cidr"]);
    expect(byPool("acme-dev-id")).toEqual(args.environments.dev.cidrs);
    expect(byPool("acme-eu-west-1-id")).toEqual(args.environments.dev.cidrs);
    expect(await valueOf(ipam.poolIds)).toEqual({ dev: "acme-dev-id", prod: "acme-prod-id" });
  });

  it("works in its home region and in every region with a pool", async () => {
    await treeOf(new Ipam("acme", { ...args, homeRegion: "us-east-1" }));
    const [ipam] = created("aws:ec2/vpcIpam:VpcIpam");
    expect(ipam?.inputs["operatingRegions"]).toEqual(
      ["us-east-1", "eu-central-1", "eu-west-1"].map((regionName) => ({ regionName })),
    );
  });

  it.each([
    ["10.0.0.0", "an IPv4 network"],
    ["10.0.0.1/16", "an IPv4 network"],
    ["10.1.128.0/17", "a range that no other pool has"],
  ])("refuses %s", (cidr, want) => {
    const environments = {
      prod: args.environments.prod,
      dev: { region: "eu-west-1", cidrs: [cidr] },
    };
    const [issue, ...others] = checkIpamArgs({ ...args, environments });
    expect(issue).toMatchObject({ path: "environments.dev.cidrs[0]", got: cidr });
    expect(issue?.want).toContain(want);
    expect(others).toEqual([]);
  });
});
