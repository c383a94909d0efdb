import { inEachCustom } from "../k8s-01-pod-baseline/custom-cases";
import { holding, inEach } from "../../kit/pods-cases";
import type { Example } from "../example";

const digest = `sha256:${"4f".repeat(32)}`;
const pod = (image: unknown, list = "containers") => ({ spec: { [list]: [{ image }] } });
const registries = ["registry.example.com/*", "docker.io/library/busybox"];
const tagged = pod("registry.example.com/app:1.4.2");
const pinned = pod(`registry.example.com/app@${digest}`);

export const good: readonly Example[] = [
  { props: pinned },
  { props: pod(`registry.example.com:5000/app:1.4.2@${digest}`) },
  { props: { spec: { containers: [], volumes: [{ emptyDir: {} }] } } },
  { props: {} },
  { settings: { registries }, props: pinned },
  { settings: { registries }, props: pod(`busybox@${digest}`) },
  { settings: { registries }, props: pod(`busybox:1.36@${digest}`) },
  { settings: { registries: ["docker.io/acme/*"] }, props: pod(`acme/app:1.4.2@${digest}`) },
  { settings: { registries: ["localhost/*"] }, props: pod(`localhost/app@${digest}`) },
  { settings: { registries: ["reg:5000/*"] }, props: pod(`reg:5000/app@${digest}`) },
  { settings: { registries: [] }, props: pod(`ghcr.io/acme/app@${digest}`) },
  { props: { spec: { volumes: [{ image: { reference: `acme/model@${digest}` } }] } } },
  { type: "kubernetes:apps/v1:DeploymentPatch", props: { spec: { template: pod(undefined) } } },
  { type: "kubernetes:batch/v1:CronJob", props: holding("kubernetes:batch/v1:CronJob", pinned) },
  ...inEachCustom(pinned),
];

export const bad: readonly Example[] = [
  { props: tagged },
  { props: pod("nginx") },
  { props: pod("nginx:latest") },
  { props: pod("") },
  { props: pod(`registry.example.com/app@sha256:${"4f".repeat(31)}`) },
  { props: pod(`registry.example.com/app@sha256:${"4f".repeat(33)}`) },
  { props: pod(`registry.example.com/app@sha1:${"4f".repeat(32)}`) },
  { props: pod("auto") },
  { tier: "sandbox", props: tagged },
  { props: { spec: { containers: [{ image: `a/app@${digest}` }, { image: "a/helper:2" }] } } },
  { props: pod("registry.example.com/app:1", "initContainers") },
  { props: pod("registry.example.com/app:1", "ephemeralContainers") },
  { props: { spec: { volumes: [{ image: { reference: "acme/model:1" } }] } } },
  { settings: { registries }, props: pod(`ghcr.io/acme/app@${digest}`) },
  { settings: { registries }, props: pod(`registry.example.com.evil.example/app@${digest}`) },
  { settings: { registries }, props: pod(`nginx@${digest}`) },
  { settings: { registries: ["localhosts/*"] }, props: pod(`localhosts/app@${digest}`) },
  { settings: { registries: ["acme/*"] }, props: pod(`acme/app@${digest}`) },
  { settings: { registries }, props: tagged },
  ...inEach(tagged),
  ...inEachCustom(tagged),
];
