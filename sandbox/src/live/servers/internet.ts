import { createServer, type Server } from "node:http";
import { connect } from "node:net";

/**
 * The live servers' internet: a proxy that leads HTTPS only to the declared hosts, which are on
 * loopback.
 * @param hosts The address of each host, such as `127.0.0.1:28443`.
 */
export function serveInternet(
  hosts: Readonly<Record<string, string>>,
  log: (line: string) => void,
): Server {
  const server = createServer((_request, response) => {
    response.writeHead(405, { "content-type": "text/plain" });
    response.end("want CONNECT, for HTTPS to a declared host\n");
  });
  server.on("connect", ({ url = "" }, client, head) => {
    client.on("error", () => client.destroy());
    const [host = "", port] = url.split(":");
    const target = port === "443" ? hosts[host] : undefined;
    if (target === undefined) {
      log(`proxy: refused ${url}, which is no declared host`);
      client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const [address, targetPort] = target.split(":");
    const upstream = connect(Number(targetPort), address);
    upstream.on("connect", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on("error", ({ message }) => {
      log(`proxy: ${url}: ${message}`);
      client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    });
    client.on("close", () => upstream.destroy());
  });
  return server;
}
