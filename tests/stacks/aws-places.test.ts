import { ec2, Region } from "@pulumi/aws";
import { expect, it } from "vitest";

import { isZoneOf, regions } from "../../stacks/declarations/aws-places";
import { families } from "../../stacks/declarations/instance-types";

it("knows the regions that the SDK knows", () => {
  expect([...regions].sort()).toEqual(Object.values(Region).sort());
});

it("knows the families of instances that the SDK knows, but for Xen's and mac", () => {
  const older =
    /^(t[12]|m[1-4]|c[134]|r[34]|x1e?|d2|h1|hi1|hs1|i[23]|f1|g2|g3s?|p[23]|c[cgr][12]|mac.*)$/;
  const known = new Set(Object.values(ec2.InstanceType).map((type) => type.split(".")[0] ?? ""));
  expect([...families].sort()).toEqual([...known].filter((name) => !older.test(name)).sort());
});

it.each([
  ["eu-west-1a", true],
  ["eu-west-1d", false],
  ["us-east-1f", true],
  ["us-west-2-lax-1a", true],
  ["us-east-1-wl1-bos-wlz-1", true],
  ["eu-west-2a", false],
  ["a", false],
])("says of %s whether it is a zone of its region", (zone, is) => {
  const region = /^(us-(?:east-1|west-2))/.exec(zone)?.[1] ?? "eu-west-1";
  expect(isZoneOf(region, zone)).toBe(is);
});
