/**
 * AWS's arithmetic of subnets. Sizes and reservations:
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */

/** Addresses that AWS keeps in every subnet: the first four and the last. */
export const reservedBySubnet = 5;
/** Widest prefix of a VPC's range, and of a subnet. */
export const widestPrefix = 16;
/** Narrowest prefix of a VPC's range, and of a subnet. */
export const narrowestPrefix = 28;
/** Addresses of the block that a node takes for its pods; https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html */
export const blockSize = 16;

/** Addresses of a network with a prefix of so many bits. */
export const sizeOf = (prefix: number) => 2 ** (32 - prefix);

/** Addresses of a subnet that can be used one by one. */
export function usableAddresses(prefix: number): number {
  return sizeOf(prefix) - reservedBySubnet;
}

/**
 * Addresses of a subnet that can be used in whole /28 blocks: the first block and the last hold
 * reserved addresses. Holds for a subnet that is kept for blocks, so that nothing fragments it.
 */
export function usableInBlocks(prefix: number): number {
  return Math.max(0, sizeOf(prefix) / blockSize - 2) * blockSize;
}

/**
 * Prefix of the smallest subnet with so many usable addresses.
 * @returns nothing when not even a /16 has them.
 */
export function prefixFor(
  addresses: number,
  usable: (prefix: number) => number = usableAddresses,
): number | undefined {
  for (let prefix = narrowestPrefix; prefix >= widestPrefix; prefix--) {
    if (usable(prefix) >= addresses) {
      return prefix;
    }
  }
  return undefined;
}
