import type { CloudStore, Stored } from "../../store";
import { at } from "../../values";
import type { Nodes, View } from "../kind-facts";

/** What package `aws` has of the cluster that answers at an address. */
export function viewOfCluster(
  store: () => CloudStore,
  server: string,
): Pick<View, "kubernetes" | "nodes"> {
  const find = () =>
    store()
      .kind("aws:eks/cluster:Cluster")
      .find(({ state }) => state["endpoint"] === server);
  return {
    kubernetes: () => {
      const version = find()?.state["version"];
      return typeof version === "string" ? version : undefined;
    },
    nodes: () => {
      const name = find()?.state["name"];
      const groups = store().kind("aws:eks/nodeGroup:NodeGroup");
      return nodesOf(groups.filter(({ inputs }) => inputs["clusterName"] === name));
    },
  };
}

function nodesOf(groups: readonly Stored[]): Nodes | undefined {
  if (groups.length === 0) {
    return undefined;
  }
  const memories = groups
    .map(({ inputs }) => inputs["instanceTypes"])
    .flatMap((types) => (Array.isArray(types) ? (types as unknown[]) : ["?"]))
    .map((type) => memoryOf(String(type)));
  const known = memories.filter((memory) => memory !== undefined);
  return {
    count: groups.reduce((sum, { inputs }) => sum + minimumOf(inputs), 0),
    ...(known.length === memories.length ? { largestMiB: Math.max(...known) } : {}),
  };
}

function minimumOf(inputs: Stored["inputs"]): number {
  const size = at(inputs, "scalingConfig.minSize");
  return typeof size === "number" ? size : 0;
}

/** GiB per virtual CPU, and virtual CPUs by size: https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-types.html */
const perCpu: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };
const cpus: Readonly<Record<string, number>> = { medium: 1, large: 2, xlarge: 4 };

/** Memory of an instance type such as `m7g.2xlarge`, in MiB, of the families whose memory follows from their CPUs. */
function memoryOf(type: string): number | undefined {
  const [, family = "", times = "1", size = ""] =
    /^([cmr])\d[a-z-]*\.(\d*)(medium|large|xlarge)$/.exec(type) ?? [];
  const [gib, cpu] = [perCpu[family], cpus[size]];
  return gib === undefined || cpu === undefined ? undefined : gib * cpu * Number(times || 1) * 1024;
}
