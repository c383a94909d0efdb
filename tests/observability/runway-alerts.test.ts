import { parser } from "@prometheus-io/lezer-promql";
import { describe, expect, it } from "vitest";

import { grownBy, networkOf, planAddressSpace } from "../../components/network";
import { runwayRules } from "../../components/observability";

const demand = {
  region: "eu-west-1",
  zones: ["eu-west-1a", "eu-west-1b"],
  nodesByZone: 10,
  podsByNode: 110,
  growthPercent: 5,
};
const planned = (growthPercent: number) =>
  networkOf(
    planAddressSpace({
      ranges: ["10.0.0.0/8"],
      podRanges: ["100.64.0.0/10"],
      environments: { dev: { ...demand, growthPercent } },
    }),
    "dev",
  );

/** Places where the grammar of Prometheus itself finds an error. */
function faults(expr: string): number {
  let found = 0;
  parser.parse(expr).iterate({
    enter: ({ type }) => {
      found += type.isError ? 1 : 0;
    },
  });
  return found;
}

describe("runwayRules", () => {
  const plan = planned(5);
  const rules = runwayRules(demand, plan);

  it("warns six months before a zone is full, and wakes someone two months before", () => {
    const zone = plan.zones.find(({ tier }) => tier === "nodes");
    const at = (left: number) => grownBy(10, 5, (zone?.runwayMonths ?? 0) - 1 - left);
    expect(rules.map(({ labels, expr }) => [labels["zone"], labels["severity"], expr])).toEqual(
      ["eu-west-1a", "eu-west-1b"].flatMap((name) => [
        [
          name,
          "warning",
          `count(kube_node_labels{label_topology_kubernetes_io_zone="${name}"}) > ${at(6)}`,
        ],
        [
          name,
          "critical",
          `count(kube_node_labels{label_topology_kubernetes_io_zone="${name}"}) > ${at(2)}`,
        ],
      ]),
    );
    expect(at(6)).toBeLessThan(at(2));
  });

  it("is silent today, and heard before the pairs of subnets are full", () => {
    const thresholds = rules.map(({ expr }) => Number(expr.split("> ")[1]));
    expect(thresholds.filter((nodes) => nodes <= 10)).toEqual([]);
    const capacity = plan.zones.find(({ tier }) => tier === "nodes")?.usable ?? 0;
    expect(thresholds.filter((nodes) => nodes >= capacity)).toEqual([]);
  });

  it("writes what Prometheus can parse", () => {
    expect(rules.map(({ expr }) => faults(expr))).toEqual(rules.map(() => 0));
    expect(faults("count(kube_node_labels{)")).toBeGreaterThan(0);
  });

  it("has no rule where growth never fills a zone", () => {
    expect(runwayRules({ ...demand, growthPercent: 0 }, planned(0))).toEqual([]);
  });
});
