import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";

import { parse } from "yaml";

import type { Bag } from "../../../cloud/store";
import { at, isBag } from "../../../cloud/values";
import { type ApiServer, pause } from "../kubernetes/api-server";

/** Longest time in which an API server must apply a new configuration. */
const reloadTimeoutMs = 120_000;

/** An API server's `AuthenticationConfiguration`, which it reads again when the file changes. */
export class AuthenticationFile {
  public constructor(
    private readonly path: string,
    private readonly server: ApiServer,
    private readonly signal?: AbortSignal,
  ) {}

  /** Who may log in with the issuer's tokens, if anyone. */
  public entry(issuer: string): Bag | undefined {
    return this.entries().find((entry) => at(entry, "issuer.url") === issuer);
  }

  /**
   * Adds or removes an issuer's entry, and waits until the server has applied it. If the server
   * refuses the file, this restores the old one.
   */
  public async set(issuer: string, entry: Bag | undefined): Promise<void> {
    const before = this.text();
    const others = this.entries().filter((other) => at(other, "issuer.url") !== issuer);
    const jwt = entry === undefined ? others : [...others, entry];
    const failed = await this.failures();
    this.write(JSON.stringify({ ...this.configuration(), jwt }, undefined, 2));
    try {
      await this.reloaded(failed);
    } catch (error) {
      this.write(before);
      throw error;
    }
  }

  private text(): string {
    return readFileSync(this.path, "utf8");
  }

  private configuration(): Bag {
    const configuration: unknown = parse(this.text());
    if (!isBag(configuration) || configuration["kind"] !== "AuthenticationConfiguration") {
      throw new Error(`${this.path}: want an AuthenticationConfiguration`);
    }
    return configuration;
  }

  private entries(): Bag[] {
    const { jwt } = this.configuration();
    return Array.isArray(jwt) ? jwt.filter(isBag) : [];
  }

  /** Writes by a rename, so that the server never reads half a file. */
  private write(text: string): void {
    writeFileSync(`${this.path}.new`, text, { mode: 0o600 });
    renameSync(`${this.path}.new`, this.path);
  }

  /** https://kubernetes.io/docs/reference/instrumentation/metrics/ */
  private async metrics(): Promise<string[]> {
    const text = await this.server.text("GET", "/metrics");
    return text.split("\n").filter((line) => line.includes("authentication_config_controller"));
  }

  private async failures(): Promise<string | undefined> {
    const lines = await this.metrics();
    return lines.find((line) => line.includes("reloads_total") && line.includes('"failure"'));
  }

  /** @param failed Number of failures before the file was written. */
  private async reloaded(failed: string | undefined): Promise<void> {
    const hash = `sha256:${createHash("sha256").update(this.text()).digest("hex")}`;
    const deadline = Date.now() + reloadTimeoutMs;
    for (;;) {
      const lines = await this.metrics();
      if (lines.some((line) => line.includes("last_config_info") && line.includes(hash))) {
        return;
      }
      if ((await this.failures()) !== failed) {
        throw new Error(
          "the API server does not take up its new authentication configuration; is the issuer " +
            "reachable? Its log says why (`groundwork sandbox status` names it)",
        );
      }
      if (Date.now() > deadline) {
        throw new Error(
          `the API server did not read ${this.path} again within ${reloadTimeoutMs / 1000} s`,
        );
      }
      await pause(250, this.signal);
    }
  }
}
