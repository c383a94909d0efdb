import { beforeAll, describe, expect, it } from "vitest";

import { type AdmissionManifest, admissionPolicies } from "../../../policy/src/admission";
import { type RuleWithCases, rulesWithCases as rules } from "../../../policy/src/rules/cases";
import { chartWebhooks } from "../../charts-webhooks";
import { grantedToday } from "../../granted";
import type { Bag } from "../../../sandbox/src/cloud/store";
import { applyDefinitions } from "../../../sandbox/src/live/kinds/kubernetes/definitions";
import { defineKinds } from "./admission-kinds";
import { objectOf, placeOf, space } from "./admission-objects";
import {
  applied,
  apply,
  attempt,
  type Bench,
  benchesOf,
  create,
  install,
  installFor,
  makeNamespace,
  mismatches,
  server,
  until,
  useCluster,
  warned,
} from "./admission-bench";
import type { TestCluster } from "./cluster";
import { emittedObjects } from "./emitted-objects";

const twinned = rules.filter(({ admission }) => admission !== undefined);

/** Bad examples that a server refuses for a reason of its own, before it asks a twin; by how many. */
const refusedAnyway: readonly (readonly [
  rule: string,
  count: number,
  says: RegExp,
  why: string,
])[] = [
  [
    "K8S-01",
    4,
    /cannot be handled as a|must be of type/,
    "a value of another type than the field's",
  ],
  ["K8S-01", 4, /hostNetwork must be true/, "such a pod is refused by a test of its own below"],
  ["K8S-01", 11, /cannot be set for an Ephemeral Container/, "these containers have no such field"],
  ["K8S-01", 1, /invalid AppArmor profile name/, "a profile that is none"],
  ["K8S-01", 4, /`hostUsers` must be false/, "the server asks for users of the pod's own"],
  ["K8S-01", 1, /pod updates may not change fields/, "a pod's fields stay as they are"],
  ["K8S-01", 1, /field is immutable/, "a job's template stays as it is"],
  ["K8S-05", 1, /image: Required value/, "a container has an image"],
  ["K8S-05", 1, /field is immutable/, "a job's template stays as it is"],
  ["K8S-07", 1, /roleRef: .*field is immutable/, "a binding's role stays as it is"],
  ["K8S-10", 1, /cannot be handled as a/, "a value of another type than the field's"],
  ["K8S-10", 1, /if '\*' is present/, "a wildcard stands alone"],
  ["SIG-01", 1, /must be of type/, "a value of another type than the field's"],
  ["IST-02", 1, /port\.protocol: Required value/, "a port has a protocol"],
  ["IST-02", 1, /must be of type/, "a value of another type than the field's"],
  ["ARG-01", 1, /must be of type/, "a value of another type than the field's"],
];

const required = (id: string): RuleWithCases => {
  const found = twinned.find((rule) => rule.id === id);
  if (found === undefined) {
    throw new Error(`${id} has no twin`);
  }
  return found;
};

const bare = (id: string, label: string): Bench => ({
  ...{ rule: required(id), label, settings: undefined, good: [], bad: [] },
});
const pod = "kubernetes:core/v1:Pod";
const onHost = { spec: { hostNetwork: true } };
const dryPod = (name: string, label: string, props: object = onHost, namespace = space) =>
  attempt(() =>
    create(placeOf(pod, namespace).path, objectOf(pod, props, { name, label, namespace })),
  );

/** What a cluster's own policies judge; at the end they are in force in all of it. */
export function admissionTests(running: () => TestCluster): void {
  beforeAll(async () => {
    useCluster(running());
    for (const chart of ["base", "argo-cd", "policy-controller"]) {
      await applyDefinitions(server(), chart);
    }
    await defineKinds(server(), ["argoproj.io/v1alpha1:Rollout"]);
    await makeNamespace(space);
  });

  describe.each(twinned.map((rule) => [rule.id, rule] as const))("%s in a cluster", (id, rule) => {
    it("judges its examples as the pack does", async () => {
      const benches = benchesOf(rule);
      await Promise.all(benches.map((bench) => installFor(bench)));
      const wrong = (await Promise.all(benches.map(mismatches))).flat();
      const excused = refusedAnyway.filter(([of]) => of === id);
      const fits = (text: string) => excused.find(([, , says]) => says.test(text));
      expect(
        wrong.filter((text) => fits(text) === undefined || !text.startsWith("refused")),
      ).toEqual([]);
      const counts = excused.map((entry) => wrong.filter((text) => fits(text) === entry).length);
      expect(counts).toEqual(excused.map(([, count]) => count));
    });
  });

  describe("a twin", () => {
    it("that judges wrong comes to light", async () => {
      const [bench] = benchesOf(required("K8S-07"));
      const planted = { ...(bench as Bench), label: "planted" };
      await installFor(planted, {}, ({ policy, binding, rule }) => {
        const [first, ...rest] = policy.spec.validations;
        const validations = [{ ...first, expression: "true" } as typeof first & object, ...rest];
        return { rule, binding, policy: { ...policy, spec: { ...policy.spec, validations } } };
      });
      const wrong = await mismatches(planted);
      expect(wrong.filter((text) => text.startsWith("admitted")).length).toBeGreaterThan(0);
    });

    it("says rule, what is wanted, how to mend it and where to read on", async () => {
      const bench = bare("K8S-01", "says");
      await installFor(bench);
      const { message } = await dryPod("one", "says");
      expect(message).toBe(
        `pods "one" is forbidden: ValidatingAdmissionPolicy 'groundwork-k8s-01-says' with binding ` +
          "'groundwork-k8s-01-says' denied request: K8S-01: want nothing, or false (Host Namespaces); " +
          `fix: ${bench.rule.fix} See ${bench.rule.link}`,
      );
      const windows = { windowsOptions: { hostProcess: true } };
      const hostProcess = { hostNetwork: true, securityContext: windows };
      expect((await dryPod("one", "says", { spec: hostProcess })).message).toContain(
        "(HostProcess)",
      );
    });

    it("judges no update that leaves what it judges, and any that does not", async () => {
      const path = `${placeOf(pod).path}/before`;
      const before = objectOf(pod, onHost, { name: "before", label: "later" });
      await server().call("PATCH", path, applied("test", before));
      await installFor(bare("K8S-01", "later"));
      const edit = (body: Bag) =>
        attempt(() =>
          server().call("PATCH", path, {
            query: { dryRun: "All" },
            contentType: "application/merge-patch+json",
            body,
          }),
        );
      expect(await edit({ metadata: { finalizers: ["example.com/held"] } })).toMatchObject({
        refused: false,
      });
      expect((await edit({ spec: { activeDeadlineSeconds: 60 } })).message).toContain("K8S-01");
    });

    it("that advises warns and admits", async () => {
      const settings = { enforcementLevel: "advisory", lowered: grantedToday() };
      const [twin] = admissionPolicies({ settings: { "K8S-01": settings } }, [required("K8S-01")]);
      await install(twin as AdmissionManifest, "advised");
      await until(async () => {
        const { status, warning } = await warned(
          placeOf(pod).path,
          objectOf(pod, onHost, { name: "one", label: "advised" }),
        );
        expect(status).toBe(201);
        return warning.includes("K8S-01: want nothing, or false (Host Namespaces)") || warning;
      });
    });
  });

  describe("a waiver", () => {
    const day = 86_400_000;
    const dateIn = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);
    const waiver = {
      rule: "K8S-01",
      resource: "urn:pulumi:workspace.a.dev::*::kubernetes:apps/v1:Deployment::legacy",
      object: `${space}/legacy*`,
      reason: "Moved to a node of its own in May.",
      owner: "ada",
      ticket: "https://tickets.example.com/1",
      since: dateIn(-30),
      expires: dateIn(0),
    };
    const stacks = [{ name: "workspace.a.dev", namespaces: [space] }];

    it("has the cluster admit what it is for, and nothing else", async () => {
      await installFor(bare("K8S-01", "waived"), { waivers: [waiver], stacks });
      expect(await dryPod("legacy-5d4f", "waived")).toMatchObject({ refused: false });
      expect((await dryPod("other", "waived")).message).toContain("K8S-01");
    });

    it("ends by itself for what is made after its last day", async () => {
      const over = { ...waiver, expires: dateIn(-1) };
      const request = { waivers: [over], stacks, today: dateIn(-1) };
      await installFor(bare("K8S-01", "over"), request);
      expect((await dryPod("legacy-5d4f", "over")).message).toContain("K8S-01");
    });

    it("of a team is for its own namespaces", async () => {
      await makeNamespace("theirs");
      const wide = { ...waiver, rule: "K8S-05", object: "*/*", team: "a" };
      await installFor(bare("K8S-05", "wide"), { waivers: [wide], stacks }, undefined, "theirs");
      const tagged = { spec: { containers: [{ image: "nginx" }] } };
      expect(await dryPod("one", "wide", tagged)).toMatchObject({ refused: false });
      expect((await dryPod("one", "wide", tagged, "theirs")).message).toContain("K8S-05");
    });
  });

  describe("all twins as they are made", () => {
    const held = "held";

    beforeAll(async () => {
      for (const { policy, binding } of admissionPolicies()) {
        await apply("policy", policy);
        await apply("binding", binding);
      }
      await makeNamespace(held);
      await until(async () => {
        const { message } = await dryPod("one", "", onHost, held);
        return message.includes("K8S-01: want ") || message;
      });
    });

    it("leave the system's and the platform's pods alone", async () => {
      await makeNamespace("platforms", { "groundwork.dev/owner": "platform" });
      await makeNamespace("kube-system");
      for (const namespace of ["platforms", "kube-system"]) {
        expect(await dryPod("agent", "", onHost, namespace)).toMatchObject({ refused: false });
      }
    });

    it("admit every object that our components make", async () => {
      const types = twinned.flatMap((rule) => rule.types);
      const emitted = (await emittedObjects()).filter(({ type }) => types.includes(type));
      expect(new Set(emitted.map(({ type }) => type)).size).toBeGreaterThanOrEqual(5);
      for (const { type, inputs } of emitted) {
        const { namespace = space } = inputs["metadata"] as { readonly namespace?: string };
        await makeNamespace(namespace);
        const { kind, apiVersion, path } = placeOf(type, namespace);
        const { message } = await attempt(() => create(path, { ...inputs, apiVersion, kind }));
        expect(`${type}: ${message}`).toBe(`${type}: admitted`);
      }
    });

    it("admit every webhook of the charts that we install", async () => {
      const installed = chartWebhooks();
      expect(installed.length).toBeGreaterThan(10);
      for (const { chart, kind, name, webhooks } of installed) {
        const apiVersion = "admissionregistration.k8s.io/v1";
        const { path } = placeOf(`kubernetes:${apiVersion}:${kind}`);
        const object = { apiVersion, kind, metadata: { name: `${chart}.${name}` }, webhooks };
        const { message } = await attempt(() => create(path, object));
        expect(`${chart} ${name}: ${message}`).toBe(`${chart} ${name}: admitted`);
      }
    });
  });
}
