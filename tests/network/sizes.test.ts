import { describe, expect, it } from "vitest";

import { prefixFor, usableAddresses, usableInBlocks } from "../../components/network";

/** Worked out by hand: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
describe("usableAddresses", () => {
  it.each([
    [28, 11],
    [27, 27],
    [26, 59],
    [25, 123],
    [24, 251],
    [23, 507],
    [22, 1019],
    [21, 2043],
    [20, 4091],
    [19, 8187],
    [18, 16379],
    [17, 32763],
    [16, 65531],
  ])("a /%i has %i", (prefix, usable) => {
    expect(usableAddresses(prefix)).toBe(usable);
  });
});

/** A /24 has 16 blocks, and AWS keeps addresses in the first and the last of them. */
describe("usableInBlocks", () => {
  it.each([
    [28, 0],
    [27, 0],
    [26, 32],
    [25, 96],
    [24, 224],
    [20, 4064],
    [19, 8160],
    [16, 65504],
  ])("a /%i has %i", (prefix, usable) => {
    expect(usableInBlocks(prefix)).toBe(usable);
  });
});

describe("prefixFor", () => {
  it.each([
    [0, 28],
    [11, 28],
    [12, 27],
    [251, 24],
    [252, 23],
    [65531, 16],
  ])("takes %i addresses in a /%i", (addresses, prefix) => {
    expect(prefixFor(addresses)).toBe(prefix);
  });

  it("has nothing for more than a /16 holds", () => {
    expect(prefixFor(65532)).toBeUndefined();
  });
});
