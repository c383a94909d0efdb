import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

import type { Bag } from "../../../cloud/store";
import { isBag } from "../../../cloud/values";
import { LiveRefusal, LiveSilence } from "../live-kind";

/** Address of an API server, and the caller's credentials. */
export interface ApiServerAccess {
  /** Address, such as `https://127.0.0.1:16443`. */
  readonly server: string;
  readonly caFile: string;
  /** Client certificate and key, PEM. */
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Ends every call. */
  readonly signal?: AbortSignal;
  /**
   * Longest time for one answer, in milliseconds.
   * @default 30000
   */
  readonly timeoutMs?: number;
}

/** `POST` only for calls that can be repeated, such as a dry run. */
export type Method = "GET" | "PATCH" | "DELETE" | "POST";

export interface Request {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Bag;
  readonly contentType?: string;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
}

/** Number of tries of a call that a busy server puts off. */
const tries = 5;

/**
 * One Kubernetes API server, called by its documented API: every call here can be repeated.
 * Bodies go through as they are. The client library `@kubernetes/client-node` 2.0.1 is not used
 * because its object API drops `from` of a network policy's rules and lower-cases names.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/
 */
export class ApiServer {
  private agent: http.Agent | undefined;

  public constructor(private readonly access: ApiServerAccess) {}

  /** @throws LiveRefusal with the server's status and words. */
  public async call(method: Method, path: string, request: Request = {}): Promise<Bag> {
    const body = await this.text(method, path, request);
    return JSON.parse(body) as Bag;
  }

  /** The answer as text, such as metrics. */
  public async text(method: Method, path: string, request: Request = {}): Promise<string> {
    for (let left = tries - 1; ; left -= 1) {
      const { status, text, retryAfter } = await this.once(method, path, request);
      if (status < 300) {
        return text;
      }
      const busy = status === 429 || (status === 503 && retryAfter !== undefined);
      if (!busy || left === 0) {
        throw new LiveRefusal(status, messageOf(text));
      }
      await pause(Math.min(Number(retryAfter ?? 1), 5) * 1000, this.access.signal);
    }
  }

  /** One call; repeated once if the server had closed the connection meanwhile. */
  private async once(method: Method, path: string, request: Request): Promise<Answer> {
    const { server, timeoutMs = 30_000 } = this.access;
    try {
      return await this.send(method, path, request).catch((error: unknown) => {
        if (error instanceof StaleConnection) {
          return this.send(method, path, request);
        }
        throw error;
      });
    } catch (error) {
      const { code, name, message } = error as NodeJS.ErrnoException;
      if (name === "TimeoutError") {
        throw new Error(
          `${method} ${path}: want an answer of ${server} within ${timeoutMs / 1000} s, got none`,
        );
      }
      throw new LiveSilence(
        `${method} ${path}: ${server} does not answer (${code ?? message}); ` +
          "run `groundwork sandbox up --live` again, which starts the servers that are down",
        code === "ECONNREFUSED",
      );
    }
  }

  private send(
    method: Method,
    path: string,
    { query, body, contentType }: Request,
  ): Promise<Answer> {
    const { server, signal, timeoutMs = 30_000 } = this.access;
    const url = new URL(path, server);
    Object.entries(query ?? {}).forEach(([name, value]) => {
      url.searchParams.set(name, value);
    });
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      accept: "application/json",
      ...(text === undefined
        ? {}
        : {
            "content-type": contentType ?? "application/json",
            "content-length": String(Buffer.byteLength(text)),
          }),
    };
    const deadline = AbortSignal.timeout(timeoutMs);
    const ending = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
    return new Promise((resolve, reject) => {
      const library = url.protocol === "https:" ? https : http;
      const options = { method, headers, agent: this.connections(url), signal: ending };
      const sent = library.request(url, options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString("utf8"),
            retryAfter: response.headers["retry-after"],
          });
        });
      });
      sent.on("error", (error: NodeJS.ErrnoException) => {
        const closed = sent.reusedSocket && error.code === "ECONNRESET";
        const late = deadline.aborted ? (deadline.reason as Error) : error;
        reject(closed ? new StaleConnection() : late);
      });
      sent.end(text);
    });
  }

  private connections({ protocol }: URL): http.Agent {
    const { caFile, certificateFile, keyFile } = this.access;
    const kept = { keepAlive: true, maxSockets: 8 };
    return (this.agent ??=
      protocol === "https:"
        ? new https.Agent({
            ...kept,
            ca: readFileSync(caFile),
            cert: readFileSync(certificateFile),
            key: readFileSync(keyFile),
          })
        : new http.Agent(kept));
  }
}

class StaleConnection extends Error {}

/** Waits; ends with an error when the run is cancelled. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal === undefined ? {} : { signal });
}

/** The words of a `Status`; https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
function messageOf(text: string): string {
  try {
    const status: unknown = JSON.parse(text);
    return isBag(status) && typeof status["message"] === "string" ? status["message"] : text;
  } catch {
    return text.trim() || "no reason given";
  }
}
