import { randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";

/** Below the ports that systems use for outgoing connections, so that a port is still free at a restart. */
const lowest = 20_000;
const highest = 32_000;

/** Ports on loopback by name. They never change, since states and kubeconfigs name them. */
export class Ports {
  private readonly given: Record<string, number>;

  public constructor(private readonly file: string) {
    this.given = existsSync(file)
      ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, number>)
      : {};
  }

  /** The port of a name, the same at every call. */
  public async of(name: string): Promise<number> {
    const kept = this.given[name];
    if (kept !== undefined) {
      return kept;
    }
    for (;;) {
      const port = randomInt(lowest, highest);
      if (!Object.values(this.given).includes(port) && (await isFree(port))) {
        this.given[name] = port;
        writeFileSync(this.file, JSON.stringify(this.given, undefined, 2));
        return port;
      }
    }
  }
}

/** Whether nothing listens on a port of loopback. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen(port, "127.0.0.1", () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** The message when another program listens on a server's port. */
export const portTaken = (port: number) =>
  `port ${port} of 127.0.0.1 is taken by another program, which must end first`;
