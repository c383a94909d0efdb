import { network } from "@groundwork-iac/platform";

import { type Bench, cpuOf, printed } from "./measure.mts";

/** The components against what would be written without them. */
export function measureLibrary(bench: Bench): void {
  bench.ratio(
    "program",
    1.1,
    () => Number(printed("program.mts")),
    () => Number(printed("program.mts", "plain")),
  );
  bench.ratio(
    "plan",
    4.4,
    () => planned(1000),
    () => planned(250),
  );
  const sdks = ["pulumi", "aws", "github", "keycloak", "kubernetes", "vault"];
  const requireAll = sdks.map((name) => `require("@pulumi/${name}")`).join(";");
  bench.ratio(
    "import",
    1.1,
    () => cpuOf(process.execPath, ["-e", 'require("@groundwork-iac/platform")']),
    () => cpuOf(process.execPath, ["-e", requireAll]),
  );
}

/** Milliseconds of CPU to plan the addresses of so many networks of six tiers and three zones. */
function planned(count: number): number {
  const needs: network.NetworkDemand = {
    region: "eu-west-1",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    nodesByZone: 2,
    podsByNode: 29,
    loadBalancers: 2,
    dataByZone: 10,
    interfaceEndpoints: 4,
    growthPercent: 4,
  };
  const names = Array.from({ length: count }, (_, index) => `env-${index}`);
  const before = process.cpuUsage();
  network.planAddressSpace({
    ranges: ["10.0.0.0/8"],
    podRanges: ["100.64.0.0/10"],
    environments: Object.fromEntries(names.map((name) => [name, needs])),
  });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
}
