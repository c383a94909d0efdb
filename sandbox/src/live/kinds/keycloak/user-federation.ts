import type { Bag } from "../../../cloud/store";
import type { RestApi } from "../rest/api";
import { completed } from "../rest/completed";
import { milliseconds } from "../rest/durations";
import { computed, type Field, type Fields, starred, text } from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { route } from "../rest/route";
import { listed, realmOf } from "./keycloak-access";

/** The one text of a setting. */
function first(value: unknown): string | undefined {
  const [one] = [value].flat() as (string | undefined)[];
  return one;
}

/** A setting of a component: the API has every one as a list of texts. */
function setting(
  name: string,
  initial?: unknown,
  read: (text: string) => unknown = String,
  write: (value: unknown) => string = String,
): Field {
  const given = (value: unknown) => {
    const one = first(value);
    return one === "" ? undefined : one;
  };
  return {
    ...text(`config/${name}`),
    initial,
    write: (value) => (value === "" || value === undefined ? [] : [write(value)]),
    read: (value) => (given(value) === undefined ? undefined : read(String(first(value)))),
    same: (a, b) => given(a) === given(b),
  };
}

const flagOf = (name: string, initial = false) =>
  setting(name, initial, (value) => value === "true");
const wholeOf = (name: string, initial?: number) => setting(name, initial, Number);

function word(name: string, initial: string, theirs: (ours: string) => string, known: string[]) {
  const read = (value: string) => known.find((ours) => theirs(ours) === value) ?? value;
  return setting(name, initial, read, (value) => theirs(String(value)));
}

const scopes: Readonly<Record<string, string>> = { ONE_LEVEL: "1", SUBTREE: "2" };
const stores: Readonly<Record<string, string>> = {
  ALWAYS: "always",
  ONLY_FOR_LDAPS: "ldapsOnly",
  NEVER: "never",
};
const vendors = ["OTHER", "EDIRECTORY", "AD", "RHDS", "TIVOLI"];

const listOf = (name: string): Field => {
  const inner = setting(name);
  return {
    ...inner,
    write: (value) => [(value as readonly string[]).join(", ")],
    read: (value) => String(first(value) ?? "").split(/,\s*/),
  };
};

const server: Fields = {
  vendor: word("vendor", "OTHER", (ours) => ours.toLowerCase(), vendors),
  connectionUrl: setting("connectionUrl"),
  usersDn: setting("usersDn"),
  relativeCreateDn: setting("relativeCreateDn", ""),
  bindDn: setting("bindDn", ""),
  bindCredential: starredFirst(setting("bindCredential", "")),
  usernameLdapAttribute: setting("usernameLDAPAttribute"),
  rdnLdapAttribute: setting("rdnLDAPAttribute"),
  uuidLdapAttribute: setting("uuidLDAPAttribute"),
  userObjectClasses: listOf("userObjectClasses"),
  customUserSearchFilter: setting("customUserSearchFilter", ""),
  krbPrincipalAttribute: computed(setting("krbPrincipalAttribute")),
  searchScope: word("searchScope", "ONE_LEVEL", (ours) => scopes[ours] ?? ours, [
    "ONE_LEVEL",
    "SUBTREE",
  ]),
  startTls: flagOf("startTls"),
  useTruststoreSpi: word(
    "useTruststoreSpi",
    "ONLY_FOR_LDAPS",
    (ours) => stores[ours] ?? ours,
    Object.keys(stores),
  ),
  connectionPooling: flagOf("connectionPooling"),
  connectionTimeout: milliseconds("config/connectionTimeout"),
  readTimeout: milliseconds("config/readTimeout"),
  pagination: flagOf("pagination", true),
  debug: setting("debug", "false"),
};

const behaviour: Fields = {
  enabled: flagOf("enabled", true),
  priority: wholeOf("priority", 0),
  importEnabled: flagOf("importEnabled", true),
  editMode: setting("editMode", "READ_ONLY"),
  syncRegistrations: flagOf("syncRegistrations"),
  usePasswordModifyExtendedOp: flagOf("usePasswordModifyExtendedOp"),
  validatePasswordPolicy: flagOf("validatePasswordPolicy"),
  trustEmail: flagOf("trustEmail"),
  batchSizeForSync: wholeOf("batchSizeForSync", 1000),
  fullSyncPeriod: wholeOf("fullSyncPeriod", -1),
  changedSyncPeriod: wholeOf("changedSyncPeriod", -1),
};

const sections: Fields = {
  cache: { filled: true },
  "cache.policy": setting("cachePolicy", "DEFAULT"),
  "cache.maxLifespan": milliseconds("config/maxLifespan"),
  "cache.evictionDay": setting("evictionDay", "", Number),
  "cache.evictionHour": setting("evictionHour", "", Number),
  "cache.evictionMinute": setting("evictionMinute", "", Number),
  kerberos: {
    present: (body) =>
      String(first((body["config"] as Bag)["allowKerberosAuthentication"])) === "true",
    filled: true,
  },
  "kerberos.kerberosRealm": setting("kerberosRealm", ""),
  "kerberos.serverPrincipal": setting("serverPrincipal", ""),
  "kerberos.keyTab": setting("keyTab", ""),
  "kerberos.useKerberosForPasswordAuthentication": flagOf("useKerberosForPasswordAuthentication"),
};

function starredFirst(inner: Field): Field {
  const { same } = starred(inner);
  return { ...inner, same: (a, b) => same(a, first(b) === "**********" ? first(b) : b) };
}

/** The settings that follow from others. */
function derived(body: Bag, inputs: Bag): Bag {
  const { bindDn, bindCredential, kerberos } = inputs;
  const simple = bindDn !== undefined && bindCredential !== undefined;
  return {
    ...(body["config"] as Bag),
    authType: [simple ? "simple" : "none"],
    allowKerberosAuthentication: [String(kerberos !== undefined)],
  };
}

async function dropMappers(api: RestApi, inputs: Bag, id: string): Promise<void> {
  const type = "org.keycloak.storage.ldap.mappers.LDAPStorageMapper";
  const path = `${realmOf(inputs)}/components`;
  for (const mapper of (await api.find<Bag[]>(`${path}?${route`parent=${id}&type=${type}`}`)) ??
    []) {
    await api.remove(`${path}/${String(mapper["id"])}`);
  }
}

/** `keycloak:ldap/userFederation:UserFederation` */
export const ldapFederation: Table = {
  label: "LDAP user federation",
  name: "name",
  address: ["realmId", "deleteDefaultMappers"],
  fields: { name: text("name"), ...server, ...behaviour, ...sections },
  access: (api): Access => {
    const inner = listed((inputs) => `${realmOf(inputs)}/components`, {
      providerId: "ldap",
      providerType: "org.keycloak.storage.UserStorageProvider",
    })(api);
    return {
      ...inner,
      create: async (body, inputs) => {
        const parent = await api.find(realmOf(inputs));
        const config = derived(body, inputs);
        const id = await inner.create({ ...body, config, parentId: parent?.["id"] }, inputs);
        return inputs["deleteDefaultMappers"] === true
          ? completed(
              id,
              () => dropMappers(api, inputs, id),
              () => inner.delete(id, inputs),
            )
          : id;
      },
      update: (id, body, inputs, before) =>
        inner.update(id, { ...body, config: derived(body, inputs) }, inputs, before),
    };
  },
  refuse: ({ bindDn, bindCredential }) =>
    (bindDn === undefined) === (bindCredential === undefined)
      ? undefined
      : "want both bindDn and bindCredential, or neither",
};
