import type { Bag } from "../../../cloud/store";
import { Refusal, type RestApi } from "../rest/api";
import { type Fields, flag, map, set, text } from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { identity } from "./openbao-access";

/** Drops the properties that a program leaves to others by a flag. */
const others: Readonly<Record<string, string>> = {
  externalPolicies: "policies",
  externalMemberEntityIds: "member_entity_ids",
  externalMemberGroupIds: "member_group_ids",
};

function owned(body: Bag, inputs: Bag): Bag {
  const foreign = Object.entries(others).flatMap(([flagName, key]) =>
    inputs[flagName] === true ? [key] : [],
  );
  const outside = inputs["type"] === "external" ? ["member_entity_ids", "member_group_ids"] : [];
  const gone = [...foreign, ...outside];
  return Object.fromEntries(Object.entries(body).filter(([key]) => !gone.includes(key)));
}

const access =
  (kind: string, fields: Fields) =>
  (api: RestApi): Access => {
    const inner = identity(kind, fields)(api);
    return {
      ...inner,
      create: async (body, inputs) => {
        const id = await inner.create(owned(body, inputs), inputs);
        if (id === "") {
          throw new Refusal(400, "this name already exists");
        }
        return id;
      },
      read: async (id, inputs) => {
        const body = await inner.read(id, inputs);
        return body && owned(body, inputs);
      },
      update: (id, body, inputs, before) => inner.update(id, owned(body, inputs), inputs, before),
    };
  };

const groupFields: Fields = {
  name: text("name"),
  type: text("type", "internal"),
  metadata: map("metadata"),
  policies: set("policies"),
  memberEntityIds: set("member_entity_ids"),
  memberGroupIds: set("member_group_ids"),
};

/** `vault:identity/group:Group` */
export const group: Table = {
  label: "identity group",
  name: "name",
  address: ["externalPolicies", "externalMemberEntityIds", "externalMemberGroupIds"],
  fields: groupFields,
  access: access("group", groupFields),
};

const entityFields: Fields = {
  name: text("name"),
  metadata: map("metadata"),
  policies: set("policies"),
  disabled: flag("disabled"),
};

/** `vault:identity/entity:Entity` */
export const entity: Table = {
  label: "identity entity",
  name: "name",
  address: ["externalPolicies"],
  fields: entityFields,
  access: access("entity", entityFields),
};

const aliasFields: Fields = {
  name: text("name"),
  mountAccessor: text("mount_accessor"),
  canonicalId: text("canonical_id"),
};

/** `vault:identity/groupAlias:GroupAlias` */
export const groupAlias: Table = {
  label: "alias of an identity group",
  name: "name",
  address: [],
  fields: aliasFields,
  access: access("group-alias", aliasFields),
};

const entityAliasFields: Fields = { ...aliasFields, customMetadata: map("custom_metadata") };

/** `vault:identity/entityAlias:EntityAlias` */
export const entityAlias: Table = {
  label: "alias of an identity entity",
  name: "name",
  address: [],
  fields: entityAliasFields,
  access: access("entity-alias", entityAliasFields),
};
