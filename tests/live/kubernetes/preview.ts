import { expect, it } from "vitest";

import { clusterObjects } from "../../stacks/cluster-objects";
import type { TestCluster } from "./cluster";

const rbac = "/apis/rbac.authorization.k8s.io/v1";
const reading = ["get", "list", "watch"];
const changing = ["create", "update", "patch", "delete", "deletecollection", "impersonate", "bind"];

interface ServedResource {
  readonly name: string;
  readonly verbs: readonly string[];
}

/** What the rights of a preview are worth. @param running A cluster; its own objects are gone afterwards. */
export function previewTests(running: () => TestCluster): void {
  it("lets a preview read every kind that it serves of a group but secrets, and change none", async () => {
    const { server } = running();
    const own = (await clusterObjects()).filter(
      ({ type, inputs }) =>
        /:ClusterRole(?:Binding)?$/.test(type) &&
        (inputs["metadata"] as { readonly name?: string }).name === "groundwork-preview",
    );
    expect(own.length).toBe(2);
    const pathOf = ({ type }: { readonly type: string }) =>
      `${rbac}/${type.endsWith("Binding") ? "clusterrolebindings" : "clusterroles"}`;
    for (const object of own) {
      await server.call("POST", pathOf(object), { body: object.inputs });
    }

    const may = async (group: string, resource: string, verb: string) => {
      const { status } = await server.call(
        "POST",
        "/apis/authorization.k8s.io/v1/subjectaccessreviews",
        {
          body: {
            apiVersion: "authorization.k8s.io/v1",
            kind: "SubjectAccessReview",
            spec: {
              user: "arn:aws:sts::111111111111:assumed-role/groundwork-preview/run",
              groups: ["groundwork:preview", "system:authenticated"],
              resourceAttributes: { group, resource, verb, namespace: "payments" },
            },
          },
        },
      );
      return (status as { readonly allowed?: boolean }).allowed === true;
    };
    const core = await server.call("GET", "/api/v1");
    const read: string[] = [];
    const changed: string[] = [];
    for (const { name } of core["resources"] as readonly ServedResource[]) {
      for (const verb of reading) {
        if (await may("", name, verb)) {
          read.push(name);
        }
      }
    }
    for (const resource of [...new Set(read), "secrets", "serviceaccounts/token", "pods/exec"]) {
      for (const verb of changing) {
        if (await may("", resource, verb)) {
          changed.push(`${verb} ${resource}`);
        }
      }
    }
    expect(changed).toEqual([]);
    expect(read).toContain("configmaps");
    expect(read.filter((name) => name.startsWith("secrets") || name.includes("/"))).toEqual([]);
    expect(await may("rbac.authorization.k8s.io", "clusterroles", "list")).toBe(true);
    expect(await may("rbac.authorization.k8s.io", "clusterroles", "escalate")).toBe(false);
    expect(await may("argoproj.io", "appprojects", "get")).toBe(true);

    for (const object of own.toReversed()) {
      await server.call("DELETE", `${pathOf(object)}/groundwork-preview`);
    }
  });
}
