import { at } from "../../../sandbox/src/cloud/values";
import { components, providersOf } from "../../components";
import { created, identityOf, type Registration, startEngine, treeOf } from "../../harness";

const release = "kubernetes:helm.sh/v3:Release";
const namespace = "kubernetes:core/v1:Namespace";

let emitted: Promise<Registration[]> | undefined;

/** Every object of a cluster that a component makes, each once. */
export function emittedObjects(): Promise<Registration[]> {
  return (emitted ??= emit());
}

async function emit(): Promise<Registration[]> {
  const objects = new Map<string, Registration>();
  for (const whole of Object.values(components).filter((c) => c.packages.includes("kubernetes"))) {
    await startEngine({}, whole.there);
    const tree = await treeOf(whole.make("sut", { providers: providersOf(whole) }));
    const types = new Set((await Promise.all(tree.map(identityOf))).map(({ type }) => type));
    const own = [...types].filter((type) => type.startsWith("kubernetes:") && type !== release);
    for (const object of own.flatMap(created)) {
      const { type, inputs } = object;
      objects.set(
        [type, at(inputs, "metadata.namespace"), at(inputs, "metadata.name")].join(" "),
        object,
      );
    }
  }
  const isSpace = ({ type }: Registration) => type === namespace;
  const all = [...objects.values()];
  return [...all.filter(isSpace), ...all.filter((object) => !isSpace(object))];
}
