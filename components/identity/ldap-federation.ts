import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";

/** Arguments of {@link LdapFederation}. */
export interface LdapFederationArgs {
  readonly realmId: pulumi.Input<string>;
  /** Address of the directory, `ldaps://` only; the server's trust store must know its authority. */
  readonly url: string;
  /** Product behind the directory; it decides the names of the attributes. */
  readonly vendor: "active-directory" | "openldap";
  /** Who reads the directory: an account that can read and nothing else. */
  readonly bindDn: string;
  /** Password of that account. Secret. */
  readonly bindCredential: pulumi.Input<string>;
  /** Where people are, with everything below. */
  readonly usersDn: string;
  /**
   * Which of them count.
   * @default undefined: all
   */
  readonly usersFilter?: string;
  /** Where groups are; they become groups of the realm by the same name. */
  readonly groupsDn: string;
  /** Which of them count, such as `(cn=team-*)`: a realm with every group makes tokens too long. */
  readonly groupsFilter: string;
}

/** People and groups of the company's directory, which the realm reads and never writes. */
export class LdapFederation extends pulumi.ComponentResource {
  public static readonly type = typeToken("identity", "LdapFederation");

  public readonly federationId: pulumi.Output<string>;

  public constructor(
    name: string,
    args: LdapFederationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(LdapFederation.type, name, checkLdapFederationArgs(args), opts);
    const bindCredential = pulumi.secret(args.bindCredential);
    super(LdapFederation.type, name, { ...args, bindCredential }, opts);
    const { realmId, vendor, usersFilter } = args;
    const child = { parent: this };

    const federation = new keycloak.ldap.UserFederation(
      name,
      {
        realmId,
        name,
        enabled: true,
        ...vendors[vendor].users,
        connectionUrl: args.url,
        bindDn: args.bindDn,
        bindCredential,
        useTruststoreSpi: "ALWAYS",
        startTls: false,
        connectionTimeout: "5s",
        readTimeout: "10s",
        usersDn: args.usersDn,
        searchScope: "SUBTREE",
        ...(usersFilter === undefined ? {} : { customUserSearchFilter: usersFilter }),
        editMode: "READ_ONLY",
        importEnabled: true,
        syncRegistrations: false,
        validatePasswordPolicy: false,
        trustEmail: true,
        pagination: true,
        // A leaver is seen at the next login anyway; this removes who never logs in again.
        fullSyncPeriod: 86400,
        changedSyncPeriod: 3600,
      },
      child,
    );
    new keycloak.ldap.GroupMapper(
      `${name}-groups`,
      {
        realmId,
        ldapUserFederationId: federation.id,
        name: "groups",
        ...vendors[vendor].groups,
        ldapGroupsDn: args.groupsDn,
        groupsLdapFilter: args.groupsFilter,
        membershipAttributeType: "DN",
        mode: "READ_ONLY",
        userRolesRetrieveStrategy: "LOAD_GROUPS_BY_MEMBER_ATTRIBUTE",
        preserveGroupInheritance: false,
        // The platform's own groups are not in the directory.
        dropNonExistingGroupsDuringSync: false,
      },
      child,
    );

    this.federationId = federation.id;
    this.registerOutputs({ federationId: this.federationId });
  }
}

/** Every problem with the plain arguments. Pure. */
export function checkLdapFederationArgs(args: LdapFederationArgs): ArgIssue[] {
  const { url, bindDn, usersDn, groupsDn, usersFilter, groupsFilter } = args;
  const names = Object.entries({ bindDn, usersDn, groupsDn }).filter(
    ([, value]) => !/^[A-Za-z0-9.]+=[^=].*$/.test(value),
  );
  const filters = Object.entries({ usersFilter, groupsFilter }).filter(
    ([, value]) => value !== undefined && !/^\(.+\)$/.test(value),
  );
  return [
    ...(/^ldaps:\/\/[^\s/]+$/.test(url)
      ? []
      : [{ path: "url", want: "an ldaps:// address of a host", got: url }]),
    ...names.map(([path, got]) => ({ path, want: "a distinguished name such as ou=people", got })),
    ...filters.map(([path, got]) => ({ path, want: "a filter in parentheses", got })),
  ];
}

/** Names of attributes; https://www.keycloak.org/docs/latest/server_admin/#_ldap */
const vendors = {
  "active-directory": {
    users: {
      vendor: "AD",
      usernameLdapAttribute: "sAMAccountName",
      rdnLdapAttribute: "cn",
      uuidLdapAttribute: "objectGUID",
      userObjectClasses: ["person", "organizationalPerson", "user"],
    },
    groups: {
      groupNameLdapAttribute: "cn",
      groupObjectClasses: ["group"],
      membershipLdapAttribute: "member",
      membershipUserLdapAttribute: "sAMAccountName",
      memberofLdapAttribute: "memberOf",
    },
  },
  openldap: {
    users: {
      vendor: "OTHER",
      usernameLdapAttribute: "uid",
      rdnLdapAttribute: "uid",
      uuidLdapAttribute: "entryUUID",
      userObjectClasses: ["inetOrgPerson", "organizationalPerson"],
    },
    groups: {
      groupNameLdapAttribute: "cn",
      groupObjectClasses: ["groupOfNames"],
      membershipLdapAttribute: "member",
      membershipUserLdapAttribute: "uid",
      memberofLdapAttribute: "memberOf",
    },
  },
} satisfies Record<LdapFederationArgs["vendor"], object>;
