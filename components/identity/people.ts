import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";

/** Someone with an account of the realm's own. */
export interface Person {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Arguments of {@link People}. */
export interface PeopleArgs {
  readonly realmId: pulumi.Input<string>;
  /** By user name. */
  readonly people: Readonly<Record<string, Person>>;
  /** Group of the people who run the platform; `Realm` makes it. */
  readonly administratorGroupId: pulumi.Input<string>;
  /** User names of the people who run the platform. */
  readonly administrators: readonly string[];
}

/**
 * The users of a realm that no directory fills, and who of them run the platform. Nobody is given a
 * password: each sets one by mail at the first login.
 */
export class People extends pulumi.ComponentResource {
  public static readonly type = typeToken("identity", "People");

  public constructor(name: string, args: PeopleArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(People.type, name, checkPeopleArgs(args), opts);
    super(People.type, name, args, opts);
    const { realmId, people, administratorGroupId, administrators } = args;
    const child = { parent: this };

    const users = Object.entries(people).map(
      ([username, person]) =>
        new keycloak.User(
          `${name}-${username}`,
          {
            realmId,
            username,
            ...person,
            enabled: true,
            emailVerified: true,
            requiredActions: ["UPDATE_PASSWORD"],
          },
          // People own the values that they set: a password resets the action.
          { ...child, ignoreChanges: ["requiredActions"] },
        ),
    );
    if (administrators.length > 0) {
      new keycloak.GroupMemberships(
        `${name}-administrators`,
        { realmId, groupId: administratorGroupId, members: [...administrators] },
        { ...child, dependsOn: users },
      );
    }

    this.registerOutputs({});
  }
}

/** Every problem with the plain arguments. Pure. */
function checkPeopleArgs({ people }: PeopleArgs): ArgIssue[] {
  const addresses = new Map<string, string>();
  return Object.entries(people).flatMap(([name, { email }]) => {
    const other = addresses.get(email.toLowerCase());
    addresses.set(email.toLowerCase(), name);
    return other === undefined
      ? []
      : [
          {
            path: `people.${name}.email`,
            want: `an address that ${other} does not have`,
            got: email,
          },
        ];
  });
}
