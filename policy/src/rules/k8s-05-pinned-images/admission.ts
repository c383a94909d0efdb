import { every, globPattern, literal, matches, optional } from "../../kit/cel";
import { podParts, podVariable, sparedNamespaces, twinnedPodTypes } from "../../kit/pod-twins";
import type { Twin } from "../../kit/twin";
import type { Way } from "../../kit/walk";

export interface PinnedImages {
  /** Ways from a pod to its images, each through one list. */
  readonly images: readonly Way[];
  readonly digest: RegExp;
  readonly wantDigest: string;
  readonly wantRegistry: string;
}

export const pinnedImages = ({ images, digest, wantDigest, wantRegistry }: PinnedImages): Twin => ({
  kinds: twinnedPodTypes,
  parts: podParts,
  spared: { namespaces: sparedNamespaces },
  variables: () => [
    podVariable,
    { name: "images", expression: images.map(imagesAt).join(" + ") },
    { name: "names", expression: names },
  ],
  validations: (settings) => {
    const registries = settings.items("registries").map(({ text }) => globPattern(text));
    const approved = registries.map((registry) => matches("name", registry)).join(" || ");
    return [
      {
        expression: every("variables.images", "image", matches("image", digest)),
        want: wantDigest,
      },
      ...(registries.length === 0
        ? []
        : [{ expression: every("variables.names", "name", approved), want: wantRegistry }]),
    ];
  },
});

/** The images of a list, without members that have none. */
function imagesAt(way: Way): string {
  const at = way.indexOf("*");
  const items = `${optional("variables.pod", way.slice(0, at))}.orValue([])`;
  const image = optional("item", way.slice(at + 1));
  return `${items}.filter(item, ${image}.hasValue()).map(item, ${image}.value())`;
}

/** Full names without tag and digest: `nginx` is short for one of Docker Hub's. */
const names = [
  'variables.images.map(image, image.split("@")[0])',
  `map(name, name.substring(0, name.size() - name.find(${literal(":[^/:]*$")}).size()))`,
  `map(name, !name.contains("/") ? "docker.io/library/" + name : name.split("/")[0].matches(${literal("[.:]|^localhost$")}) ? name : "docker.io/" + name)`,
].join(".");
