import { containerLists, podsOf, podTypes } from "../../kit/pods";
import { isListed } from "../../kit/listed";
import { limiting } from "../../kit/settings";
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

export const K8S05 = rule({
  id: "K8S-05",
  title: "Every image is pinned by its digest and comes from an approved registry.",
  severity: "high",
  types: podTypes,
  frameworks: ["CIS-EKS-1.4 5.1.4"],
  onUnknown: "defer",
  enforcement: everywhere,
  prevention: [
    {
      by: "admission policy",
      what: "in namespaces of teams, images that no signature policy is for",
      component: "groundwork:provenance:Admission",
    },
  ],
  settings: { registries: limiting },
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
