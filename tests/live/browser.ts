import { readFileSync } from "node:fs";
import { request } from "node:https";

import type { LiveDescription } from "../../sandbox/src/live/description";

/** A page, or where it sends the browser. */
export interface Page {
  readonly status: number;
  readonly text: string;
  readonly location: string;
}

/** As much of a browser as Keycloak's pages need: cookies and forms. */
export class Browser {
  private readonly cookies = new Map<string, string>();
  private readonly ca: Buffer;

  public constructor(
    private readonly live: LiveDescription,
    private readonly realm: string,
  ) {
    this.ca = readFileSync(live.caFile);
  }

  /** Asks for a login at a client. */
  public login(client: string, more: Readonly<Record<string, string>> = {}): Promise<Page> {
    const query = new URLSearchParams({
      client_id: client,
      redirect_uri: "https://tool.example.com/cb",
      response_type: "code",
      scope: "openid",
      ...more,
    });
    return this.ask("GET", this.path(`auth?${query.toString()}`));
  }

  /** Fills in the form of a page. */
  public submit(page: Page, fields: Readonly<Record<string, string>>): Promise<Page> {
    const action = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1]?.replaceAll("&amp;", "&");
    const { pathname, search } = new URL(action ?? "", this.live.keycloak.url);
    return this.ask("POST", `${pathname}${search}`, fields);
  }

  /** Asks for a token. */
  public token(fields: Readonly<Record<string, string>>): Promise<Page> {
    return this.ask("POST", this.path("token"), fields);
  }

  private path(name: string): string {
    return `/realms/${this.realm}/protocol/openid-connect/${name}`;
  }

  private ask(
    method: "GET" | "POST",
    path: string,
    fields?: Readonly<Record<string, string>>,
  ): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const type = fields && { "content-type": "application/x-www-form-urlencoded" };
    const host = new URL(this.live.keycloak.declared).host;
    const { promise, resolve, reject } = Promise.withResolvers<Page>();
    const asked = request(
      new URL(path, this.live.keycloak.url),
      { method, ca: this.ca, agent: false, headers: { host, cookie, ...type } },
      (response) => {
        const { headers, statusCode: status = 0 } = response;
        for (const set of headers["set-cookie"] ?? []) {
          const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
          this.cookies.set(name, value);
        }
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => {
          resolve({ status, text, location: headers.location ?? "" });
        });
      },
    );
    asked.on("error", reject);
    asked.end(fields && new URLSearchParams(fields).toString());
    return promise;
  }
}
