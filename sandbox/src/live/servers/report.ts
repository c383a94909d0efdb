import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** State of a live server. */
export interface ServerReport {
  /** Such as `keycloak`, or `acme-dev/kube-apiserver`. */
  readonly name: string;
  readonly state: "waiting" | "starting" | "running" | "failed";
  /** Why it failed. */
  readonly why?: string | undefined;
  readonly address: string;
  /** Address that answers 200 when the server is well. */
  readonly health: string;
  readonly log: string;
  readonly pid?: number;
  /** Number of starts, which distinguishes a new failure from an old one. */
  readonly attempt: number;
  /** Duration of the last start. */
  readonly seconds?: number;
}

/** The supervisor's report on the live servers of a sandbox. */
export interface LiveReport {
  /** Process id of the supervisor. */
  readonly pid: number;
  readonly servers: readonly ServerReport[];
}

/** Writes a file atomically, so that no reader sees half of it. */
export function writeWhole(file: string, content: unknown): void {
  const text = typeof content === "string" ? content : JSON.stringify(content, undefined, 2);
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The content of a JSON file; nothing if there is no such file. */
export function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : undefined;
}
