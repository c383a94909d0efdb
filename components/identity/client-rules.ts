import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { typeToken } from "../lib/component";

/** Arguments of {@link ClientRules}. */
export interface ClientRulesArgs {
  /** Realm whose clients keep the rules. */
  readonly realmId: pulumi.Input<string>;
}

/** Executors of a client policy; https://www.keycloak.org/docs/latest/server_admin/#_client_policies */
const executors = ["pkce-enforcer", "reject-implicit-grant", "reject-ropc-grant"].map((name) => ({
  name,
  // Sets the client right when it is saved; every request is checked all the same.
  configuration: { "auto-configure": "true" },
}));

/** Rules that hold for every client of the realm: PKCE with S256, no implicit grant, no password grant. */
export class ClientRules extends pulumi.ComponentResource {
  public static readonly type = typeToken("identity", "ClientRules");

  public constructor(name: string, args: ClientRulesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(ClientRules.type, name, args, opts);
    const { realmId } = args;

    const profile = new keycloak.RealmClientPolicyProfile(
      `${name}-profile`,
      {
        realmId,
        name: "groundwork",
        description: "PKCE with S256; no implicit grant, no password grant",
        executors,
      },
      // The provider's update of a profile writes back what was there.
      { parent: this, replaceOnChanges: ["executors"], deleteBeforeReplace: true },
    );
    new keycloak.RealmClientPolicyProfilePolicy(
      `${name}-policy`,
      {
        realmId,
        name: "groundwork",
        description: "Every client",
        enabled: true,
        profiles: [profile.name],
        conditions: [{ name: "any-client", configuration: { "is-negative-logic": "false" } }],
      },
      { parent: this, deleteBeforeReplace: true },
    );
    this.registerOutputs({});
  }
}
