import type { Bag } from "../../../cloud/store";
import { computed, flag, set, whole } from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { route } from "../rest/route";

/** `keycloak:index/realmEvents:RealmEvents`; its id is the realm's. A delete turns events off. */
export const realmEvents: Table = {
  label: "events of realm",
  name: "realmId",
  address: ["realmId"],
  fields: {
    eventsEnabled: flag("eventsEnabled"),
    eventsExpiration: whole("eventsExpiration", 0),
    eventsListeners: set("eventsListeners"),
    // An empty list makes Keycloak record every type, and the API then shows them all.
    enabledEventTypes: computed(set("enabledEventTypes"), []),
    adminEventsEnabled: flag("adminEventsEnabled"),
    adminEventsDetailsEnabled: flag("adminEventsDetailsEnabled"),
  },
  access: (api): Access => {
    const path = (realm: unknown) => route`admin/realms/${realm}/events/config`;
    const put = async (realm: unknown, body: Bag) => {
      await api.send("PUT", path(realm), body);
    };
    return {
      create: async (body, { realmId }) => {
        await put(realmId, body);
        return String(realmId);
      },
      read: (id) => api.find(path(id)),
      update: async (id, body) => {
        await put(id, body);
        return undefined;
      },
      delete: async (id) => {
        const off = { eventsEnabled: false, adminEventsEnabled: false, eventsListeners: [] };
        const none = {
          enabledEventTypes: [],
          eventsExpiration: 0,
          adminEventsDetailsEnabled: false,
        };
        await api.send("PUT", path(id), { ...off, ...none }, [404]);
      },
    };
  },
};
