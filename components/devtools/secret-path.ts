import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { assertArgs, typeToken } from "../lib/component";
import { slugIssues } from "../lib/slug";

export interface SecretPathArgs {
  /** Team slug; the mount's path is `teams/<team>`. */
  readonly team: string;
  /** Accessor of the login through the realm, so that the realm's group opens the path. */
  readonly loginAccessor: pulumi.Input<string>;
  /** Group of the realm, as its claim spells it. */
  readonly group: string;
}

/** A team's own secrets in OpenBao or Vault: a versioned store that only its group can open. */
export class SecretPath extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "SecretPath");

  /** Path of the mount, such as `teams/payments`. */
  public readonly path: pulumi.Output<string>;
  /** Name of the policy that lets applications read. */
  public readonly readPolicy: pulumi.Output<string>;

  public constructor(name: string, args: SecretPathArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(SecretPath.type, name, slugIssues("team", args.team), opts);
    super(SecretPath.type, name, args, opts);
    const { team, loginAccessor, group } = args;
    const child = { parent: this };

    const mount = new vault.Mount(
      name,
      { path: `teams/${team}`, type: "kv", options: { version: "2" } },
      { ...child, protect: true },
    );
    const owner = new vault.Policy(
      `${name}-owner`,
      {
        name: `team-${team}-owner`,
        policy: pathPolicy(`teams/${team}`, ["create", "read", "update", "delete", "list"]),
      },
      child,
    );
    const reader = new vault.Policy(
      `${name}-reader`,
      { name: `team-${team}-reader`, policy: pathPolicy(`teams/${team}`, ["read", "list"]) },
      child,
    );
    const members = new vault.identity.Group(
      `${name}-members`,
      { name: `team-${team}`, type: "external", policies: [owner.name] },
      child,
    );
    new vault.identity.GroupAlias(
      `${name}-members`,
      { name: group, mountAccessor: loginAccessor, canonicalId: members.id },
      child,
    );

    this.path = mount.path;
    this.readPolicy = reader.name;
    this.registerOutputs({ path: this.path, readPolicy: this.readPolicy });
  }
}

/** Rights on one mount of a versioned store; https://openbao.org/docs/secrets/kv/kv-v2/#acl-rules */
function pathPolicy(mount: string, capabilities: readonly string[]): string {
  const rights = JSON.stringify(capabilities);
  return ["data", "metadata"]
    .map((part) => `path "${mount}/${part}/*" {\n  capabilities = ${rights}\n}\n`)
    .join("\n");
}
