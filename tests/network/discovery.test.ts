import { expect, it } from "vitest";

import { tagProblem } from "../../components/network/internal/discovery";

const [elb, internal] = ["kubernetes.io/role/elb", "kubernetes.io/role/internal-elb"];
const wanted = (tag: string, tier: string, got: string) =>
  `tag ${tag} of subnet subnet-1: want 1, so that load balancers find it for tier ${tier}, got ${got}`;

it.each<[string, Record<string, string>, string | undefined]>([
  ["nodes", {}, undefined],
  ["constructor", {}, undefined],
  ["public", { [elb]: "1" }, undefined],
  ["public", { [elb]: "" }, undefined],
  ["balancers", { [internal]: "1" }, undefined],
  ["public", {}, wanted(elb, "public", "no such tag")],
  ["public", { [internal]: "1" }, wanted(elb, "public", "no such tag")],
  ["balancers", { [internal]: "no" }, wanted(internal, "balancers", "no")],
])("tells whether load balancers find a subnet of tier %s with %j", (tier, tags, problem) => {
  expect(tagProblem("subnet-1", tier, tags)).toBe(problem);
});
