import { beforeEach, describe, expect, it } from "vitest";

import { Peering } from "../../components/network";
import { given } from "../../components/lib/given";
import { startEngine } from "../harness";

const vpc = (cidr: string) => ({ vpcId: "vpc-1", cidrs: [cidr], routeTableIds: {} });

describe("Peering", () => {
  beforeEach(async () => {
    await startEngine();
  });

  it.each([
    [{ dev: vpc("10.0.0.0/16") }, 'vpcs: want two VPCs, got ["dev"]'],
    [
      { dev: vpc("10.0.0.0/16"), prod: vpc("10.1.0.0/16"), hub: vpc("10.2.0.0/16") },
      'vpcs: want two VPCs, got ["dev","prod","hub"]',
    ],
    [
      { dev: vpc("10.0.0.0/16"), prod: vpc("10.0.0.1/16") },
      'vpcs.prod.cidrs[0]: want an IPv4 network, got "10.0.0.1/16"',
    ],
    [
      { dev: vpc("10.0.0.0/16"), prod: vpc("10.0.8.0/24") },
      'vpcs.prod.cidrs: want a range that dev does not have, got "10.0.8.0/24"',
    ],
  ])("refuses %j", (vpcs, problem) => {
    expect(() => new Peering("peer", { vpcs })).toThrow(
      `groundwork:network:Peering "peer" has invalid arguments:\n  - ${problem}`,
    );
  });
});

describe("a value that must be given", () => {
  it("is named where it is missing", () => {
    expect(given({ dev: "rtb-1" }, "dev", "hubTableIds")).toBe("rtb-1");
    expect(() => given({ dev: "rtb-1" }, "constructor", "hubTableIds")).toThrow(
      'hubTableIds: want a value for "constructor", got one for: dev',
    );
  });
});
