import { Address4 } from "ip-address";

/** Some services of AWS use it inside: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
export const usedByAws = "172.17.0.0/16";

/** Whether a text is an IPv4 network between two prefix lengths, with no bits behind the prefix. */
export function isNetwork(cidr: string, widest = 0, narrowest = 32): boolean {
  if (!cidr.includes("/") || !Address4.isValid(cidr)) {
    return false;
  }
  const range = new Address4(cidr);
  const aligned = range.startAddress().correctForm() === range.correctForm();
  return aligned && range.subnetMask >= widest && range.subnetMask <= narrowest;
}

/** Whether a network lies wholly inside another. */
export function isNetworkIn(cidr: string, around: string): boolean {
  return new Address4(cidr).isInSubnet(new Address4(around));
}

/** Whether two networks share an address. */
export function overlaps(one: string, other: string): boolean {
  const [a, b] = [new Address4(one), new Address4(other)];
  return a.isInSubnet(b) || b.isInSubnet(a);
}
