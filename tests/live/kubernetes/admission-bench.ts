import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

import {
  type AdmissionManifest,
  admissionPolicies,
  type AdmissionRequest,
} from "../../../policy/src/admission";
import type { RuleWithCases } from "../../../policy/src/rules/cases";
import type { Example } from "../../../policy/src/rules/example";
import type { Bag } from "../../../sandbox/src/cloud/store";
import { LiveRefusal } from "../../../sandbox/src/live/kinds/live-kind";
import { grantedToday } from "../../granted";
import { objectOf, placeOf, space } from "./admission-objects";
import type { TestCluster } from "./cluster";

/** Twins on a real API server, and examples that are sent to it. */

const group = "/apis/admissionregistration.k8s.io/v1";
const kinds = { policy: "ValidatingAdmissionPolicy", binding: "ValidatingAdmissionPolicyBinding" };

/** Objects that patches are tried on, by name. */
const bases: Record<string, Promise<Bag>> = {};

let cluster: TestCluster | undefined;

/** Says which cluster the twins and examples go to. */
export function useCluster(running: TestCluster): void {
  cluster = running;
}

function running(): TestCluster {
  if (cluster === undefined) {
    throw new Error("say first which cluster to use");
  }
  return cluster;
}

export const server = () => running().server;

/** A rule's examples that are judged with the same settings, kept apart from others by a label. */
export interface Bench {
  readonly rule: RuleWithCases;
  readonly label: string;
  readonly settings: Example["settings"];
  readonly good: readonly Example[];
  readonly bad: readonly Example[];
}

export function benchesOf(rule: RuleWithCases): Bench[] {
  const key = ({ settings }: Example) => JSON.stringify(settings ?? {});
  const kinds = rule.admission?.kinds ?? rule.types;
  const isTwinned = ({ type = rule.types[0] }: Example) =>
    kinds.includes(type) || kinds.includes(type.replace(/Patch$/, ""));
  const [allGood, allBad] = [rule.good.filter(isTwinned), rule.bad.filter(isTwinned)];
  const all = [...allGood, ...allBad];
  return [...new Set(all.map(key))].map((text, index) => ({
    rule,
    label: `${rule.id.toLowerCase()}-${index}`,
    settings: JSON.parse(text) as Example["settings"],
    good: allGood.filter((example) => key(example) === text),
    bad: allBad.filter((example) => key(example) === text),
  }));
}

interface Verdict {
  readonly refused: boolean;
  readonly message: string;
}

/** The examples of which the server says something else than the pack, with what it says. */
export async function mismatches(bench: Bench): Promise<string[]> {
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
    const whole = type.replace(/Patch$/, "");
    const good = rule.good.find((one) => (one.type ?? rule.types[0]) === whole);
    const there = objectOf(type.replace(/Patch$/, ""), good?.props ?? {}, { name: base, label });
    const make = () => server().call("PATCH", `${path}/${base}`, applied("base", there));
    await (bases[base] ??= make());
  }
  return attempt(async () => {
    if (isPatch) {
      const body = objectOf(type, props, { name: base, label });
      await server().call("PATCH", `${path}/${base}`, applied("example", body, dryRun));
    } else if (isDebug) {
      const { spec } = objectOf(type, props, { name: base, label });
      const { ephemeralContainers } = spec as Bag;
      await server().call("PATCH", `${path}/${base}/ephemeralcontainers`, {
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
export const create = (path: string, body: Bag) =>
  server().call("POST", path, { query: { ...dryRun, fieldValidation: "Ignore" }, body });

/** A server-side apply. */
export const applied = (fieldManager: string, body: Bag, query: typeof dryRun | object = {}) => ({
  query: { ...query, fieldManager, force: "true" },
  contentType: "application/apply-patch+yaml",
  body,
});

/** A dry run's status and what the server warns of. */
export async function warned(
  path: string,
  body: Bag,
): Promise<{ status: number; warning: string }> {
  const {
    server = "",
    certificateFile = "",
    keyFile = "",
  } = running().description.clusters["acme-dev"] ?? {};
  const [ca, cert, key] = [running().authority.caFile, certificateFile, keyFile].map((file) =>
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

export async function attempt(run: () => Promise<unknown>): Promise<Verdict> {
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
export async function installFor(
  bench: Bench,
  request: AdmissionRequest = {},
  change = (twin: AdmissionManifest): AdmissionManifest => twin,
  namespace = space,
): Promise<void> {
  const { rule, label, settings } = bench;
  const granted = settings && { ...settings, lowered: grantedToday() };
  const [twin] = admissionPolicies({ settings: { [rule.id]: granted }, ...request }, [rule]);
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

export async function install(
  { policy, binding }: AdmissionManifest,
  label: string,
): Promise<void> {
  const name = `${policy.metadata.name}-${label}`;
  const matchResources = { objectSelector: { matchLabels: { example: label } } };
  await apply("policy", { ...policy, metadata: { ...policy.metadata, name } });
  await apply("binding", {
    metadata: { name },
    spec: { ...binding.spec, policyName: name, matchResources },
  });
}

export async function apply(
  which: keyof typeof kinds,
  object: { readonly metadata: { readonly name: string }; readonly spec: object },
): Promise<void> {
  const kind = kinds[which];
  const path = `${group}/${kind.toLowerCase().replace(/([^aeiou])y$/, "$1ie")}s/${object.metadata.name}`;
  await server().call("PATCH", path, {
    query: { fieldManager: "groundwork", force: "true", fieldValidation: "Strict" },
    contentType: "application/apply-patch+yaml",
    body: { ...object, apiVersion: "admissionregistration.k8s.io/v1", kind },
  });
}

export async function makeNamespace(name: string, labels: Bag = {}): Promise<void> {
  await server().call("PATCH", `/api/v1/namespaces/${name}`, {
    ...applied("test", { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } }),
  });
  await server().call("PATCH", `/api/v1/namespaces/${name}/serviceaccounts/default`, {
    ...applied("test", { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default" } }),
  });
}

/** @param holds True when it is so, else what is instead. */
export async function until(holds: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (let state = await holds(); state !== true; state = await holds()) {
    if (Date.now() > deadline) {
      throw new Error(`the twin is not in force after 20 s: ${JSON.stringify(state)}`);
    }
    await sleep(100);
  }
}
