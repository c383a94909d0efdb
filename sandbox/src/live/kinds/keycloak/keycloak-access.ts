import type { Bag } from "../../../cloud/store";
import type { RestApi } from "../rest/api";
import type { Access } from "../rest/table";
import { route } from "../rest/route";

/** Objects that a path lists and a POST creates; the last part of the answer's `Location` is the id. */
export const listed =
  (path: (inputs: Bag) => string, constant: Bag = {}) =>
  (api: RestApi): Access => {
    const item = (id: string, inputs: Bag) => `${path(inputs)}/${encodeURIComponent(id)}`;
    return {
      create: async (body, inputs) => made(api, path(inputs), { ...body, ...constant }),
      read: (id, inputs) => api.find(item(id, inputs)),
      update: async (id, body, inputs) => {
        await api.send("PUT", item(id, inputs), { ...body, ...constant });
        return undefined;
      },
      delete: (id, inputs) => api.remove(item(id, inputs)),
    };
  };

/** Creates an object by POST. @returns its id. */
export async function made(api: RestApi, path: string, body: unknown): Promise<string> {
  const { location } = await api.send("POST", path, body);
  return decodeURIComponent(location?.split("/").at(-1) ?? "");
}

/** Path of the realm that a kind's `realmId` (some say `realm`) names. */
export const realmOf = (inputs: Bag): string =>
  route`admin/realms/${inputs["realmId"] ?? inputs["realm"]}`;

/** Everything of a list that comes in pages. */
export async function everything(api: RestApi, path: string): Promise<readonly Bag[]> {
  const size = 500;
  const all: Bag[] = [];
  for (;;) {
    const page = await api.find<readonly Bag[]>(`${path}?first=${all.length}&max=${size}`);
    all.push(...(page ?? []));
    if (page === undefined || page.length < size) {
      return all;
    }
  }
}
