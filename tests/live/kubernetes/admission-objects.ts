import { podTypes } from "../../../policy/src/kit/pods";
import type { Bag } from "../../../sandbox/src/cloud/store";
import { isBag } from "../../../sandbox/src/cloud/values";

/** Examples of rules say only what is judged. This adds what a server needs besides, and no more. */

export const space = "examples";
const goodImage = `registry.example.com/app@sha256:${"4f".repeat(32)}`;
const clusterWide = [
  "ClusterRole",
  "ClusterRoleBinding",
  "ValidatingWebhookConfiguration",
  "MutatingWebhookConfiguration",
  "ClusterImagePolicy",
];

export interface Place {
  readonly kind: string;
  readonly apiVersion: string;
  readonly plural: string;
  /** Path of the objects of its kind. */
  readonly path: string;
  readonly namespaced: boolean;
}

/** Where objects of a type are, patches at those that they patch. */
export function placeOf(type: string, namespace = space): Place {
  const [, groupVersion = "", patched = ""] = type.split(":");
  const kind = patched.replace(/Patch$/, "");
  const plural = `${kind.toLowerCase().replace(/([^aeiou])y$/, "$1ie")}s`;
  const apiVersion = groupVersion.replace(/^core\//, "");
  const root = apiVersion === "v1" ? "/api/v1" : `/apis/${apiVersion}`;
  const namespaced = !clusterWide.includes(kind);
  const inside = namespaced ? `/namespaces/${namespace}` : "";
  return { kind, apiVersion, plural, path: `${root}${inside}/${plural}`, namespaced };
}

/** An object as a server takes it. A patch names what it changes; the rest is there. */
export function objectOf(
  type: string,
  props: object,
  { name, label, namespace = space }: { name: string; label: string; namespace?: string },
): Bag {
  const { kind, apiVersion, namespaced } = placeOf(type);
  const isPatch = type.endsWith("Patch");
  const plain = JSON.parse(JSON.stringify(props)) as Bag;
  const whole = complete(type, plain, isPatch);
  const metadata = bag(whole["metadata"]);
  return {
    ...whole,
    apiVersion,
    kind,
    metadata: {
      ...metadata,
      name,
      ...(namespaced ? { namespace } : {}),
      labels: { ...bag(metadata["labels"]), example: label },
    },
  };
}

function complete(type: string, props: Bag, isPatch: boolean): Bag {
  const { kind } = placeOf(type);
  if (podTypes.includes(type)) {
    return ofPods(kind, props, isPatch);
  }
  switch (kind) {
    case "ClusterRoleBinding":
    case "RoleBinding":
      return isPatch ? props : { ...props, roleRef: { ...roleRef, ...bag(props["roleRef"]) } };
    case "ValidatingWebhookConfiguration":
    case "MutatingWebhookConfiguration":
      return { webhooks: items(props["webhooks"], (own, at) => webhook(own, at, isPatch)) };
    case "Gateway":
      return { ...props, spec: edit(bag(props["spec"]), "servers", gatewayServer) };
    default:
      return { ...props, spec: bag(props["spec"]) };
  }
}

const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" };

function webhook(own: Bag, at: number, isPatch: boolean): Bag {
  const name = `w${at}.example.com`;
  const selectors = ["namespaceSelector", "objectSelector"].filter((key) => isBag(own[key]));
  const selected = Object.fromEntries(
    selectors.map((key) => [key, edit(bag(own[key]), "matchExpressions", valuesWhereTheyMay)]),
  );
  return isPatch
    ? { ...own, name, ...selected }
    : { sideEffects: "None", admissionReviewVersions: ["v1"], ...own, name, ...selected };
}

/** `Exists` and its opposite take no values. */
const valuesWhereTheyMay = ({ values, ...own }: Bag): Bag =>
  /Exist/.test(String(own["operator"])) ? own : { ...own, values };

const gatewayServer = (own: Bag, at: number): Bag => ({
  ...own,
  port: { name: `p${at}`, ...bag(own["port"]) },
});

function ofPods(kind: string, props: Bag, isPatch: boolean): Bag {
  const app = { app: "example" };
  const pod = (own: unknown): Bag => {
    const metadata = bag(bag(own)["metadata"]);
    const whole = podOf(bag(own), isPatch);
    return kind === "Pod" || isPatch
      ? whole
      : { ...whole, metadata: { ...metadata, labels: { ...bag(metadata["labels"]), ...app } } };
  };
  const spec = bag(props["spec"]);
  const once = (own: unknown): Bag => {
    const made = pod(own);
    return isPatch ? made : { ...made, spec: { restartPolicy: "Never", ...bag(made["spec"]) } };
  };
  const needed = (more: Bag): Bag => (isPatch ? {} : more);
  switch (kind) {
    case "Pod":
      return pod(props);
    case "PodTemplate":
      return { ...props, template: pod(props["template"]) };
    case "ReplicationController":
      return {
        ...props,
        spec: { ...spec, ...needed({ selector: app }), template: pod(spec["template"]) },
      };
    case "Job":
      return { ...props, spec: { ...spec, template: once(spec["template"]) } };
    case "CronJob": {
      const job = bag(spec["jobTemplate"]);
      const inner = bag(job["spec"]);
      const jobTemplate = { ...job, spec: { ...inner, template: once(inner["template"]) } };
      return { ...props, spec: { ...needed({ schedule: "0 0 1 1 *" }), ...spec, jobTemplate } };
    }
    default: {
      const more = needed({
        selector: { matchLabels: app },
        ...(kind === "StatefulSet" ? { serviceName: "example" } : {}),
      });
      return { ...props, spec: { ...more, ...spec, template: pod(spec["template"]) } };
    }
  }
}

const listNames = { containers: "c", initContainers: "i", ephemeralContainers: "e" };

function podOf(pod: Bag, isPatch: boolean): Bag {
  let spec = { ...bag(pod["spec"]) };
  const given = spec["containers"];
  if (!isPatch && (!Array.isArray(given) || given.length === 0)) {
    spec["containers"] = [{}];
  }
  for (const [list, prefix] of Object.entries(listNames)) {
    spec = edit(spec, list, (own, at) => ({
      name: list === "containers" && at === 0 ? "app" : `${prefix}${at}`,
      ...(isPatch ? {} : { image: goodImage }),
      ...container(own, list === "initContainers"),
    }));
  }
  spec = edit(spec, "volumes", (own, at) => ({ name: `v${at}`, ...own }));
  return { ...pod, spec: { ...spec, ...secured(spec) } };
}

const handlers = ["livenessProbe", "readinessProbe", "startupProbe"];

function container(own: Bag, starts: boolean): Bag {
  const probes = handlers
    .filter((key) => isBag(own[key]))
    .map((key) => [key, handler(bag(own[key]))] as const);
  const hooks = Object.entries(bag(own["lifecycle"])).map(
    ([key, value]) => [key, handler(bag(value))] as const,
  );
  const isSidecar = starts && probes.length + hooks.length > 0;
  return {
    ...edit(own, "ports", (port, at) => ({ containerPort: 8000 + at, ...port })),
    ...Object.fromEntries(probes),
    ...(hooks.length === 0 ? {} : { lifecycle: Object.fromEntries(hooks) }),
    ...(isSidecar ? { restartPolicy: "Always" } : {}),
    ...secured(own),
  };
}

const handler = (own: Bag): Bag =>
  Object.fromEntries(
    Object.entries(own).map(([how, value]) => [
      how,
      how === "exec" ? value : { port: 80, ...bag(value) },
    ]),
  );

/** A profile of the node's own has a file. */
function secured(own: Bag): Bag {
  const security = bag(own["securityContext"]);
  const profiles = ["appArmorProfile", "seccompProfile"]
    .filter((key) => bag(security[key])["type"] === "Localhost")
    .map((key) => [key, { ...bag(security[key]), localhostProfile: "app" }] as const);
  return "securityContext" in own
    ? {
        securityContext: {
          ...security,
          ...Object.fromEntries(profiles),
        },
      }
    : {};
}

const bag = (value: unknown): Bag => (isBag(value) ? value : {});

/** The bag with the members of one of its lists changed. What is no list stays: the server refuses it. */
const edit = (own: Bag, list: string, change: (member: Bag, at: number) => Bag): Bag =>
  Array.isArray(own[list]) ? { ...own, [list]: items(own[list], change) } : own;

const items = (value: unknown, change: (member: Bag, at: number) => Bag): unknown[] =>
  (Array.isArray(value) ? (value as unknown[]) : []).map((member, at) =>
    isBag(member) ? change(member, at) : member,
  );
