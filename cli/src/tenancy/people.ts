import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { readIfThere } from "@groundwork-iac/platform/internal/declarations/files";
import {
  type Problem,
  ProblemsError,
} from "@groundwork-iac/platform/internal/declarations/problems";
import type { LiveDescription } from "@groundwork-iac/sandbox";
import { z } from "zod";

import type { Client, Cookies } from "./client";
import type { Credentials } from "./login";

const peopleSchema = z.record(
  z.string(),
  z.object({ password: z.string(), totpSecret: z.string().exactOptional() }),
);

/** Passwords of the sandbox's people, by user name: a file beside the description, for its owner alone. */
export class DemoPeople {
  private readonly file: string;
  private readonly known: z.infer<typeof peopleSchema>;
  private readonly browsers = new Map<string, Cookies>();

  public constructor(
    private readonly description: LiveDescription,
    descriptionFile: string,
  ) {
    this.file = join(dirname(descriptionFile), "people.json");
    const problems: Problem[] = [];
    const known = readIfThere(this.file, peopleSchema, problems);
    if (problems.length > 0) {
      throw new ProblemsError("people of the sandbox can't be read:", problems);
    }
    this.known = known ?? {};
  }

  public get path(): string {
    return this.file;
  }

  /** A person's credentials. @throws Error if the person has no password. */
  public credentials(username: string): Credentials {
    const known = this.known[username];
    if (known === undefined) {
      const names = Object.keys(this.known).join(", ");
      throw new Error(`people of the sandbox: want one of ${names}, got "${username}"`);
    }
    return { username, ...known };
  }

  /** A person's browser: after one login the person stays logged in, and the realm asks for no other code. */
  public browserOf(username: string): Cookies {
    const cookies = this.browsers.get(username) ?? new Map<string, string>();
    this.browsers.set(username, cookies);
    return cookies;
  }

  /** Saves the second factor that a login has set up. */
  public keep({ username, password, totpSecret }: Credentials): void {
    this.known[username] = { password, ...(totpSecret === undefined ? {} : { totpSecret }) };
    this.write();
  }

  /** Gives a password to each user of the realm that has none yet, as an administrator would. */
  public async givePasswords(client: Client, realm: string): Promise<void> {
    const { url } = this.description.keycloak;
    const token = await administratorToken(client, this.description);
    const users = await client.json<readonly { id: string; username: string }[]>(
      `${url}/admin/realms/${realm}/users?max=1000`,
      { token },
    );
    const without: { id: string }[] = [];
    for (const { id, username } of users) {
      const credentials = await client.json<readonly { type: string }[]>(
        `${url}/admin/realms/${realm}/users/${id}/credentials`,
        { token },
      );
      const has = credentials.some(({ type }) => type === "password");
      if (has && this.known[username] !== undefined) {
        continue;
      }
      const password = `${randomBytes(9).toString("base64url")}-Aa1`;
      without.push({ id });
      await client.json(`${url}/admin/realms/${realm}/users/${id}/reset-password`, {
        method: "PUT",
        token,
        json: { type: "password", temporary: false, value: password },
      });
      await client.json(`${url}/admin/realms/${realm}/users/${id}`, {
        method: "PUT",
        token,
        json: { requiredActions: [] },
      });
      this.known[username] = { password };
    }
    if (without.length > 0) {
      this.write();
    }
  }

  private write(): void {
    writeFileSync(this.file, JSON.stringify(this.known, undefined, 2), { mode: 0o600 });
  }
}

/** Token of the Keycloak server's own administrator. */
export async function administratorToken(
  client: Client,
  { keycloak }: LiveDescription,
): Promise<string> {
  const { access_token: token } = await client.json<{ access_token: string }>(
    `${keycloak.url}/realms/master/protocol/openid-connect/token`,
    {
      form: {
        grant_type: "password",
        client_id: "admin-cli",
        username: keycloak.adminUser,
        password: readFileSync(keycloak.adminPasswordFile, "utf8").trim(),
      },
    },
  );
  return token;
}
