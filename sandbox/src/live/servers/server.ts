import type { Authority } from "./certificates";
import type { Program } from "./child";
import type { Ports } from "./ports";
import type { LivePaths } from "../spec";

/** A server that a supervisor runs. */
export interface LiveServer {
  /** Such as `keycloak`, or `acme-dev/kube-apiserver`. */
  readonly name: string;
  /** Servers that must run before it starts; they end after it. */
  readonly needs: readonly string[];
  readonly program: Omit<Program, "log">;
  readonly address: string;
  readonly port: number;
  /** What answers 200 when it is well. */
  readonly health: string;
  /** Does what is left to do for it and tells whether it is ready. Asked again until it is. */
  readonly ready?: () => Promise<boolean>;
}

/** What all servers of a sandbox share. */
export interface Ground {
  readonly paths: LivePaths;
  readonly ports: Ports;
  /** Signs the servers' certificates. */
  readonly authority: Authority;
  /** Certificate of that authority, PEM. */
  readonly ca: string;
  /** What every server's environment holds: the way to the declared hosts, and whom to trust. */
  readonly environment: Readonly<Record<string, string>>;
}

export const loopback = ["localhost", "127.0.0.1"];
