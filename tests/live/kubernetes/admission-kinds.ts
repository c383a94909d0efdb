import type { Bag } from "../../../sandbox/src/cloud/store";
import { type ApiServer } from "../../../sandbox/src/live/kinds/kubernetes/api-server";
import { Discovery } from "../../../sandbox/src/live/kinds/kubernetes/discovery";
import { placeOf } from "./admission-objects";
import { applied, until } from "./admission-bench";

const definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/** Defines namespaced kinds whose charts the sandbox has not, each as `<group>/<version>:<Kind>`, with any fields. */
export async function defineKinds(server: ApiServer, types: readonly string[]): Promise<void> {
  for (const type of types) {
    const { kind, apiVersion, plural } = placeOf(`kubernetes:${type}`);
    const [group = "", version = ""] = apiVersion.split("/");
    const name = `${plural}.${group}`;
    const definition: Bag = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name },
      spec: {
        group,
        scope: "Namespaced",
        names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
        versions: [
          {
            ...{ name: version, served: true, storage: true },
            schema: {
              openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
            },
          },
        ],
      },
    };
    await server.call("PATCH", `${definitions}/${name}`, applied("test", definition));
    await until(async () => {
      const found = await new Discovery(server).find(apiVersion, kind);
      return found !== undefined || `${type} is not served`;
    });
  }
}
