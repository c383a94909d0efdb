import { readFileSync } from "node:fs";
import { request as requestPlain } from "node:http";
import { request } from "node:https";

import type { Identity } from "./certificates";

export interface Asked {
  readonly ca: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as a browser sends a form. */
  readonly form?: URLSearchParams;
  /** Certificate of the caller. */
  readonly as?: Identity;
  /** Milliseconds. */
  readonly timeout?: number;
}

export interface Answer {
  readonly status: number;
  /** The answer's JSON; nothing if it is no JSON. */
  readonly body: unknown;
}

/** Asks a server with a certificate of the authority `ca`. @throws Error when the server does not answer. */
export function ask(address: string, asked: Asked): Promise<Answer> {
  const { ca, method = "GET", headers = {}, as, timeout = 15_000 } = asked;
  return new Promise((resolve, reject) => {
    const proof =
      as === undefined
        ? {}
        : { cert: readFileSync(as.certificateFile), key: readFileSync(as.keyFile) };
    const [type, content] = contentOf(asked);
    const options = { method, headers: { ...type, ...headers }, timeout, agent: false };
    const sent = address.startsWith("https:")
      ? request(address, { ...options, ca, ...proof })
      : requestPlain(address, options);
    sent.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, body: parsed(text) });
      });
      response.on("error", reject);
    });
    sent.on("timeout", () =>
      sent.destroy(new Error(`${address} did not answer for ${timeout / 1000} s`)),
    );
    sent.on("error", reject);
    sent.end(content);
  });
}

function contentOf({ body, form }: Asked): [type: Record<string, string>, content?: string] {
  if (form !== undefined) {
    return [{ "content-type": "application/x-www-form-urlencoded" }, form.toString()];
  }
  return body === undefined ? [{}] : [{ "content-type": "application/json" }, JSON.stringify(body)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether an address answers 200. */
export async function isHealthy(address: string, ca: string): Promise<boolean> {
  try {
    return (await ask(address, { ca })).status === 200;
  } catch {
    return false;
  }
}
