import { readFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";

import type { Bag } from "../../../cloud/store";

/** A server with a JSON API, and the caller's credentials. */
export interface Server {
  /** Name that messages use, such as `Keycloak`. */
  readonly name: string;
  /** Address on loopback. */
  readonly url: string;
  /** Certificate of the authority that signed the server's, PEM. */
  readonly caFile?: string;
  /** Headers that authenticate the caller. @param renew The server refused the last ones: make new ones. */
  readonly headers?: (renew: boolean) => Promise<Readonly<Record<string, string>>>;
  /** Finds the server's own words in a refusal. */
  readonly words: (body: unknown) => string | undefined;
  /** Milliseconds that an answer may take. Default: 30 000. */
  readonly timeout?: number;
}

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The `Location` of the created object, if the server sends it. */
  readonly location: string | undefined;
}

/** The server refused the call. */
export class Refusal extends Error {
  public constructor(
    public readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

/** The server gave no answer. */
export class Silence extends Error {
  public override readonly name = "Silence";

  public constructor(
    message: string,
    /** True if the call has certainly not reached the server. */
    public readonly unsent: boolean,
  ) {
    super(message);
  }
}

const start = "start it with `groundwork sandbox up --live`, then try again";

/** Calls of one server: with its authority, a time limit, and refusals in the server's own words. */
export class RestApi {
  private readonly agent: http.Agent;
  private readonly secure: boolean;

  public constructor(public readonly server: Server) {
    this.secure = server.url.startsWith("https:");
    const { caFile } = server;
    this.agent = this.secure
      ? new https.Agent({
          keepAlive: true,
          ...(caFile === undefined ? {} : { ca: readFileSync(caFile) }),
        })
      : new http.Agent({ keepAlive: true });
  }

  /** The body at a path, or nothing if there is none. */
  public async find<T = Bag>(path: string): Promise<T | undefined> {
    const { status, body } = await this.send("GET", path, undefined, [404]);
    return status === 404 ? undefined : (body as T);
  }

  /** Deletes; an object that is already gone is no error. */
  public async remove(path: string, body?: unknown): Promise<void> {
    await this.send("DELETE", path, body, [404]);
  }

  /**
   * One call. Text is sent as a form, anything else as JSON.
   * @param tolerated Statuses from 400 on that do not throw.
   * @throws Refusal, or Silence.
   */
  public async send(
    method: Method,
    path: string,
    body?: unknown,
    tolerated: readonly number[] = [],
  ): Promise<Answer> {
    const first = await this.authorised(method, path, body, false);
    const unknown = first.status === 401 || first.status === 403;
    const answer =
      unknown && this.server.headers !== undefined
        ? await this.authorised(method, path, body, true)
        : first;
    if (answer.status < 400 || tolerated.includes(answer.status)) {
      return answer;
    }
    const words = this.server.words(answer.body) ?? brief(answer.body);
    throw new Refusal(answer.status, words);
  }

  private async authorised(method: Method, path: string, body: unknown, renew: boolean) {
    const headers = await this.server.headers?.(renew);
    return this.call(method, path, body, headers ?? {});
  }

  private call(
    method: Method,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const { name, url, timeout = 30_000 } = this.server;
    const isForm = typeof body === "string";
    const payload = isForm ? body : body === undefined ? "" : JSON.stringify(body);
    const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const request = (this.secure ? https : http).request(
      new URL(path, url.endsWith("/") ? url : `${url}/`),
      {
        method,
        agent: this.agent,
        signal: AbortSignal.timeout(timeout),
        headers: {
          accept: "application/json",
          ...(payload === ""
            ? {}
            : { "content-type": type, "content-length": Buffer.byteLength(payload) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", fail);
        response.on("end", () => {
          const { statusCode = 0, headers: answered } = response;
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: statusCode, body: parsed(text), location: answered.location });
        });
      },
    );
    const again = () => this.call(method, path, body, headers).then(resolve, reject);
    function fail(error: NodeJS.ErrnoException) {
      // The server may close a reused connection just as the call starts: then the call had no effect.
      if (error.code === "ECONNRESET" && request.reusedSocket) {
        void again();
        return;
      }
      const slow = error.name === "AbortError" || error.name === "TimeoutError";
      reject(
        new Silence(
          slow
            ? `${name} at ${url} gave no answer within ${timeout / 1000} s; it may be busy: try again`
            : `${name} at ${url} can't be reached (${error.code ?? error.message}); ${start}`,
          error.code === "ECONNREFUSED",
        ),
      );
    }
    request.on("error", fail);
    request.end(payload);
    return promise;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text === "" ? undefined : text;
  }
}

function brief(body: unknown): string {
  const text = typeof body === "string" ? body : JSON.stringify(body ?? "");
  return text.replace(/\s+/g, " ").slice(0, 200);
}
