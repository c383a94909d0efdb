import { type Fields, flag, set, text, whole } from "../rest/fields";

/** Settings that every role has for its tokens. */
export const tokenFields: Fields = {
  tokenPolicies: set("token_policies"),
  tokenTtl: whole("token_ttl", 0),
  tokenMaxTtl: whole("token_max_ttl", 0),
  tokenExplicitMaxTtl: whole("token_explicit_max_ttl", 0),
  tokenPeriod: whole("token_period", 0),
  tokenNumUses: whole("token_num_uses", 0),
  tokenNoDefaultPolicy: flag("token_no_default_policy"),
  tokenType: text("token_type", "default"),
  tokenBoundCidrs: set("token_bound_cidrs"),
};
