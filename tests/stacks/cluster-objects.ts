import { join } from "node:path";

import { admissionPolicies } from "../../policy/src/admission";
import { planStacks } from "../../stacks/derived/plan";
import { loadOrganization } from "../../stacks/organization";
import { type ClusterObject, run } from "./program-run";

const release = "kubernetes:helm.sh/v3:Release";
const folders = [join(__dirname, "../../organization"), join(__dirname, "existing-organization")];

/** Stacks that make objects of a cluster. */
const inCluster = /^(?:services|environment|workspace)\./;

let asked: Promise<ClusterObject[]> | undefined;

/** Every object of a cluster that the stacks of our organisations make, one of each kind and name. */
export function clusterObjects(): Promise<ClusterObject[]> {
  return (asked ??= ask());
}

async function ask(): Promise<ClusterObject[]> {
  const objects = new Map<string, ClusterObject>();
  for (const data of folders) {
    const stacks = planStacks(loadOrganization(data)).filter(({ name }) => inCluster.test(name));
    for (const { name } of stacks) {
      const ran = await run(data, name, {}, { admission: admissionPolicies });
      for (const object of ran.objects.filter(({ type }) => type !== release)) {
        objects.set(`${object.type} ${JSON.stringify(object.inputs["metadata"])}`, object);
      }
    }
  }
  return [...objects.values()];
}
