import type { Declaration } from "./declarations";
import type { KindFacts } from "./facts/kind-facts";
import type { Bag } from "./store";
import { at } from "./values";

/**
 * Whether the official provider has the engine delete the old resource before it creates the new one;
 * otherwise the new one is created first, and refused if it takes a key that can't be taken twice.
 *
 * Bridged providers do it for the kinds that say so, which none of ours does, and for a name that the
 * bridge could have made up and a program has set
 * (nameRequiresDeleteBeforeReplace in https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go).
 * It can make up `name` wherever that is an input, so that the SDK declares it optional
 * (SetAutonaming; https://github.com/pulumi/pulumi-aws/blob/master/provider/autonaming.go), and a few others.
 * Kubernetes does it for an object whose set name stays
 * (https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go).
 *
 * @param name The resource's name in the program, from which the provider makes names up.
 */
export function deletesFirst(
  token: string,
  { autoName, unique }: KindFacts,
  { inputs }: Pick<Declaration, "inputs">,
  name: string,
  olds: Bag,
  news: Bag,
): boolean {
  const isSet = (path: string) => {
    const value = at(news, path);
    return typeof value === "string" && !isMadeUp(value, name);
  };
  if (token.startsWith("kubernetes:")) {
    const key = unique?.key(news);
    return key !== undefined && key === unique?.key(olds) && isSet(autoName ?? "metadata.name");
  }
  const paths = new Set(["name", ...(autoName === undefined ? [] : [autoName])]);
  return [...paths].some((path) => inputs[path]?.required === false && isSet(path));
}

/** Names that the offline cloud makes up end in seven digits. */
const isMadeUp = (value: string, name: string) =>
  value.startsWith(`${name}-`) && /^[0-9a-f]{7}$/.test(value.slice(name.length + 1));
