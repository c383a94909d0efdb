import type { Bag } from "../../../cloud/store";
import { isBag } from "../../../cloud/values";
import {
  computed,
  type Field,
  type Fields,
  flag,
  hidden,
  list,
  map,
  set,
  text,
  whole,
} from "../rest/fields";
import type { Table } from "../rest/table";
import { atPath, dataAt, mappedPart, path } from "./openbao-access";
import { mounted, tuneFields } from "./mounts";
import { pem, pems } from "./pem";
import { tokenFields } from "./tokens";

/** Settings of an identity provider: texts in a program, flags and numbers in the API. */
const providerConfig: Field = {
  ...map("provider_config"),
  write: (value) => each(value, plainValue),
  read: (value) => each(value, String),
  same: (a, b) => {
    const [ours, theirs] = [isBag(a) ? a : {}, isBag(b) ? b : {}];
    // A secret, which the API does not show.
    return Object.keys(theirs).every((key) => String(theirs[key]) === String(ours[key]));
  },
};

function plainValue(value: unknown): unknown {
  const text = String(value);
  return /^(true|false|\d+)$/.test(text) ? (JSON.parse(text) as unknown) : text;
}

function each(value: unknown, change: (item: unknown) => unknown): Bag {
  const entries = Object.entries(isBag(value) ? value : {});
  return Object.fromEntries(entries.map(([key, item]) => [key, change(item)]));
}

const configFields: Fields = {
  oidcDiscoveryUrl: text("oidc_discovery_url"),
  oidcDiscoveryCaPem: pem("oidc_discovery_ca_pem"),
  oidcClientId: text("oidc_client_id"),
  // Send it with every update: OpenBao wants it beside the client id each time.
  oidcClientSecret: hidden(text("oidc_client_secret")),
  oidcResponseMode: text("oidc_response_mode"),
  oidcResponseTypes: list("oidc_response_types"),
  jwksUrl: text("jwks_url"),
  jwksCaPem: pem("jwks_ca_pem"),
  jwtValidationPubkeys: pems("jwt_validation_pubkeys"),
  jwtSupportedAlgs: list("jwt_supported_algs"),
  boundIssuer: text("bound_issuer"),
  defaultRole: text("default_role"),
  namespaceInState: flag("namespace_in_state", true),
  providerConfig,
};

/** `vault:jwt/authBackend:AuthBackend`, of type `jwt` or `oidc`; its id is its path. */
export const jwtBackend: Table = {
  label: "login by token",
  name: "path",
  address: ["path", "disableRemount"],
  fields: {
    type: text("type", "jwt"),
    description: text("description"),
    local: flag("local"),
    ...configFields,
    ...tuneFields,
  },
  access: (api) =>
    mounted(api, "sys/auth", ({ path: place = "jwt" }) => String(place), {
      write: (place, body) =>
        api.send("POST", path("auth", place, "config"), mappedPart(configFields, body)),
      read: (place) => dataAt(api, path("auth", place, "config")),
    }),
  outputs: ({ accessor }, { path: place = "jwt" }) => ({ accessor, path: place }),
};

/** Claims that a token must have: values with commas between in a program, lists in the API. */
const boundClaims: Field = {
  ...map("bound_claims"),
  read: (value) => each(value, (item) => (Array.isArray(item) ? item.join(",") : String(item))),
  same: (a, b) => spelled(a) === spelled(b),
};

function spelled(claims: unknown): string {
  const parts = each(claims, (item) =>
    (Array.isArray(item) ? item : [item])
      .flatMap((one) => String(one).split(","))
      .map((one) => one.trim())
      .sort(),
  );
  return JSON.stringify(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const roleFields: Fields = {
  roleType: computed(text("role_type")),
  userClaim: text("user_claim"),
  userClaimJsonPointer: flag("user_claim_json_pointer"),
  boundAudiences: set("bound_audiences"),
  boundSubject: text("bound_subject"),
  boundClaims,
  boundClaimsType: computed(text("bound_claims_type")),
  claimMappings: map("claim_mappings"),
  groupsClaim: text("groups_claim"),
  allowedRedirectUris: set("allowed_redirect_uris"),
  oidcScopes: set("oidc_scopes"),
  clockSkewLeeway: whole("clock_skew_leeway", 0),
  expirationLeeway: whole("expiration_leeway", 0),
  notBeforeLeeway: whole("not_before_leeway", 0),
  maxAge: whole("max_age", 0),
  verboseOidcLogging: flag("verbose_oidc_logging"),
  ...tokenFields,
};

/** `vault:jwt/authBackendRole:AuthBackendRole`; its id is `auth/<backend>/role/<name>`. */
export const jwtRole: Table = {
  label: "role of a login by token",
  name: "roleName",
  address: ["backend", "roleName", "disableBoundClaimsParsing"],
  fields: roleFields,
  access: (api) => {
    const place = ({ backend = "jwt", roleName }: Bag) =>
      `auth/${String(backend)}/role/${String(roleName)}`;
    const access = atPath(place, roleFields)(api);
    const claims = (body: Bag, { disableBoundClaimsParsing: whole }: Bag): Bag => ({
      ...body,
      bound_claims: each(body["bound_claims"], (item) =>
        Array.isArray(item) || whole === true
          ? [item].flat()
          : String(item)
              .split(",")
              .map((one) => one.trim()),
      ),
    });
    return {
      ...access,
      create: (body, inputs) => access.create(claims(body, inputs), inputs),
      update: (id, body, inputs, before) => access.update(id, claims(body, inputs), inputs, before),
    };
  },
};
