import type { Bag } from "../../../cloud/store";
import type { RestApi } from "../rest/api";
import { type Fields, isExtra, isField } from "../rest/fields";
import type { Access } from "../rest/table";

/** A path of several names, each encoded. */
export const path = (...names: readonly unknown[]): string =>
  names
    .flatMap((name) => String(name).split("/"))
    .filter((name) => name !== "")
    .map(encodeURIComponent)
    .join("/");

/** The `data` of the answer at a path, or nothing. */
export async function dataAt(api: RestApi, place: string): Promise<Bag | undefined> {
  const body = await api.find(place);
  return body?.["data"] as Bag | undefined;
}

/** The parts of a body that a table maps: OpenBao answers with more fields than it accepts. */
export function mappedPart(fields: Fields, body: Bag): Bag {
  const keys = Object.values(fields).flatMap((entry) =>
    isField(entry) ? entry.at[0] : isExtra(entry) ? entry.extra[0] : [],
  );
  return Object.fromEntries(Object.entries(body).filter(([key]) => keys.includes(key)));
}

/** An object that is written, read and deleted at one path; the path is its id. */
export const atPath =
  (place: (inputs: Bag) => string, fields: Fields) =>
  (api: RestApi): Access => ({
    create: async (body, inputs) => {
      await api.send("POST", path(place(inputs)), mappedPart(fields, body));
      return place(inputs);
    },
    read: (id) => dataAt(api, path(id)),
    update: async (id, body) => {
      await api.send("POST", path(id), mappedPart(fields, body));
      return undefined;
    },
    delete: (id) => api.remove(path(id)),
  });

/** An object of the identity store, which gives it its id. */
export const identity =
  (kind: string, fields: Fields) =>
  (api: RestApi): Access => {
    const item = (id: string) => path("identity", kind, "id", id);
    return {
      create: async (body) => {
        const { body: answer } = await api.send("POST", path("identity", kind), body);
        const { data } = (answer ?? {}) as { data?: { id?: string } };
        return data?.id ?? "";
      },
      read: (id) => dataAt(api, item(id)),
      update: async (id, body) => {
        await api.send("POST", item(id), mappedPart(fields, body));
        return undefined;
      },
      delete: (id) => api.remove(item(id)),
    };
  };
