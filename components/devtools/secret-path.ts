import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { slugIssues } from "../lib/slug";
import { keeperPolicyName, readerPolicyName } from "../lib/secret-names";

/** People of one group, and the environments whose secrets they read and write. */
export interface SecretKeepers {
  /** Group of the realm, as its claim spells it. */
  readonly group: string;
  readonly environments: readonly string[];
}

/** Arguments of {@link SecretPath}. */
export interface SecretPathArgs {
  /** Team slug; the mount's path is `teams/<team>`, an environment's secrets are under its name. */
  readonly team: string;
  /** Environments that the team works in. */
  readonly environments: readonly string[];
  /** Accessor of the login through the realm, so that the realm's groups open the path. */
  readonly loginAccessor: pulumi.Input<string>;
  /** By a name of theirs, such as `owner`. */
  readonly keepers: Readonly<Record<string, SecretKeepers>>;
}

/** A team's own secrets in OpenBao or Vault: a versioned store, parted by environment. */
export class SecretPath extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "SecretPath");

  /** Path of the mount, such as `teams/payments`. */
  public readonly path: pulumi.Output<string>;
  /** Policy of each environment that lets applications and pipelines read. */
  public readonly readPolicies: pulumi.Output<Record<string, string>>;

  public constructor(name: string, args: SecretPathArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(SecretPath.type, name, checkSecretPathArgs(args), opts);
    super(SecretPath.type, name, args, opts);
    const { team, environments, loginAccessor, keepers } = args;
    const child = { parent: this };
    const path = `teams/${team}`;

    const mount = new vault.Mount(
      name,
      { path, type: "kv", options: { version: "2" } },
      { ...child, protect: true },
    );
    const readers: Record<string, pulumi.Output<string>> = {};
    for (const environment of environments) {
      const reader = new vault.Policy(
        `${name}-reader-${environment}`,
        { name: readerPolicyName(team, environment), policy: readerPolicy(path, environment) },
        child,
      );
      readers[environment] = reader.name;
    }
    for (const [keeper, { group, environments: kept }] of Object.entries(keepers)) {
      if (kept.length > 0) {
        this.keepers(`${name}-${keeper}`, keeperPolicyName(team, keeper), {
          group,
          loginAccessor,
          policy: keeperPolicy(path, kept),
        });
      }
    }

    this.path = mount.path;
    this.readPolicies = pulumi.output(readers);
    this.registerOutputs({ path: this.path, readPolicies: this.readPolicies });
  }

  /** A policy, and the group of the realm that it is given to. */
  private keepers(
    name: string,
    keeper: string,
    args: {
      readonly group: string;
      readonly loginAccessor: pulumi.Input<string>;
      readonly policy: string;
    },
  ): void {
    const child = { parent: this };
    const policy = new vault.Policy(name, { name: keeper, policy: args.policy }, child);
    const members = new vault.identity.Group(
      name,
      { name: keeper, type: "external", policies: [policy.name] },
      child,
    );
    new vault.identity.GroupAlias(
      name,
      { name: args.group, mountAccessor: args.loginAccessor, canonicalId: members.id },
      child,
    );
  }
}

/** Every problem with the plain arguments. Pure. */
function checkSecretPathArgs({ team, environments, keepers }: SecretPathArgs): ArgIssue[] {
  return [
    ...slugIssues("team", team),
    ...Object.entries(keepers).flatMap(([keeper, { environments: kept }]) =>
      kept
        .filter((environment) => !environments.includes(environment))
        .map((environment) => ({
          path: `keepers.${keeper}.environments`,
          want: `some of ${environments.join(", ")}`,
          got: environment,
        })),
    ),
  ];
}

const all = ["create", "read", "update", "delete", "list"];

/** Paths of a versioned store: https://openbao.org/docs/secrets/kv/kv-v2/#acl-rules */
function keeperPolicy(mount: string, environments: readonly string[]): string {
  return policyText({
    [`${mount}/metadata/`]: ["list"],
    ...Object.fromEntries(
      environments.flatMap((environment) =>
        ["data", "metadata", "delete", "undelete", "destroy"].map((part) => [
          `${mount}/${part}/${environment}/*`,
          all,
        ]),
      ),
    ),
  });
}

function readerPolicy(mount: string, environment: string): string {
  return policyText({ [`${mount}/data/${environment}/*`]: ["read"] });
}

function policyText(paths: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(paths)
    .map(([path, capabilities]) => {
      const rights = JSON.stringify(capabilities);
      return `path "${path}" {\n  capabilities = ${rights}\n}\n`;
    })
    .join("\n");
}
