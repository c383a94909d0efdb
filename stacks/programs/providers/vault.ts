import * as vault from "@pulumi/vault";

import type { OrganizationFacts } from "../../derived/resolved/model";

/** The OpenBao or Vault server; the token comes from VAULT_TOKEN. */
export function vaultProvider({ secretServer }: OrganizationFacts): vault.Provider {
  return new vault.Provider("secrets", { address: secretServer });
}
