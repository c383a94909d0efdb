import type * as pulumi from "@pulumi/pulumi";

/** The options of every child of a component, by type and name; `watch` is an option of the component. */
export function childOptions(): {
  readonly watch: pulumi.ComponentResourceOptions;
  readonly of: (type: string) => readonly pulumi.CustomResourceOptions[];
} {
  const seen: { readonly type: string; readonly opts: pulumi.CustomResourceOptions }[] = [];
  return {
    watch: {
      transformations: [
        ({ type, opts }) => {
          seen.push({ type, opts });
          return undefined;
        },
      ],
    },
    of: (type) => seen.filter((child) => child.type.startsWith(type)).map(({ opts }) => opts),
  };
}
