import type { LiveDescription } from "../../description";
import type { LivePlace } from "../pass-through";
import { ApiServer } from "./api-server";
import { applyDefinitions } from "./definitions";
import { Discovery } from "./discovery";
import { ObjectKind } from "./object-kind";

const release = "kubernetes:helm.sh/v3:Release";

/**
 * The cluster at an address of a kubeconfig, as its administrator; nothing when no real API server
 * has that address. Charts stay in the offline cloud, but their definitions are applied to the cluster.
 */
export function kubernetesPlace(
  description: LiveDescription,
  address: string,
  signal?: AbortSignal,
): LivePlace | undefined {
  const [name, cluster] =
    Object.entries(description.clusters).find(([, { server }]) => server === address) ?? [];
  if (name === undefined || cluster === undefined) {
    return undefined;
  }
  const stopping = signal === undefined ? {} : { signal };
  const server = new ApiServer({ ...cluster, caFile: description.caFile, ...stopping });
  const discovery = new Discovery(server);
  return {
    label: `kubernetes ${name}`,
    kinds: async (token) => {
      const [apiVersion, kind] = kindOf(token);
      if (token === release || kind === "") {
        return undefined;
      }
      const patches = kind.endsWith("Patch");
      const served = await discovery.find(
        apiVersion,
        patches ? kind.slice(0, -"Patch".length) : kind,
      );
      return served && new ObjectKind(server, { served, patches, ...stopping });
    },
    prepare: async (token, inputs) => {
      if (token === release && typeof inputs["chart"] === "string") {
        await applyDefinitions(server, inputs["chart"], signal);
      }
    },
  };
}

/** API version and kind of `kubernetes:core/v1:Namespace`; the core group has no name in the API. */
function kindOf(token: string): [apiVersion: string, kind: string] {
  const [, apiVersion = "", kind = ""] = token.split(":");
  return [apiVersion.replace(/^core\//, ""), kind];
}
