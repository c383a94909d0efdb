import { expect, it } from "vitest";

import { K8S01 } from "../../../policy/src/rules/k8s-01-pod-baseline/rule";
import { K8S10 } from "../../../policy/src/rules/k8s-10-admission-webhooks/rule";
import { judge, unknowns } from "../harness";

const [unknown = ""] = unknowns;

/** What a rule says of a resource, a line a finding. */
async function said(rule: Parameters<typeof judge>[0], props: object): Promise<string[]> {
  const found = await judge(rule, { props });
  return found.map(({ message }) => message.split("\n")[1]?.trim() ?? "");
}

it("names the control of the standard and what it allows", async () => {
  const containers = [
    {
      ports: [{ hostPort: 80 }],
      securityContext: { privileged: true, seLinuxOptions: { user: "root", type: "spc_t" } },
    },
  ];
  expect(await said(K8S01, { spec: { containers, volumes: [{ hostPath: {} }] } })).toEqual([
    "spec.containers[0].securityContext.privileged: want nothing, or false (Privileged Containers), given true",
    "spec.volumes[0].hostPath: want nothing (HostPath Volumes)",
    "spec.containers[0].ports[0].hostPort: want nothing, or 0 (Host Ports), given 80",
    "spec.containers[0].securityContext.seLinuxOptions.type: want nothing, or container_t, container_init_t, container_kvm_t, container_engine_t (SELinux)",
    "spec.containers[0].securityContext.seLinuxOptions.user: want nothing (SELinux)",
  ]);
});

it("says once that a pod, or a list of containers, is not known", async () => {
  expect(await said(K8S01, { spec: unknown })).toEqual([
    "spec: want nothing, or false (HostProcess), not known at preview",
  ]);
  expect(await said(K8S01, { spec: { containers: unknown, initContainers: unknown } })).toEqual([
    "spec.containers: want nothing, or false (HostProcess), not known at preview",
    "spec.initContainers: want nothing, or false (HostProcess), not known at preview",
  ]);
});

it("names of several values that are not known the one that is judged", async () => {
  const rules = [{ apiGroups: [""], resources: ["pods"] }];
  const webhook = { rules, failurePolicy: unknown, timeoutSeconds: unknown, namespaceSelector: {} };
  expect(await said(K8S10, { webhooks: [webhook] })).toEqual([
    "webhooks[0].timeoutSeconds: want 10 or less, not known at preview",
    "webhooks[0].failurePolicy: want a selector that leaves out kube-system, the webhook's own namespace and, of leases, kube-node-lease, not known at preview",
  ]);
});
