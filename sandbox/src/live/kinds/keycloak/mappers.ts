import type { Bag } from "../../../cloud/store";
import { type Fields, flagText, text } from "../rest/fields";
import type { Table } from "../rest/table";
import { route } from "../rest/route";
import { listed } from "./keycloak-access";

const setting = (name: string, initial?: string) => text(`config/${name}`, initial);
const settingFlag = (name: string, initial?: boolean) => flagText(`config/${name}`, initial);

const idToken = { addToIdToken: settingFlag("id.token.claim", true) };
const accessToken = { addToAccessToken: settingFlag("access.token.claim", true) };
const userinfo = { addToUserinfo: settingFlag("userinfo.token.claim", true) };
const introspection = (initial: boolean) => ({
  addToTokenIntrospection: settingFlag("introspection.token.claim", initial),
});
const claim = { claimName: setting("claim.name") };
const valueType = { claimValueType: setting("jsonType.label", "String") };

function mapper(protocolMapper: string, fields: Fields, refuse?: Table["refuse"]): Table {
  const owner = ({ realmId, clientId, clientScopeId }: Bag) =>
    clientScopeId === undefined
      ? route`admin/realms/${realmId}/clients/${clientId}/protocol-mappers/models`
      : route`admin/realms/${realmId}/client-scopes/${clientScopeId}/protocol-mappers/models`;
  return {
    label: "protocol mapper",
    name: "name",
    address: ["realmId", "clientId", "clientScopeId"],
    fields: { name: text("name"), ...fields },
    access: listed(owner, { protocol: "openid-connect", protocolMapper }),
    ...(refuse === undefined ? {} : { refuse }),
  };
}

/** The kinds `keycloak:openid/<name>ProtocolMapper` by that name. */
export const mappers: Readonly<Record<string, Table>> = {
  groupMembership: mapper("oidc-group-membership-mapper", {
    ...claim,
    fullPath: settingFlag("full.path", true),
    ...idToken,
    ...accessToken,
    ...userinfo,
    ...introspection(false),
  }),
  audience: mapper(
    "oidc-audience-mapper",
    {
      includedClientAudience: setting("included.client.audience"),
      includedCustomAudience: setting("included.custom.audience"),
      ...idToken,
      ...accessToken,
      ...introspection(true),
    },
    ({ includedClientAudience: ours, includedCustomAudience: custom }) =>
      (ours === undefined) === (custom === undefined)
        ? "want one of includedClientAudience and includedCustomAudience"
        : undefined,
  ),
  hardcodedClaim: mapper("oidc-hardcoded-claim-mapper", {
    ...claim,
    claimValue: setting("claim.value"),
    ...valueType,
    ...idToken,
    ...accessToken,
    ...userinfo,
  }),
  userAttribute: mapper("oidc-usermodel-attribute-mapper", {
    userAttribute: setting("user.attribute"),
    ...claim,
    ...valueType,
    multivalued: settingFlag("multivalued"),
    aggregateAttributes: settingFlag("aggregate.attrs"),
    ...idToken,
    ...accessToken,
    ...userinfo,
    ...introspection(true),
  }),
};
