import * as github from "@pulumi/github";
import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { ImageRepository, SecretPath, SourceRepository } from "../devtools";
import { assertArgs, typeToken } from "../lib/component";
import { slugIssues } from "../lib/slug";

export interface TeamArgs {
  /** Team slug: its group, its GitHub team, its paths. */
  readonly team: string;
  /**
   * Realm that gets the group. None: the group is the company's own.
   * @default undefined
   */
  readonly realmId?: pulumi.Input<string>;
  /**
   * Group of the team's members, as tokens spell it.
   * @default "team-<team>"
   */
  readonly group?: string;
  /** Accessor of people's login at the secret server. */
  readonly secretLoginAccessor: pulumi.Input<string>;
  /** Repositories by name; each has an image repository of the same name under the team's. */
  readonly repositories: readonly string[];
  /** Environments that the team works in. */
  readonly environments: readonly string[];
}

/** Everything of a team that is not in a cluster: group, repositories, images, secrets. */
export class Team extends pulumi.ComponentResource {
  public static readonly type = typeToken("team", "Team");

  /** Group of the team's members, as tokens spell it. */
  public readonly group: pulumi.Output<string>;
  public readonly secretPath: pulumi.Output<string>;
  public readonly secretReadPolicy: pulumi.Output<string>;
  /** Address of each repository's images. */
  public readonly images: pulumi.Output<Record<string, string>>;

  public constructor(name: string, args: TeamArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Team.type, name, slugIssues("team", args.team), opts);
    super(Team.type, name, args, opts);
    const { team, realmId, secretLoginAccessor, repositories, environments } = args;
    const { group = `team-${team}` } = args;
    const child = { parent: this };

    const made =
      realmId === undefined
        ? undefined
        : new keycloak.Group(`${name}-group`, { realmId, name: group }, child);
    const members = new github.Team(
      `${name}-members`,
      { name: `team-${team}`, privacy: "closed", description: `Members of team ${team}` },
      child,
    );
    const images: Record<string, pulumi.Output<string>> = {};
    for (const repository of repositories) {
      new SourceRepository(
        `${name}-${repository}`,
        { repository, teamId: members.id, environments },
        child,
      );
      const image = new ImageRepository(
        `${name}-${repository}-images`,
        { repository: `${team}/${repository}` },
        child,
      );
      images[repository] = image.repositoryUrl;
    }
    const secrets = new SecretPath(
      `${name}-secrets`,
      { team, loginAccessor: secretLoginAccessor, group },
      child,
    );

    this.group = made?.name ?? pulumi.output(group);
    this.secretPath = secrets.path;
    this.secretReadPolicy = secrets.readPolicy;
    this.images = pulumi.output(images);
    this.registerOutputs({
      group: this.group,
      secretPath: this.secretPath,
      secretReadPolicy: this.secretReadPolicy,
      images: this.images,
    });
  }
}
