import http from "node:http";
import type { AddressInfo } from "node:net";

type Json = Record<string, unknown>;

/** What a fake API server does with every call that would change something. */
export type Mood = "well" | "broken" | "mute" | "answers-too-late";

/** As much of an API server as the passing on of calls needs, and its ways to fail. */
export class FakeApiServer {
  public mood: Mood = "well";
  public readonly objects = new Map<string, Json>();
  /** Calls as `PATCH /api/v1/namespaces/x`. */
  public readonly calls: string[] = [];
  private server = this.made();
  private port = 0;

  public get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  public async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(this.port, "127.0.0.1", resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    this.server = this.made();
  }

  private made(): http.Server {
    return http.createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        this.answer(request, body, (status, answer) => {
          response.writeHead(status, { "content-type": "application/json" });
          response.end(JSON.stringify(answer));
        });
      });
    });
  }

  private answer(
    { method = "", url = "" }: http.IncomingMessage,
    body: string,
    reply: (status: number, answer: Json) => void,
  ): void {
    const { pathname, searchParams } = new URL(url, this.address);
    this.calls.push(`${method} ${pathname}`);
    const resources = [
      { name: "namespaces", kind: "Namespace", namespaced: false },
      { name: "configmaps", kind: "ConfigMap", namespaced: true },
      { name: "secrets", kind: "Secret", namespaced: true },
    ];
    if (pathname === "/api/v1") {
      reply(200, { kind: "APIResourceList", resources });
      return;
    }
    const known = this.objects.get(pathname);
    if (method === "GET") {
      reply(known ? 200 : 404, known ?? status(404, "NotFound", `${pathname} not found`));
      return;
    }
    const dry = searchParams.get("dryRun") === "All";
    if (!dry && this.mood === "broken") {
      reply(500, status(500, "InternalError", "etcd is out of space"));
      return;
    }
    if (!dry && this.mood === "mute") {
      return;
    }
    if (method === "DELETE") {
      this.objects.delete(pathname);
      reply(200, status(200, "Success", ""));
      return;
    }
    const applied = merged(known ?? {}, JSON.parse(body) as Json);
    const metadata = {
      uid: `uid-${this.objects.size}`,
      ...(applied["metadata"] as Json),
      managedFields: [{ manager: searchParams.get("fieldManager"), operation: "Apply" }],
    };
    const object = { ...applied, metadata };
    if (!dry) {
      this.objects.set(pathname, object);
    }
    if (dry || this.mood === "well") {
      reply(200, object);
    }
  }
}

function status(code: number, reason: string, message: string): Json {
  return { kind: "Status", code, reason, message };
}

function merged(before: Json, after: Json): Json {
  const isMap = (value: unknown): value is Json =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  const over = Object.entries(after).map(([key, value]) => {
    const old = before[key];
    return [key, isMap(value) && isMap(old) ? merged(old, value) : value];
  });
  return { ...before, ...(Object.fromEntries(over) as Json) };
}
