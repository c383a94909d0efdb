import type { PlannedTier } from "../demand";

/** Tags of subnets where the controller of load balancers may put them; https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html */
export const discovery: Readonly<Partial<Record<PlannedTier, string>>> = {
  public: "kubernetes.io/role/elb",
  balancers: "kubernetes.io/role/internal-elb",
};

/** Why load balancers can't find a subnet of a tier; nothing if they can, or need not. The value is 1, or empty. */
export function tagProblem(
  subnet: string,
  tier: string,
  tags: Readonly<Record<string, string>>,
): string | undefined {
  const tag = Object.hasOwn(discovery, tier) ? discovery[tier as PlannedTier] : undefined;
  const value = tag === undefined ? "1" : (tags[tag] ?? "no such tag");
  return value === "1" || value === ""
    ? undefined
    : `tag ${tag} of subnet ${subnet}: want 1, so that load balancers find it for tier ${tier}, got ${value}`;
}
