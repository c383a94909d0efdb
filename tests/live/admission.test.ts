import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  type AdmissionManifest,
  admissionPolicies,
  type AdmissionRequest,
} from "../../policy/src/admission";
import type { Example, Rule } from "../../policy/src/rule";
import { rules } from "../../policy/src/rules";
import type { Bag } from "../../sandbox/src/cloud/store";
import { LiveRefusal } from "../../sandbox/src/live/kind";
import { applyDefinitions } from "../../sandbox/src/live/kubernetes/definitions";
import { installDefinitions } from "../../sandbox/src/live/kubernetes/install-definitions";
import { objectOf, placeOf, space } from "./admission-objects";
import { TestCluster } from "./cluster";
import { emittedObjects } from "./emitted-objects";

const twinned = rules.filter(({ admission }) => admission !== undefined);
const group = "/apis/admissionregistration.k8s.io/v1";
const kinds = { policy: "ValidatingAdmissionPolicy", binding: "ValidatingAdmissionPolicyBinding" };

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await TestCluster.start();
  expect(await installDefinitions(() => undefined)).toEqual([]);
  for (const chart of ["base", "argo-cd", "policy-controller"]) {
    await applyDefinitions(cluster.server, chart);
  }
  await makeNamespace(space);
});
afterAll(() => cluster.stop());

/** A rule's examples that are judged with the same settings, kept apart from others by a label. */
interface Bench {
  readonly rule: Rule;
  readonly label: string;
  readonly settings: Example["settings"];
  readonly good: readonly Example[];
  readonly bad: readonly Example[];
}

function benchesOf(rule: Rule): Bench[] {
  const key = ({ settings }: Example) => JSON.stringify(settings ?? {});
  const all = [...rule.good, ...rule.bad];
  return [...new Set(all.map(key))].map((text, index) => ({
    rule,
    label: `${rule.id.toLowerCase()}-${index}`,
    settings: JSON.parse(text) as Example["settings"],
    good: rule.good.filter((example) => key(example) === text),
    bad: rule.bad.filter((example) => key(example) === text),
  }));
}

/** Bad examples that a server refuses for a reason of its own, before it asks a twin; by how many. */
const refusedAnyway: readonly (readonly [
  rule: string,
  count: number,
  says: RegExp,
  why: string,
])[] = [
  [
    "K8S-01",
    3,
    /cannot be handled as a|must be of type/,
    "a value of another type than the field's",
  ],
  ["K8S-01", 4, /hostNetwork must be true/, "such a pod is refused by a test of its own below"],
  ["K8S-01", 11, /cannot be set for an Ephemeral Container/, "these containers have no such field"],
  ["K8S-01", 1, /invalid AppArmor profile name/, "a profile that is none"],
  ["K8S-01", 1, /`hostUsers` must be false/, "the pod that is debugged has the node's users"],
  ["K8S-01", 1, /pod updates may not change fields/, "a pod's fields stay as they are"],
  ["K8S-01", 1, /field is immutable/, "a job's template stays as it is"],
  ["K8S-05", 1, /image: Required value/, "a container has an image"],
  ["K8S-05", 1, /field is immutable/, "a job's template stays as it is"],
  ["K8S-07", 1, /roleRef: .*field is immutable/, "a binding's role stays as it is"],
  ["K8S-10", 1, /cannot be handled as a/, "a value of another type than the field's"],
  ["K8S-10", 1, /if '\*' is present/, "a wildcard stands alone"],
  ["IST-02", 1, /port\.protocol: Required value/, "a port has a protocol"],
  ["IST-02", 1, /must be of type/, "a value of another type than the field's"],
  ["ARG-01", 1, /must be of type/, "a value of another type than the field's"],
];

interface Verdict {
  readonly refused: boolean;
  readonly message: string;
}

describe.each(twinned.map((rule) => [rule.id, rule] as const))("%s in a cluster", (id, rule) => {
  it("judges its examples as the pack does", async () => {
    const benches = benchesOf(rule);
    await Promise.all(benches.map((bench) => installFor(bench)));
    const wrong = (await Promise.all(benches.map(mismatches))).flat();
    const excused = refusedAnyway.filter(([of]) => of === id);
    const fits = (text: string) => excused.find(([, , says]) => says.test(text));
    expect(wrong.filter((text) => fits(text) === undefined || !text.startsWith("refused"))).toEqual(
      [],
    );
    const counts = excused.map((entry) => wrong.filter((text) => fits(text) === entry).length);
    expect(counts).toEqual(excused.map(([, count]) => count));
  });
});

/** The examples of which the server says something else than the pack, with what it says. */
async function mismatches(bench: Bench): Promise<string[]> {
  const { rule, good, bad } = bench;
  const wrong = [...good, ...bad].map(async (example) => {
    const { refused, message } = await judged(bench, example);
    const isBad = bad.includes(example);
    const isRight = refused === isBad && (!isBad || message.includes(`: ${rule.id}: want `));
    const state = refused ? "refused" : "admitted";
    return isRight ? [] : [`${state} ${JSON.stringify(example)}: ${message}`];
  });
  return (await Promise.all(wrong)).flat();
}

const required = (id: string): Rule => {
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
    expect((await dryPod("one", "says", { spec: hostProcess })).message).toContain("(HostProcess)");
  });

  it("judges no update that leaves what it judges, and any that does not", async () => {
    const path = `${placeOf(pod).path}/before`;
    const before = objectOf(pod, onHost, { name: "before", label: "later" });
    await cluster.server.call("PATCH", path, applied("test", before));
    await installFor(bare("K8S-01", "later"));
    const edit = (body: Bag) =>
      attempt(() =>
        cluster.server.call("PATCH", path, {
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
    const settings = { enforcementLevel: "advisory" };
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
});

/** Sends an example as a dry run: as an object, or as a patch of a good one. */
async function judged(
  { rule, label }: Bench,
  example: Example,
  namespace = space,
): Promise<Verdict> {
  const { type = rule.types[0], props } = example;
  const { path, kind } = placeOf(type, namespace);
  const isPatch = type.endsWith("Patch");
  const isDebug = kind === "Pod" && JSON.stringify(props).includes('"ephemeralContainers"');
  const base = `${kind.toLowerCase()}-${label}`;
  if (isPatch || isDebug) {
    const good = rule.good.find((one) => placeOf(one.type ?? rule.types[0]).kind === kind);
    const there = objectOf(type.replace(/Patch$/, ""), good?.props ?? {}, { name: base, label });
    await cluster.server.call("PATCH", `${path}/${base}`, applied("base", there));
  }
  return attempt(async () => {
    if (isPatch) {
      const body = objectOf(type, props, { name: base, label });
      await cluster.server.call("PATCH", `${path}/${base}`, applied("example", body, dryRun));
    } else if (isDebug) {
      const { spec } = objectOf(type, props, { name: base, label });
      const { ephemeralContainers } = spec as Bag;
      await cluster.server.call("PATCH", `${path}/${base}/ephemeralcontainers`, {
        query: dryRun,
        contentType: "application/strategic-merge-patch+json",
        body: { spec: { ephemeralContainers } },
      });
    } else {
      const body = objectOf(type, props, { name: "example", label, namespace });
      await create(path, body);
    }
  });
}

const dryRun = { dryRun: "All" };
const create = (path: string, body: Bag) =>
  cluster.server.call("POST", path, { query: { ...dryRun, fieldValidation: "Ignore" }, body });

/** A server-side apply. */
const applied = (fieldManager: string, body: Bag, query: typeof dryRun | object = {}) => ({
  query: { ...query, fieldManager, force: "true" },
  contentType: "application/apply-patch+yaml",
  body,
});

/** A dry run's status and what the server warns of. */
async function warned(path: string, body: Bag): Promise<{ status: number; warning: string }> {
  const {
    server = "",
    certificateFile = "",
    keyFile = "",
  } = cluster.description.clusters["acme-dev"] ?? {};
  const [ca, cert, key] = [cluster.authority.caFile, certificateFile, keyFile].map((file) =>
    readFileSync(file),
  );
  const request = https.request(new URL(`${path}?dryRun=All`, server), {
    ...{ method: "POST", ca, cert, key, agent: false },
    headers: { "content-type": "application/json" },
  });
  request.end(JSON.stringify(body));
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.resume();
  return { status: response.statusCode ?? 0, warning: String(response.headers["warning"] ?? "") };
}

async function attempt(run: () => Promise<unknown>): Promise<Verdict> {
  try {
    await run();
    return { refused: false, message: "admitted" };
  } catch (error) {
    if (error instanceof LiveRefusal && error.status < 500) {
      return { refused: true, message: error.message };
    }
    throw error;
  }
}

/** Puts a rule's twin into force for the objects of a bench. */
async function installFor(
  bench: Bench,
  request: AdmissionRequest = {},
  change = (twin: AdmissionManifest): AdmissionManifest => twin,
  namespace = space,
): Promise<void> {
  const { rule, label, settings } = bench;
  const [twin] = admissionPolicies({ settings: { [rule.id]: settings }, ...request }, [rule]);
  if (twin === undefined) {
    throw new Error(`${rule.id} has no twin`);
  }
  await install(change(twin), label);
  // The first ones may be refused by the server itself.
  const known = rule.bad.filter(({ type = rule.types[0] }) => type === rule.types[0]).slice(0, 8);
  await until(async () => {
    const said = await Promise.all(known.map((example) => judged(bench, example, namespace)));
    return said.some(({ message }) => message.includes(`${rule.id}: want `)) || said;
  });
}

async function install({ policy, binding }: AdmissionManifest, label: string): Promise<void> {
  const name = `${policy.metadata.name}-${label}`;
  const matchResources = { objectSelector: { matchLabels: { example: label } } };
  await apply("policy", { ...policy, metadata: { ...policy.metadata, name } });
  await apply("binding", {
    metadata: { name },
    spec: { ...binding.spec, policyName: name, matchResources },
  });
}

async function apply(
  which: keyof typeof kinds,
  object: { readonly metadata: { readonly name: string }; readonly spec: object },
): Promise<void> {
  const kind = kinds[which];
  const path = `${group}/${kind.toLowerCase().replace(/([^aeiou])y$/, "$1ie")}s/${object.metadata.name}`;
  await cluster.server.call("PATCH", path, {
    query: { fieldManager: "groundwork", force: "true", fieldValidation: "Strict" },
    contentType: "application/apply-patch+yaml",
    body: { ...object, apiVersion: "admissionregistration.k8s.io/v1", kind },
  });
}

async function makeNamespace(name: string, labels: Bag = {}): Promise<void> {
  await cluster.server.call("PATCH", `/api/v1/namespaces/${name}`, {
    ...applied("test", { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } }),
  });
  await cluster.server.call("PATCH", `/api/v1/namespaces/${name}/serviceaccounts/default`, {
    ...applied("test", { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default" } }),
  });
}

/** @param holds True when it is so, else what is instead. */
async function until(holds: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (let state = await holds(); state !== true; state = await holds()) {
    if (Date.now() > deadline) {
      throw new Error(`the twin is not in force after 20 s: ${JSON.stringify(state)}`);
    }
    await sleep(100);
  }
}
