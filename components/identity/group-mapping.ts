import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import type { CompanyProvider } from "./company-provider";

/** Arguments of {@link GroupMapping}. */
export interface GroupMappingArgs {
  readonly realmId: pulumi.Input<string>;
  /** Alias of the `Broker`. */
  readonly broker: pulumi.Input<string>;
  /** Protocol of the broker; it decides the kind of mapper. */
  readonly protocol: CompanyProvider["protocol"];
  /** Claim, or SAML attribute, that lists a person's groups at the company's provider. */
  readonly claim: string;
  /** The company's group, exactly as the claim spells it. */
  readonly companyGroup: string;
  /** Group of the realm, by name. It must be there before someone logs in. */
  readonly group: pulumi.Input<string>;
}

/** Puts people of a company's group into a group of the realm, and takes them out, at each login. */
export class GroupMapping extends pulumi.ComponentResource {
  public static readonly type = typeToken("identity", "GroupMapping");

  public constructor(name: string, args: GroupMappingArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(GroupMapping.type, name, checkGroupMappingArgs(args), opts);
    super(GroupMapping.type, name, args, opts);
    const { realmId, broker, protocol, claim, companyGroup, group } = args;
    // Literal values: in a pattern, one group's name could match another's.
    const wanted = JSON.stringify([{ key: claim, value: companyGroup }]);

    new keycloak.CustomIdentityProviderMapping(
      name,
      {
        realm: realmId,
        identityProviderAlias: broker,
        name: pulumi.interpolate`group-${group}`,
        identityProviderMapper: `${protocol}-advanced-group-idp-mapper`,
        extraConfig: {
          syncMode: "FORCE",
          group: pulumi.interpolate`/${group}`,
          ...(protocol === "oidc"
            ? { claims: wanted, "are.claim.values.regex": "false" }
            : { attributes: wanted, "are.attribute.values.regex": "false" }),
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Every problem with the plain arguments. Pure. */
export function checkGroupMappingArgs({ claim, companyGroup }: GroupMappingArgs): ArgIssue[] {
  return Object.entries({ claim, companyGroup }).flatMap(([path, got]) =>
    got.trim() === got && got !== "" ? [] : [{ path, want: "a text without spaces around", got }],
  );
}
