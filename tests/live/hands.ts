import { readFileSync } from "node:fs";

import type { LiveDescription } from "@groundwork-iac/sandbox";

import { type Call, Client } from "../../cli/src/tenancy/client";
import { administratorToken } from "../../cli/src/tenancy/people";

/** Changes that someone makes by hand, as the administrator of each server. */
export class Hands {
  private readonly anyone: Client;

  public constructor(
    private readonly description: LiveDescription,
    private readonly realm: string,
  ) {
    this.anyone = new Client(description);
  }

  public async cluster<T>(name: string, path: string, call: Call = {}): Promise<T> {
    const cluster = this.description.clusters[name];
    if (cluster === undefined) {
      throw new Error(`no cluster ${name}`);
    }
    const client = new Client(this.description, cluster);
    const answer = await client.json<T>(`${cluster.server}${path}`, call);
    await client.close();
    return answer;
  }

  public secrets<T>(path: string, call: Call = {}): Promise<T> {
    const { url, tokenFile } = this.description.secrets;
    const headers = { "x-vault-token": readFileSync(tokenFile, "utf8").trim() };
    return this.anyone.json<T>(`${url}/v1/${path}`, { ...call, headers });
  }

  /** @param path Below the realm, such as `groups`. */
  public async identity<T>(path: string, call: Call = {}): Promise<T> {
    const token = await administratorToken(this.anyone, this.description);
    const { url } = this.description.keycloak;
    return this.anyone.json<T>(`${url}/admin/realms/${this.realm}${path}`, { ...call, token });
  }

  public async idOf(kind: "users" | "groups" | "clients", name: string): Promise<string> {
    const key = { users: "username", groups: "name", clients: "clientId" }[kind];
    const all = await this.identity<readonly Record<string, string>[]>(`/${kind}?max=1000`);
    const found = all.find((each) => each[key] === name);
    if (found === undefined) {
      throw new Error(`${kind}: no ${name}`);
    }
    return found["id"] ?? "";
  }
}
