import { readFileSync } from "node:fs";

import type { LiveDescription } from "@groundwork-iac/sandbox";
import { Agent, type Dispatcher, getSetCookies, Headers, ProxyAgent, request } from "undici";

export interface Call {
  readonly method?: Dispatcher.HttpMethod;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Where it sends the caller, if it does. */
  readonly location?: string;
}

/** Cookies of a browser, by the server that set them. */
export type Cookies = Map<string, string>;

/** Milliseconds that a server may take. */
const patience = 30_000;

/**
 * Calls to the live servers: declared hosts, such as the realm's, through the sandbox's proxy as
 * other clients do; addresses on loopback directly. It keeps cookies, as a browser does.
 */
export class Client {
  private readonly declared: Dispatcher;
  private readonly local: Dispatcher;

  /**
   * @param as Files of a client certificate, for a cluster's administrator.
   * @param cookies Of a browser that was used before.
   */
  public constructor(
    description: LiveDescription,
    as?: { readonly certificateFile: string; readonly keyFile: string },
    private readonly cookies: Cookies = new Map(),
  ) {
    const ca = readFileSync(description.caFile, "utf8");
    const own =
      as === undefined
        ? {}
        : { cert: readFileSync(as.certificateFile), key: readFileSync(as.keyFile) };
    this.declared = new ProxyAgent({ uri: description.proxy, requestTls: { ca } });
    this.local = new Agent({ connect: { ca, ...own } });
  }

  /** @throws Error that names the address when nothing answers. */
  public async call(address: string, given: Call = {}): Promise<Answer> {
    const { token, json, form, headers = {} } = given;
    const url = new URL(address);
    const isLocal = url.hostname === "127.0.0.1";
    const body = form === undefined ? bodyOf(json) : new URLSearchParams(form).toString();
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    try {
      const answer = await request(url, {
        method: given.method ?? (body === undefined ? "GET" : "POST"),
        dispatcher: isLocal ? this.local : this.declared,
        headersTimeout: patience,
        bodyTimeout: patience,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { "content-type": typeOf(form) }),
          ...(isLocal || cookie === "" ? {} : { cookie }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      });
      this.keep(answer.headers["set-cookie"]);
      const { location } = answer.headers;
      return {
        status: answer.statusCode,
        text: await answer.body.text(),
        ...(typeof location === "string" ? { location } : {}),
      };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${url.origin} does not answer: ${why}`, { cause: error });
    }
  }

  /** The answer's JSON. @throws Error with the server's words unless it is 2xx. */
  public async json<T>(address: string, given: Call = {}): Promise<T> {
    const { status, text } = await this.call(address, given);
    if (status < 200 || status > 299) {
      throw new Error(`${address} answers ${status}: ${text.slice(0, 300)}`);
    }
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  public async close(): Promise<void> {
    await Promise.all([this.declared.close(), this.local.close()]);
  }

  private keep(set: string | string[] | undefined): void {
    const headers = new Headers();
    [set ?? []].flat().forEach((line) => {
      headers.append("set-cookie", line);
    });
    for (const { name, value, maxAge } of getSetCookies(headers)) {
      if (maxAge === 0) {
        this.cookies.delete(name);
      } else {
        this.cookies.set(name, value);
      }
    }
  }
}

const bodyOf = (json: unknown) => (json === undefined ? undefined : JSON.stringify(json));
const typeOf = (form: unknown) =>
  form === undefined ? "application/json" : "application/x-www-form-urlencoded";
