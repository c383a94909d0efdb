import * as github from "@pulumi/github";
import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

import { ImageRepository } from "../devtools/image-repository";
import { PipelineLogin } from "../devtools/pipeline-login";
import { SecretPath } from "../devtools/secret-path";
import { SourceRepository } from "../devtools/source-repository";
import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { given } from "../lib/given";
import { slugIssues } from "../lib/slug";
import {
  includes,
  type Persona,
  personaGroup,
  personas,
  pipelineRole,
  repositoryRights,
  type Right,
} from "./personas";

/** One persona of a team. */
export interface TeamPersona {
  /**
   * Group of its people, as tokens spell it.
   * @default "team-<team>-<persona>"
   */
  readonly group?: string;
  /**
   * User names of the realm. None: the group is filled by the company's own directory.
   * @default undefined
   */
  readonly members?: readonly string[];
  /** Its right in each environment. */
  readonly rights: Readonly<Record<string, Right>>;
}

/** Arguments of {@link Team}. */
export interface TeamArgs {
  /** Team slug: its groups, its GitHub teams, its paths. It never changes; `displayName` may. */
  readonly team: string;
  /**
   * Its name for people.
   * @default the slug
   */
  readonly displayName?: string;
  readonly personas: Readonly<Record<Persona, TeamPersona>>;
  /**
   * Realm that gets the groups. None: they are the company's own.
   * @default undefined
   */
  readonly realmId?: pulumi.Input<string>;
  /** GitHub organisation. */
  readonly owner: string;
  /** Accessor of people's login at the secret server. */
  readonly secretLoginAccessor: pulumi.Input<string>;
  /** Path of pipelines' login at the secret server. */
  readonly secretCiPath: pulumi.Input<string>;
  /** Repositories by name; each has an image repository of the same name under the team's. */
  readonly repositories: readonly string[];
  /**
   * Status checks that a pull request must have passed in each of them, by name.
   * @default ["test"]
   */
  readonly requiredChecks?: readonly string[];
  /** Environments that the team works in. */
  readonly environments: readonly string[];
}

/** Everything of a team that is not in a cluster: groups, repositories, images, secrets, pipelines' logins. */
export class Team extends pulumi.ComponentResource {
  public static readonly type = typeToken("team", "Team");

  /** Group of each persona, as tokens spell it. */
  public readonly groups: pulumi.Output<Record<string, string>>;
  public readonly secretPath: pulumi.Output<string>;
  /** Policy of each environment that lets workloads and pipelines read. */
  public readonly secretReadPolicies: pulumi.Output<Record<string, string>>;
  /** Address of each repository's images. */
  public readonly images: pulumi.Output<Record<string, string>>;

  public constructor(name: string, args: TeamArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Team.type, name, checkTeamArgs(args), opts);
    super(Team.type, name, args, opts);
    const { team, environments, secretLoginAccessor } = args;

    const groups = this.groupsOf(name, args);
    const secrets = new SecretPath(
      `${name}-secrets`,
      {
        team,
        environments,
        loginAccessor: secretLoginAccessor,
        keepers: Object.fromEntries(
          personas.map((persona) => [
            persona,
            {
              group: groupOf(args, persona),
              environments: environments.filter((environment) =>
                includes(args.personas[persona].rights[environment] ?? "none", "edit"),
              ),
            },
          ]),
        ),
      },
      { parent: this },
    );
    const images = this.repositories(name, args, secrets);

    this.groups = pulumi.output(groups);
    this.secretPath = secrets.path;
    this.secretReadPolicies = secrets.readPolicies;
    this.images = pulumi.output(images);
    this.registerOutputs({
      groups: this.groups,
      secretPath: this.secretPath,
      secretReadPolicies: this.secretReadPolicies,
      images: this.images,
    });
  }

  /** The realm's groups and their members, where the realm is ours. */
  private groupsOf(name: string, args: TeamArgs): Record<string, pulumi.Input<string>> {
    const made = (persona: Persona): pulumi.Input<string> => {
      const { realmId, team, displayName = team } = args;
      const group = groupOf(args, persona);
      if (realmId === undefined) {
        return group;
      }
      const { id, name: groupName } = new keycloak.Group(
        `${name}-${persona}`,
        { realmId, name: group, description: `${displayName}: ${persona}` },
        { parent: this },
      );
      const { members } = args.personas[persona];
      if (members !== undefined && members.length > 0) {
        new keycloak.GroupMemberships(
          `${name}-${persona}`,
          { realmId, groupId: id, members: [...members] },
          { parent: this },
        );
      }
      return groupName;
    };
    return { owner: made("owner"), developer: made("developer"), viewer: made("viewer") };
  }

  private repositories(
    name: string,
    args: TeamArgs,
    { readPolicies }: SecretPath,
  ): Record<string, pulumi.Output<string>> {
    const { team, displayName = team, owner, repositories, environments, secretCiPath } = args;
    const { requiredChecks = ["test"] } = args;
    const child = { parent: this };
    const permissions = personas.map((persona) => ({
      persona,
      permission: repositoryRights[persona],
      teamId: new github.Team(
        `${name}-${persona}`,
        {
          name: personaGroup(team, persona),
          privacy: "closed",
          description: `${displayName}: ${persona}`,
        },
        child,
      ).id,
    }));
    const images: Record<string, pulumi.Output<string>> = {};
    for (const repository of repositories) {
      new SourceRepository(
        `${name}-${repository}`,
        { repository, permissions, environments, requiredChecks },
        child,
      );
      images[repository] = new ImageRepository(
        `${name}-${repository}-images`,
        { repository: `${team}/${repository}` },
        child,
      ).repositoryUrl;
      for (const environment of environments) {
        new PipelineLogin(
          `${name}-${repository}-${environment}`,
          {
            loginPath: secretCiPath,
            roleName: pipelineRole(repository, environment),
            repository: `${owner}/${repository}`,
            environments: [environment],
            policies: [
              readPolicies.apply((policies) => given(policies, environment, "readPolicies")),
            ],
          },
          child,
        );
      }
    }
    return images;
  }
}

const groupOf = ({ team, personas: declared }: TeamArgs, persona: Persona): string =>
  declared[persona].group ?? personaGroup(team, persona);

/** Every problem with the plain arguments. Pure. */
function checkTeamArgs(args: TeamArgs): ArgIssue[] {
  const { team, personas: declared, environments, realmId } = args;
  const issues = slugIssues("team", team);
  for (const persona of personas) {
    const { rights, members = [] } = declared[persona];
    for (const environment of Object.keys(rights).filter((e) => !environments.includes(e))) {
      issues.push({
        path: `personas.${persona}.rights`,
        want: `some of ${environments.join(", ")}`,
        got: environment,
      });
    }
    if (realmId === undefined && members.length > 0) {
      issues.push({
        path: `personas.${persona}.members`,
        want: "none without a realm of ours",
        got: members,
      });
    }
  }
  return issues;
}
