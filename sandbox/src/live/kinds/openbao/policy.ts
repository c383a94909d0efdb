import type { Bag } from "../../../cloud/store";
import { type Field, text } from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { asText } from "../rest/texts";
import { dataAt, path } from "./openbao-access";

/** Text of a policy; blanks at the ends of lines mean nothing. */
const policyText: Field = {
  ...text("policy"),
  same: (a, b) => trimmed(a) === trimmed(b),
};

function trimmed(value: unknown): string {
  return asText(value)
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}

/** `vault:index/policy:Policy`; its id is its name. A policy of that name is written over. */
export const policy: Table = {
  label: "policy",
  name: "name",
  address: ["name"],
  fields: { policy: policyText },
  access: (api): Access => {
    const place = (name: unknown) => path("sys/policies/acl", name);
    const write = async (name: unknown, { policy: rules }: Bag) => {
      await api.send("PUT", place(name), { policy: rules });
    };
    return {
      create: async (body, { name }) => {
        await write(name, body);
        return String(name);
      },
      read: (id) => dataAt(api, place(id)),
      update: async (id, body) => {
        await write(id, body);
        return undefined;
      },
      delete: (id) => api.remove(place(id)),
    };
  },
};
