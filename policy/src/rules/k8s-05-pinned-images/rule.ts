import { containerLists, podsOf, podTypes } from "../../kit/pods";
import { holding, inEach } from "../../kit/pods-cases";
import { isListed, listOfNames } from "../../kit/settings";
import { verdict } from "../../kit/verdict";
import { walk, type Way, way } from "../../kit/walk";
import { everywhere, rule } from "../rule";
import { pinnedImages } from "./admission";

const images: readonly Way[] = [
  ...containerLists.map((list) => way(`spec.${list}.*.image`)),
  way("spec.volumes.*.image.reference"),
];
const pin = /@sha256:[0-9a-f]{64}$/;
const wantDigest = "an image pinned by @sha256:<digest>";
const wantRegistry = "an image of a registry that `registries` lists";

const digest = `sha256:${"4f".repeat(32)}`;
const pod = (image: unknown, list = "containers") => ({ spec: { [list]: [{ image }] } });
const registries = ["registry.example.com/*", "docker.io/library/busybox"];
const tagged = pod("registry.example.com/app:1.4.2");
const pinned = pod(`registry.example.com/app@${digest}`);

export const K8S05 = rule({
  id: "K8S-05",
  title: "Every image is pinned by its digest and comes from an approved registry.",
  severity: "high",
  types: podTypes,
  frameworks: ["CIS-EKS-1.4 5.1.4", "SLSA-1.0 Build L1"],
  onUnknown: "defer",
  enforcement: everywhere,
  prevention: [
    {
      by: "admission policy",
      what: "in namespaces of teams, images that no signature policy is for",
      component: "groundwork:provenance:Admission",
    },
  ],
  settings: { registries: listOfNames },
  fix: "Write the image as <registry>/<name>@sha256:<digest>; the setting `registries` lists where images may come from, everywhere if it lists nothing.",
  link: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  check(resource, ctx) {
    const approved = ctx.settings.items("registries").length > 0;
    for (const image of podsOf(resource).flatMap((pod) =>
      images.flatMap((field) => walk(pod, field)),
    )) {
      if (image.absent) {
        continue; // A patch that leaves the image as it is.
      }
      verdict(ctx, image.is(isMovable), wantDigest, image);
      if (approved && !image.unknown && !isListed(ctx.settings, "registries", nameOf(image.text))) {
        ctx.violation({ path: image.path, want: wantRegistry });
      }
    }
  },
  admission: pinnedImages({ images, digest: pin, wantDigest, wantRegistry }),
  good: [
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
  ],
  bad: [
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
  ],
});

const isMovable = (image: string) => !pin.test(image);

/** An image's full name, without tag and digest: `nginx` is short for one of Docker Hub's. */
function nameOf(image: string): string {
  const name = image.replace(/@.*/, "").replace(/:[^/:]*$/, "");
  const slash = name.indexOf("/");
  if (slash === -1) {
    return `docker.io/library/${name}`;
  }
  return /[.:]|^localhost$/.test(name.slice(0, slash)) ? name : `docker.io/${name}`;
}
