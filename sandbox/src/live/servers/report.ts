import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** How a live server fares. */
export interface ServerReport {
  /** Such as `keycloak`, or `acme-dev/kube-apiserver`. */
  readonly name: string;
  readonly state: "waiting" | "starting" | "running" | "failed";
  /** Why it failed. */
  readonly why?: string | undefined;
  readonly address: string;
  /** What answers 200 when the server is well. */
  readonly health: string;
  readonly log: string;
  readonly pid?: number;
  /** How often it was started; tells a failure that is news from one that is not. */
  readonly attempt: number;
  /** How long the last start took. */
  readonly seconds?: number;
}

/** How the live servers of a sandbox fare, as their supervisor sees it. */
export interface LiveReport {
  /** Of the supervisor. */
  readonly pid: number;
  readonly servers: readonly ServerReport[];
}

/** Writes a file whole or not at all, for readers at any time. */
export function writeWhole(file: string, content: unknown): void {
  const text = typeof content === "string" ? content : JSON.stringify(content, undefined, 2);
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** What a file of JSON holds; nothing when there is no such file. */
export function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : undefined;
}
