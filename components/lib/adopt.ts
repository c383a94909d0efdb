import type * as pulumi from "@pulumi/pulumi";

/**
 * Takes over resources that already exist, instead of making them: for `transformations` of a component.
 * Their tags stay as they are. The engine refuses every other difference, by property.
 *
 * @param ids Ids by type and name, as a preview shows them: `Subnet dev-nodes-eu-west-1a`.
 * @example
 * ```ts
 * new Vpc("dev", { plan }, { transformations: [adopt({ "Vpc dev": "vpc-0a1b2c3d" })] });
 * ```
 */
export function adopt(ids: Readonly<Record<string, string>>): pulumi.ResourceTransformation {
  return ({ type, name, props, opts }) => {
    const id = ids[`${type.split(":").at(-1) ?? ""} ${name}`];
    // A component has the name of its resource, and nothing to take over.
    if (id === undefined || type.startsWith("groundwork:")) {
      return undefined;
    }
    const { ignoreChanges = [], ...rest } = opts as pulumi.CustomResourceOptions;
    return {
      props: props,
      opts: { ...rest, import: id, ignoreChanges: [...ignoreChanges, "tags"] },
    };
  };
}
