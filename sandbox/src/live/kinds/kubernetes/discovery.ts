import type { Bag } from "../../../cloud/store";
import { isBag } from "../../../cloud/values";
import { LiveRefusal } from "../live-kind";
import type { ApiServer } from "./api-server";

/** The API resource by which a cluster serves one kind. */
export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Such as `networkpolicies`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Kinds that a cluster serves: asked once per API version, and again for a kind that was missing. */
export class Discovery {
  private readonly known = new Map<string, ServedKind>();

  public constructor(private readonly server: ApiServer) {}

  /** Nothing if the cluster has no such kind. */
  public async find(apiVersion: string, kind: string): Promise<ServedKind | undefined> {
    const key = `${apiVersion}:${kind}`;
    if (!this.known.has(key)) {
      for (const served of await this.served(apiVersion)) {
        this.known.set(`${apiVersion}:${served.kind}`, served);
      }
    }
    return this.known.get(key);
  }

  private async served(apiVersion: string): Promise<ServedKind[]> {
    const root = rootOf(apiVersion);
    const list = await this.server.call("GET", root).catch((error: unknown): Bag => {
      if (error instanceof LiveRefusal && error.status === 404) {
        return {};
      }
      throw error;
    });
    const resources: readonly unknown[] = Array.isArray(list["resources"]) ? list["resources"] : [];
    return resources.filter(isBag).flatMap(({ name, kind, namespaced }) =>
      // Names with a slash are parts of a resource, such as `namespaces/status`.
      typeof name === "string" && typeof kind === "string" && !name.includes("/")
        ? [{ apiVersion, kind, plural: name, namespaced: namespaced === true }]
        : [],
    );
  }
}

/** Path of one object. */
export function pathOf(
  { apiVersion, plural, namespaced }: ServedKind,
  name: string,
  namespace: string,
): string {
  const place = namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${rootOf(apiVersion)}${place}/${plural}/${encodeURIComponent(name)}`;
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
