import type { Bag } from "../../../cloud/store";
import { Refusal } from "../rest/api";
import { flagText, set, text, wholeText } from "../rest/fields";
import type { Access, Table } from "../rest/table";
import { route } from "../rest/route";
import { textsOf } from "../rest/texts";
import { listed, realmOf } from "./keycloak-access";

/** `keycloak:openid/clientScope:ClientScope` */
export const clientScope: Table = {
  label: "client scope",
  name: "name",
  address: ["realmId"],
  fields: {
    name: text("name"),
    description: text("description"),
    consentScreenText: text("attributes/consent.screen.text"),
    includeInTokenScope: flagText("attributes/include.in.token.scope", true),
    includeInOpenidProviderMetadata: flagText(
      "attributes/include.in.openid.provider.metadata",
      true,
    ),
    guiOrder: wholeText("attributes/gui.order"),
    extraConfig: { extra: ["attributes"], dropped: "blank" },
  },
  access: listed((inputs) => `${realmOf(inputs)}/client-scopes`, { protocol: "openid-connect" }),
};

/** The scopes that the holder at a path has, by name, as one resource. */
function scopesOf(
  label: string,
  name: string,
  property: string,
  path: (inputs: Bag) => string,
  id: (inputs: Bag) => string,
): Table {
  return {
    label,
    name,
    address: ["realmId", "clientId"],
    fields: { [property]: set("scopes") },
    access: (api): Access => {
      const named = async (list: string) => {
        const all = await api.find<readonly Bag[]>(list);
        return all?.map((scope) => [String(scope["name"]), String(scope["id"])] as const);
      };
      const bring = async (inputs: Bag, wanted: readonly string[]) => {
        const all = new Map(await named(`${realmOf(inputs)}/client-scopes`));
        const had = new Map(await named(path(inputs)));
        const unknown = wanted.find((scope) => !all.has(scope));
        if (unknown !== undefined) {
          throw new Refusal(404, `scope ${unknown} does not exist`);
        }
        for (const [scope, scopeId] of had) {
          if (!wanted.includes(scope)) {
            await api.remove(`${path(inputs)}/${scopeId}`);
          }
        }
        for (const scope of wanted.filter((one) => !had.has(one))) {
          await api.send("PUT", `${path(inputs)}/${String(all.get(scope))}`, {});
        }
      };
      return {
        create: async (_body, inputs) => {
          await bring(inputs, textsOf(inputs, property));
          return id(inputs);
        },
        read: async (_id, inputs) => {
          const had = await named(path(inputs));
          return had && { scopes: had.map(([scope]) => scope) };
        },
        update: async (_id, _body, inputs) => {
          await bring(inputs, textsOf(inputs, property));
          return undefined;
        },
        delete: async (_id, inputs) => {
          const ours = textsOf(inputs, property);
          for (const [scope, scopeId] of (await named(path(inputs))) ?? []) {
            if (ours.includes(scope)) {
              await api.remove(`${path(inputs)}/${scopeId}`);
            }
          }
        },
      };
    },
  };
}

const ofClient = (kind: "default" | "optional") =>
  scopesOf(
    `${kind} scopes of client`,
    "clientId",
    `${kind}Scopes`,
    ({ realmId, clientId }) =>
      `${route`admin/realms/${realmId}/clients/${clientId}`}/${kind}-client-scopes`,
    ({ realmId, clientId }) => `${String(realmId)}/${String(clientId)}`,
  );

const ofRealm = (kind: "default" | "optional") =>
  scopesOf(
    `${kind} client scopes of realm`,
    "realmId",
    `${kind}Scopes`,
    ({ realmId }) => `${route`admin/realms/${realmId}`}/default-${kind}-client-scopes`,
    ({ realmId }) => String(realmId),
  );

/** `keycloak:openid/clientDefaultScopes:ClientDefaultScopes` */
export const clientDefaultScopes = ofClient("default");
/** `keycloak:openid/clientOptionalScopes:ClientOptionalScopes` */
export const clientOptionalScopes = ofClient("optional");
/** `keycloak:index/realmDefaultClientScopes:RealmDefaultClientScopes` */
export const realmDefaultScopes = ofRealm("default");
/** `keycloak:index/realmOptionalClientScopes:RealmOptionalClientScopes` */
export const realmOptionalScopes = ofRealm("optional");
