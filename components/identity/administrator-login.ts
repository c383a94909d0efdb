import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { assertArgs, typeToken } from "../lib/component";
import { slugIssues } from "../lib/slug";
import { codeForOwners, codeForRole, type LoginFlow, loginFlow } from "./internal/login-flows";

/** Role of the realm whose holders need a second factor. */
const administratorRole = "administrator";

/** Arguments of {@link AdministratorLogin}. */
export interface AdministratorLoginArgs {
  readonly realmId: pulumi.Input<string>;
  /** Group that is made, whose members have the role. */
  readonly group: string;
  /**
   * Settings of the realm as text. The provider's update of a realm puts back the flow that the realm
   * had when the engine last read it, so a change of these binds ours again.
   * @default ""
   */
  readonly rebindOn?: string;
}

/** A second factor for administrators: a one-time code after the password, and after a `Broker`. */
export class AdministratorLogin extends pulumi.ComponentResource {
  public static readonly type = typeToken("identity", "AdministratorLogin");

  public readonly groupId: pulumi.Output<string>;
  /** Flow of logins at the realm's own page. */
  public readonly browserFlow: pulumi.Output<string>;
  /** Flow that a `Broker` runs after each login. */
  public readonly brokerFlow: pulumi.Output<string>;

  public constructor(
    name: string,
    args: AdministratorLoginArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(AdministratorLogin.type, name, slugIssues("group", args.group), opts);
    super(AdministratorLogin.type, name, args, opts);
    const { realmId, group: members, rebindOn = "" } = args;
    const child = { parent: this };

    const role = new keycloak.Role(
      `${name}-role`,
      { realmId, name: administratorRole, description: "Logs in with a second factor" },
      child,
    );
    const group = new keycloak.Group(`${name}-group`, { realmId, name: members }, child);
    new keycloak.GroupRoles(
      `${name}-group-roles`,
      { realmId, groupId: group.id, roleIds: [role.id], exhaustive: false },
      child,
    );
    const browser = browserFlow(`${name}-browser`, realmId, child);
    const broker = brokerFlow(`${name}-broker`, realmId, child);
    new keycloak.RequiredAction(
      `${name}-code-setup`,
      { realmId, alias: "CONFIGURE_TOTP", name: "Configure OTP", enabled: true },
      child,
    );
    new keycloak.authentication.Bindings(
      `${name}-bindings`,
      { realmId, browserFlow: browser.alias },
      {
        ...child,
        dependsOn: [role, ...browser.parts],
        replacementTrigger: rebindOn,
        // The provider's delete puts Keycloak's own flows back, which must not come last.
        deleteBeforeReplace: true,
      },
    );

    this.groupId = group.id;
    this.browserFlow = browser.alias;
    this.brokerFlow = whole(broker);
    this.registerOutputs({
      groupId: this.groupId,
      browserFlow: this.browserFlow,
      brokerFlow: this.brokerFlow,
    });
  }
}

/** Cookie, else the chosen provider, else password and code. */
function browserFlow(
  name: string,
  realmId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): LoginFlow {
  return loginFlow(
    name,
    {
      realmId,
      alias: "groundwork-browser",
      description: "Password, and a one-time code for administrators",
      steps: {
        cookie: { authenticator: "auth-cookie", requirement: "ALTERNATIVE" },
        provider: { authenticator: "identity-provider-redirector", requirement: "ALTERNATIVE" },
        forms: {
          alias: "groundwork-browser-forms",
          requirement: "ALTERNATIVE",
          steps: {
            password: { authenticator: "auth-username-password-form", requirement: "REQUIRED" },
            administrators: codeForRole(administratorRole, "groundwork-browser-administrators"),
            others: codeForOwners(administratorRole, "groundwork-browser-others"),
          },
        },
      },
    },
    opts,
  );
}

function brokerFlow(
  name: string,
  realmId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): LoginFlow {
  return loginFlow(
    name,
    {
      realmId,
      alias: "groundwork-broker",
      description: "A one-time code for administrators who come through a broker",
      steps: {
        // A flow whose only step is a condition that does not hold would refuse everyone else.
        known: { authenticator: "allow-access-authenticator", requirement: "REQUIRED" },
        administrators: codeForRole(administratorRole, "groundwork-broker-administrators"),
      },
    },
    opts,
  );
}

/** The flow's alias once all of it is there. */
function whole({ alias, parts }: LoginFlow): pulumi.Output<string> {
  return pulumi.all([alias, pulumi.all(parts.map(({ urn }) => urn))]).apply(([known]) => known);
}
