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
  /** Address that answers 200 when it is well. */
  readonly health: string;
  /** Does the next step of its setup. @returns whether it is ready; called again until it is. */
  readonly ready?: () => Promise<boolean>;
}

/** Settings that all servers of a sandbox share. */
export interface Ground {
  readonly paths: LivePaths;
  readonly ports: Ports;
  /** Signs the servers' certificates. */
  readonly authority: Authority;
  /** Certificate of that authority, PEM. */
  readonly ca: string;
  /** Environment of every server: the proxy to the declared hosts, and the trusted authority. */
  readonly environment: Readonly<Record<string, string>>;
}

export const loopback = ["localhost", "127.0.0.1"];
