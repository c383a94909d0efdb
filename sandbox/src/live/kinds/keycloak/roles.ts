import type { Bag } from "../../../cloud/store";
import { Refusal, type RestApi } from "../rest/api";
import { completed } from "../rest/completed";
import { computed, flag, set, text } from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { without } from "../rest/paths-of-keys";
import { route } from "../rest/route";
import { textsOf } from "../rest/texts";
import { realmOf } from "./keycloak-access";
import { attributes } from "./multivalued";

const byId = (inputs: Bag, id: unknown) =>
  route`admin/realms/${inputs["realmId"]}/roles-by-id/${id}`;

/** Roles with id and name, as the API wants them to grant or revoke roles. */
async function rolesOf(api: RestApi, inputs: Bag, ids: readonly string[]): Promise<Bag[]> {
  const roles = [];
  for (const id of ids) {
    const role = await api.find(byId(inputs, id));
    if (role === undefined) {
      throw new Refusal(404, `role ${id} does not exist`);
    }
    roles.push(role);
  }
  return roles;
}

const missing = (from: readonly string[], other: readonly string[]) =>
  from.filter((id) => !other.includes(id));

/** `keycloak:index/role:Role`, of the realm or of a client. */
export const role: Table = {
  label: "role",
  name: "name",
  address: ["realmId", "clientId", "import"],
  fields: {
    name: text("name"),
    description: computed(text("description"), ""),
    attributes: computed(attributes, {}),
    compositeRoles: computed(set("compositeRoles"), []),
  },
  access: (api): Access => {
    const owner = (inputs: Bag) =>
      inputs["clientId"] === undefined
        ? `${realmOf(inputs)}/roles`
        : route`admin/realms/${inputs["realmId"]}/clients/${inputs["clientId"]}/roles`;
    const compositesOf = async (id: string, inputs: Bag) => {
      const all = await api.find<readonly Bag[]>(`${byId(inputs, id)}/composites`);
      return (all ?? []).map((one) => String(one["id"]));
    };
    const compose = async (id: string, inputs: Bag, wanted: readonly string[]) => {
      const had = await compositesOf(id, inputs);
      const [more, less] = [missing(wanted, had), missing(had, wanted)];
      const path = `${byId(inputs, id)}/composites`;
      if (more.length > 0) {
        await api.send("POST", path, await rolesOf(api, inputs, more));
      }
      if (less.length > 0) {
        await api.remove(path, await rolesOf(api, inputs, less));
      }
    };
    return {
      create: async (wanted, inputs) => {
        const body = without(wanted, "compositeRoles");
        await api.send("POST", owner(inputs), body);
        const name = encodeURIComponent(String(inputs["name"]));
        const id = String((await api.find(`${owner(inputs)}/${name}`))?.["id"]);
        // The first POST of a role takes no attributes.
        const rest = async () => {
          await api.send("PUT", byId(inputs, id), { ...body, id });
          await compose(id, inputs, textsOf(inputs, "compositeRoles"));
        };
        return completed(id, rest, () => api.remove(byId(inputs, id)));
      },
      read: async (id, inputs) => {
        const body = await api.find(byId(inputs, id));
        return body && { ...body, compositeRoles: await compositesOf(id, inputs) };
      },
      update: async (id, { compositeRoles: wanted, ...body }, inputs) => {
        await api.send("PUT", byId(inputs, id), body);
        await compose(id, inputs, textsOf({ wanted }, "wanted"));
        return undefined;
      },
      delete: (id, inputs) => api.remove(byId(inputs, id)),
    };
  },
  refuse: (inputs) =>
    inputs["import"] === true
      ? "the sandbox does not import a role that already exists"
      : undefined,
};

/** Roles that a group or a user has, by the id of their client; the realm's roles have none. */
async function mappingsOf(api: RestApi, path: string): Promise<readonly Bag[]> {
  const all = await api.find(`${path}/role-mappings`);
  const ofClients = Object.values((all?.["clientMappings"] ?? {}) as Bag);
  return [
    ...((all?.["realmMappings"] ?? []) as readonly Bag[]),
    ...ofClients.flatMap((entry) => ((entry as Bag)["mappings"] ?? []) as readonly Bag[]),
  ];
}

async function mapRoles(
  api: RestApi,
  path: string,
  verb: "POST" | "DELETE",
  roles: readonly Bag[],
): Promise<void> {
  for (const one of roles) {
    const place = one["clientRole"] === true ? `clients/${String(one["containerId"])}` : "realm";
    await api.send(verb, `${path}/role-mappings/${place}`, [one], verb === "DELETE" ? [404] : []);
  }
}

/** `keycloak:index/groupRoles:GroupRoles`; exhaustive unless it says otherwise. */
export const groupRoles: Table = {
  label: "roles of group",
  name: "groupId",
  address: ["realmId", "groupId"],
  fields: { roleIds: set("roleIds"), exhaustive: flag("exhaustive", true) },
  access: (api): Access => {
    const path = ({ realmId, groupId }: Bag) => route`admin/realms/${realmId}/groups/${groupId}`;
    const ids = (roles: readonly Bag[]) => roles.map((one) => String(one["id"]));
    const exhaustive = (inputs: Bag) => inputs["exhaustive"] !== false;
    const bring = async (inputs: Bag, before: Bag) => {
      const wanted = textsOf(inputs, "roleIds");
      const had = await mappingsOf(api, path(inputs));
      const ours = textsOf(before, "roleIds");
      const less = had.filter(
        ({ id }) =>
          !wanted.includes(String(id)) && (exhaustive(inputs) || ours.includes(String(id))),
      );
      const more = await rolesOf(api, inputs, missing(wanted, ids(had)));
      await mapRoles(api, path(inputs), "POST", more);
      await mapRoles(api, path(inputs), "DELETE", less);
    };
    return {
      create: async (_body, inputs) => {
        await bring(inputs, {});
        return `${String(inputs["realmId"])}/${String(inputs["groupId"])}`;
      },
      read: async (_id, inputs) => {
        if ((await api.find(path(inputs))) === undefined) {
          return undefined;
        }
        const had = ids(await mappingsOf(api, path(inputs)));
        const ours = textsOf(inputs, "roleIds");
        const roleIds = exhaustive(inputs) ? had : had.filter((id) => ours.includes(id));
        return { roleIds, exhaustive: exhaustive(inputs) };
      },
      update: async (_id, _body, inputs, before) => {
        await bring(inputs, before);
        return undefined;
      },
      delete: async (_id, inputs) => {
        const ours = textsOf(inputs, "roleIds");
        const had = (await mappingsOf(api, path(inputs))).filter(({ id }) =>
          ours.includes(String(id)),
        );
        await mapRoles(api, path(inputs), "DELETE", had);
      },
    };
  },
};

/** A role of a client's service account; its id is `<user>/<role>`. Everything in it replaces. */
function serviceAccountRole(rolePath: (inputs: Bag) => string, client: readonly string[]): Table {
  return {
    label: "service account's role",
    name: "role",
    address: ["realmId", "serviceAccountUserId", "role", ...client],
    fields: {},
    access: (api): Access => {
      const path = ({ realmId, serviceAccountUserId: userId }: Bag) =>
        route`admin/realms/${realmId}/users/${userId}`;
      const mapped = async (id: string, inputs: Bag) =>
        (await mappingsOf(api, path(inputs))).find((one) => id.endsWith(`/${String(one["id"])}`));
      return {
        create: async (_body, inputs) => {
          const found = await api.find(rolePath(inputs));
          if (found === undefined) {
            throw new Refusal(404, "the role does not exist");
          }
          await mapRoles(api, path(inputs), "POST", [found]);
          return `${String(inputs["serviceAccountUserId"])}/${String(found["id"])}`;
        },
        read: mapped,
        update: () => Promise.resolve(undefined),
        delete: async (id, inputs) => {
          const found = await mapped(id, inputs);
          await mapRoles(api, path(inputs), "DELETE", found === undefined ? [] : [found]);
        },
      };
    },
  };
}

/** `keycloak:openid/clientServiceAccountRealmRole:ClientServiceAccountRealmRole` */
export const serviceAccountRealmRole = serviceAccountRole(
  ({ realmId, role: name }) => route`admin/realms/${realmId}/roles/${name}`,
  [],
);

/** `keycloak:openid/clientServiceAccountRole:ClientServiceAccountRole` */
export const serviceAccountClientRole = serviceAccountRole(
  ({ realmId, clientId, role: name }) =>
    route`admin/realms/${realmId}/clients/${clientId}/roles/${name}`,
  ["clientId"],
);
