import type { Bag } from "../../../cloud/store";
import { flag, map, text } from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { dataAt, path } from "./openbao-access";

/**
 * `vault:index/audit:Audit`; its id is its path. OpenBao takes audit devices from its own configuration
 * and refuses them here unless that sets `unsafe_allow_api_audit_creation`.
 */
export const audit: Table = {
  label: "audit device",
  name: "path",
  address: ["path"],
  fields: {
    type: text("type"),
    description: text("description"),
    local: flag("local"),
    options: map("options"),
  },
  access: (api): Access => {
    const place = ({ path: given, type }: Bag) => String(given ?? type);
    const at = async (inputs: Bag) =>
      (await dataAt(api, "sys/audit"))?.[`${place(inputs)}/`] as Bag | undefined;
    return {
      create: async (body, inputs) => {
        await api.send("PUT", path("sys/audit", place(inputs)), body);
        return place(inputs);
      },
      read: (_id, inputs) => at(inputs),
      // Every change replaces it.
      update: () => Promise.resolve(undefined),
      delete: async (_id, inputs) => {
        if ((await at(inputs)) !== undefined) {
          await api.remove(path("sys/audit", place(inputs)));
        }
      },
    };
  },
};
