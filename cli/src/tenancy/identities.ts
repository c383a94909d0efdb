import { pipelineToken } from "@groundwork-iac/sandbox";
import type { LiveDescription } from "@groundwork-iac/sandbox";
import type { Subject } from "@groundwork-iac/platform/internal/derived/access";
import {
  clientIdOf,
  clusterNameOf,
  groupOf,
  issuerOf,
  platformGroup,
  toolHost,
} from "@groundwork-iac/platform/internal/derived/hosts";
import type { Organization } from "@groundwork-iac/platform/internal/organization";

import { type Answer, Client } from "./client";
import { type Credentials, logIn, passPages, type Tokens } from "./login";
import type { DemoPeople } from "./people";

/** A subject's credentials for each server. */
export interface Identity {
  readonly client: Client;
  /** Token for a cluster's API server, by environment. */
  readonly cluster: Readonly<Record<string, string>>;
  /** A token of the subject that the realm issued for another server. */
  readonly foreign?: string;
  /** Token for the realm's own API. */
  readonly realm?: string;
  /** Token of the secret server. */
  readonly secrets?: string;
  /** For a machine: logs in to the secret server under another role. */
  readonly secretLogin?: (team: string, environment: string, foreign?: boolean) => Promise<Answer>;
}

/** Gets every subject its tokens, by the flow that it would use. */
export class Identities {
  public constructor(
    private readonly organization: Organization,
    private readonly description: LiveDescription,
    private readonly people: DemoPeople,
  ) {}

  /** @throws Error that names the subject's login and the server's answer. */
  public async of(subject: Subject): Promise<Identity> {
    switch (subject.kind) {
      case "administrator":
      case "person":
        return this.person(this.nameOf(subject));
      case "workload":
        return this.workload(subject);
      case "pipeline":
        return this.pipeline(subject);
    }
  }

  /** The first declared person who has the subject's persona. */
  public nameOf(subject: Subject): string {
    const { identity, teams } = this.organization;
    const [name] =
      identity.mode === "existing"
        ? []
        : subject.kind === "person"
          ? (teams[subject.team]?.members?.[subject.persona] ?? [])
          : (identity.administrators ?? []);
    if (name === undefined) {
      const path =
        subject.kind === "person"
          ? `teams/${subject.team}.yaml: members.${subject.persona}`
          : "organization.yaml: identity.administrators";
      throw new Error(`${path}: want someone to log in as, got no one`);
    }
    return name;
  }

  /** Group that a subject's people are in. */
  public groupOf(subject: Subject): string | undefined {
    return subject.kind === "person"
      ? groupOf(this.organization, subject.team, subject.persona)
      : subject.kind === "administrator"
        ? platformGroup
        : undefined;
  }

  public kubernetesTokens(client: Client, who: Credentials): Promise<Tokens> {
    const clientId = clientIdOf(this.organization, "kubernetes");
    const login = { clientId, redirectUri: "http://localhost:8000" };
    return logIn(client, { issuer: issuerOf(this.organization) }, login, who);
  }

  private async person(name: string): Promise<Identity> {
    const client = new Client(this.description, undefined, this.people.browserOf(name));
    const who = this.people.credentials(name);
    const tokens = await this.kubernetesTokens(client, who);
    const foreign = await this.foreignToken(client, who);
    this.people.keep(who);
    const environments = Object.keys(this.organization.environments);
    return {
      client,
      cluster: Object.fromEntries(environments.map((env) => [env, tokens.id_token])),
      foreign,
      realm: tokens.access_token,
      secrets: await this.secretToken(client, who),
    };
  }

  /** The token that Argo CD gets: a real one of the same person, but not for a cluster. */
  private async foreignToken(client: Client, who: Credentials): Promise<string> {
    const [environment = ""] = Object.keys(this.organization.environments);
    const login = {
      clientId: clientIdOf(this.organization, "argocd"),
      redirectUri: `https://${toolHost(this.organization, "argocd", environment)}/auth/callback`,
    };
    const issuer = issuerOf(this.organization);
    return (await logIn(client, { issuer }, login, who)).id_token;
  }

  /** Logs someone in to the secret server, as its own page does. */
  private async secretToken(client: Client, who: Credentials): Promise<string> {
    const { url } = this.organization.secrets;
    const redirect = `${url}/ui/vault/auth/oidc/oidc/callback`;
    const { data } = await client.json<{ data: { auth_url: string } }>(
      `${url}/v1/auth/oidc/oidc/auth_url`,
      { json: { role: "person", redirect_uri: redirect } },
    );
    const nonce = new URL(data.auth_url).searchParams.get("nonce") ?? "";
    const back = await passPages(client, data.auth_url, redirect, who);
    const query = new URLSearchParams({
      state: back.searchParams.get("state") ?? "",
      code: back.searchParams.get("code") ?? "",
      nonce,
    });
    const { auth } = await client.json<Login>(`${url}/v1/auth/oidc/oidc/callback?${query}`);
    return auth.client_token;
  }

  private async workload(subject: Subject & { kind: "workload" }): Promise<Identity> {
    const { team, environment, namespace } = subject;
    const { url } = this.organization.secrets;
    const client = new Client(this.description);
    const [forCluster, forSecrets] = await Promise.all([
      this.accountToken(environment, namespace),
      this.accountToken(environment, namespace, "openbao"),
    ]);
    const logIn = (of: string, place: string, foreign = false) =>
      client.call(`${url}/v1/auth/kubernetes-${place}/login`, {
        json: { role: `team-${of}-${place}`, jwt: foreign ? forCluster : forSecrets },
      });
    const secrets = tokenIn(await logIn(team, environment));
    return {
      client,
      cluster: { [environment]: forCluster },
      ...(secrets === undefined ? {} : { secrets }),
      secretLogin: logIn,
    };
  }

  /** A token of a namespace's service account, as Kubernetes gives it to a pod. */
  private async accountToken(
    environment: string,
    namespace: string,
    audience?: string,
  ): Promise<string> {
    const cluster = this.description.clusters[clusterNameOf(this.organization, environment)];
    if (cluster === undefined) {
      throw new Error(`the sandbox has no live cluster of ${environment}`);
    }
    const administrator = new Client(this.description, cluster);
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/workload/token`;
    const { status } = await administrator.json<{ status: { token: string } }>(
      `${cluster.server}${path}`,
      { json: { spec: audience === undefined ? {} : { audiences: [audience] } } },
    );
    await administrator.close();
    return status.token;
  }

  private async pipeline(subject: Subject & { kind: "pipeline" }): Promise<Identity> {
    const { environment, repository } = subject;
    const { owner } = this.organization.github;
    const { url } = this.organization.secrets;
    const client = new Client(this.description);
    const tokenFor = (aud: string) =>
      pipelineToken(this.description, {
        aud,
        sub: `repo:${owner}/${repository}:environment:${environment}`,
        repository: `${owner}/${repository}`,
        repository_owner: owner,
        environment,
      });
    const as = (role: string, foreign = false) => {
      const jwt = tokenFor(foreign ? "sts.amazonaws.com" : `https://github.com/${owner}`);
      return client.call(`${url}/v1/auth/github/login`, { json: { role, jwt } });
    };
    const secrets = tokenIn(await as(`${repository}-${environment}`));
    return {
      client,
      cluster: {},
      ...(secrets === undefined ? {} : { secrets }),
      // A team has one role per repository: the subject uses its own, or the first one of another team.
      secretLogin: (team, place, foreign) => {
        const [first = ""] = this.organization.teams[team]?.repositories ?? [];
        return as(`${team === subject.team ? repository : first}-${place}`, foreign);
      },
    };
  }
}

interface Login {
  readonly auth: { readonly client_token: string };
}

const tokenIn = ({ status, text }: Answer) =>
  status === 200 ? (JSON.parse(text) as Login).auth.client_token : undefined;
